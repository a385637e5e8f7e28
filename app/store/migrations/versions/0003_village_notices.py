"""Villages with their boards and lists, notices with objections and queries, pay-out rolls."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_mn", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("uuid", name=op.f("uq_board_uuid")),
    )
    op.create_index(op.f("ix_board_office_code"), "board", ["office_code"])

    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("issuer_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_mn", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_mn", sa.Text(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("matter_uuid", sa.String(length=32), nullable=False),
        sa.Column("item_key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("period_days", sa.Integer(), nullable=False),
        sa.Column("period_unit", sa.String(length=8), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posted_by", sa.String(), nullable=False),
        sa.Column("board_uuid", sa.String(length=32), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_provisional", sa.Boolean(), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("taken_down_by", sa.String(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("archive_number", sa.String(), nullable=False),
        sa.Column("retention", sa.String(length=12), nullable=False),
        sa.Column("corrects_uuid", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("code", name=op.f("uq_notice_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_uuid")),
    )
    op.create_index(op.f("ix_notice_corrects_uuid"), "notice", ["corrects_uuid"])
    op.create_index(op.f("ix_notice_matter_uuid"), "notice", ["matter_uuid"])
    op.create_index(op.f("ix_notice_number"), "notice", ["number"])
    op.create_index("ix_notice_office", "notice", ["office_code", "id"])
    op.create_index(
        "ix_notice_open",
        "notice",
        ["id", "status", "last_on"],
        sqlite_where=sa.text("status != 'filed'"),
        postgresql_where=sa.text("status != 'filed'"),
    )
    op.create_index("ix_notice_year", "notice", ["year", "programme"])

    op.create_table(
        "notice_query",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("notice_uuid", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_query")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_query_uuid")),
    )
    op.create_index(op.f("ix_notice_query_notice_uuid"), "notice_query", ["notice_uuid"])

    op.create_table(
        "payout_roll",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("programme_mn", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("first_paid_on", sa.Date(), nullable=True),
        sa.Column("last_paid_on", sa.Date(), nullable=True),
        sa.Column("notice_uuid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_roll")),
        sa.UniqueConstraint("uuid", name=op.f("uq_payout_roll_uuid")),
    )
    op.create_index(op.f("ix_payout_roll_notice_uuid"), "payout_roll", ["notice_uuid"])
    op.create_index(op.f("ix_payout_roll_office_code"), "payout_roll", ["office_code"])
    op.create_index("ix_payout_roll_year", "payout_roll", ["year", "office_code", "programme", "batch"])

    op.create_table(
        "unmasking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("record_table", sa.String(length=24), nullable=False),
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmasking")),
        sa.UniqueConstraint("uuid", name=op.f("uq_unmasking_uuid")),
    )
    op.create_index(op.f("ix_unmasking_record_uuid"), "unmasking", ["record_uuid"])

    op.create_table(
        "village_matter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("item_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_mn", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_matter")),
        sa.UniqueConstraint("uuid", name=op.f("uq_village_matter_uuid")),
    )
    op.create_index("ix_village_matter_office", "village_matter", ["office_code", "position"])

    op.create_table(
        "objection",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("notice_uuid", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_uuid"],
            ["notice.uuid"],
            name=op.f("fk_objection_notice_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("uuid", name=op.f("uq_objection_uuid")),
    )
    op.create_index(op.f("ix_objection_notice_uuid"), "objection", ["notice_uuid"])

    op.create_table(
        "payout",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("roll_uuid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["roll_uuid"], ["payout_roll.uuid"], name=op.f("fk_payout_roll_uuid"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("uuid", name=op.f("uq_payout_uuid")),
    )
    op.create_index(op.f("ix_payout_name"), "payout", ["name"])
    op.create_index("ix_payout_roll", "payout", ["roll_uuid", "position"])

    op.create_table(
        "payout_private",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("payout_uuid", sa.String(length=32), nullable=False),
        sa.Column("id_number", sa.String(length=18), nullable=False),
        sa.Column("bank_card", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("health", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payout_uuid"],
            ["payout.uuid"],
            name=op.f("fk_payout_private_payout_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_private")),
        sa.UniqueConstraint("payout_uuid", name=op.f("uq_payout_private_payout_uuid")),
        sa.UniqueConstraint("uuid", name=op.f("uq_payout_private_uuid")),
    )
    op.create_index(op.f("ix_payout_private_id_number"), "payout_private", ["id_number"])

    for name in ("phone", "committee", "committee_mn", "address", "merged_into"):
        op.add_column("office", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("office", sa.Column("ended_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_office_parent_code"), "office", ["parent_code"])


def downgrade() -> None:
    op.drop_index(op.f("ix_office_parent_code"), table_name="office")
    for name in ("ended_on", "merged_into", "address", "committee_mn", "committee", "phone"):
        op.drop_column("office", name)
    for table in (
        *("payout_private", "payout", "objection", "village_matter", "unmasking", "payout_roll"),
        *("notice_query", "notice", "board"),
    ):
        op.drop_table(table)
