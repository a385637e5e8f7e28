"""Packages between levels: keys, what went out and came in, what is in dispute; whose record each one is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

OWNED = (
    "annual_report",
    "applicant",
    "attachment",
    "board",
    "calendar_year",
    "catalog_exception",
    "catalog_item",
    "catalog_version",
    "channel_event",
    "disclosure",
    "gate_review",
    "letter",
    "letter_template",
    "notice",
    "objection",
    "office",
    "payout",
    "payout_private",
    "payout_roll",
    "remedy",
    "request",
    "request_event",
    "request_party",
    "tariff",
    "village_matter",
)


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("package_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("base_seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("prev_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.Integer(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
        sa.UniqueConstraint("package_uuid", name=op.f("uq_arrival_package_uuid")),
        sa.UniqueConstraint("uuid", name=op.f("uq_arrival_uuid")),
    )
    op.create_index("ix_arrival_device", "arrival", ["kid", "kind", "seq"])
    op.create_index("ix_arrival_sender", "arrival", ["sender"])

    op.create_table(
        "carried",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
        sa.UniqueConstraint("record_uuid", name=op.f("uq_carried_record_uuid")),
        sa.UniqueConstraint("uuid", name=op.f("uq_carried_uuid")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("alg", sa.String(length=16), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("recovery", sa.String(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("enrolled_by", sa.String(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("kid", name=op.f("uq_device_kid")),
        sa.UniqueConstraint("uuid", name=op.f("uq_device_uuid")),
    )
    op.create_index("ix_device_office_code", "device", ["office_code"])

    op.create_table(
        "errand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
    )
    op.create_table(
        "office_figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("owner_code", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_figure")),
        sa.UniqueConstraint("uuid", name=op.f("uq_office_figure_uuid")),
    )
    op.create_index("ix_office_figure_year", "office_figure", ["year", "office_code"])

    op.create_table(
        "pack_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_code", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_part")),
        sa.UniqueConstraint("uuid", name=op.f("uq_pack_part_uuid")),
    )
    op.create_index("ix_pack_part_key", "pack_part", ["kind", "key"], unique=True)

    op.create_table(
        "sent",
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("record_table", sa.String(length=24), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("replaces", sa.JSON(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=16), nullable=False),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("record_uuid", name=op.f("pk_sent")),
    )
    op.create_index("ix_sent_seq", "sent", ["device", "seq"])
    op.create_index("ix_sent_waiting", "sent", ["record_uuid"], sqlite_where=sa.text("fate IN ('', 'again')"))

    op.create_table(
        "sent_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_sent_content")),
    )
    op.create_table(
        "shipment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("package_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("base_seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("prev_sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
        sa.UniqueConstraint("package_uuid", name=op.f("uq_shipment_package_uuid")),
    )
    op.create_index("ix_shipment_receiver", "shipment", ["receiver", "kind", "seq"])

    op.create_table(
        "dispute",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("arrival_uuid", sa.String(length=32), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("record_table", sa.String(length=24), nullable=False),
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("theirs", sa.JSON(), nullable=False),
        sa.Column("settled", sa.String(length=12), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrival_uuid"],
            ["arrival.uuid"],
            name=op.f("fk_dispute_arrival_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("uuid", name=op.f("uq_dispute_uuid")),
    )
    op.create_index("ix_dispute_arrival_uuid", "dispute", ["arrival_uuid"])
    op.create_index(
        "ix_dispute_open",
        "dispute",
        ["id"],
        sqlite_where=sa.text("settled = ''"),
        postgresql_where=sa.text("settled = ''"),
    )
    op.create_index("ix_dispute_record_uuid", "dispute", ["record_uuid"])

    for table in OWNED:
        op.add_column(table, sa.Column("owner_code", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    for table in OWNED:
        op.drop_column(table, "owner_code")
    op.drop_index("ix_dispute_record_uuid", table_name="dispute")
    op.drop_index(
        "ix_dispute_open",
        table_name="dispute",
        sqlite_where=sa.text("settled = ''"),
        postgresql_where=sa.text("settled = ''"),
    )
    op.drop_index("ix_dispute_arrival_uuid", table_name="dispute")

    op.drop_table("dispute")
    op.drop_index("ix_shipment_receiver", table_name="shipment")

    op.drop_table("shipment")
    op.drop_table("sent_content")
    op.drop_index("ix_sent_waiting", table_name="sent", sqlite_where=sa.text("fate IN ('', 'again')"))
    op.drop_index("ix_sent_seq", table_name="sent")

    op.drop_table("sent")
    op.drop_index("ix_pack_part_key", table_name="pack_part")

    op.drop_table("pack_part")
    op.drop_index("ix_office_figure_year", table_name="office_figure")

    op.drop_table("office_figure")
    op.drop_table("errand")
    op.drop_index("ix_device_office_code", table_name="device")

    op.drop_table("device")
    op.drop_table("carried")
    op.drop_index("ix_arrival_sender", table_name="arrival")
    op.drop_index("ix_arrival_device", table_name="arrival")

    op.drop_table("arrival")
