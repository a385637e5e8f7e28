"""The first shape of the file."""

from typing import Any

import sqlalchemy as sa
from alembic import op

APPLICATION_ID = int.from_bytes(b"Iltd")

TABLES = (
    "gate_review",
    "channel_event",
    "change",
    "catalog_item",
    "setting",
    "saved_view",
    "person",
    "operation",
    "office",
    "meta",
    "draft",
    "disclosure",
    "content",
    "catalog_version",
    "catalog_exception",
    "calendar_year",
    "attachment",
)  # children before their parents

OPEN = "status IN ('draft', 'in_review', 'returned', 'approved')"
OFF_WEB = "status = 'published' AND NOT on_web"
WITHDRAWN = "status = 'withdrawn'"

revision = "0001"
down_revision = None


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _create_attachment()
    _create_calendar_year()
    _create_catalog_exception()
    _create_catalog_version()
    _create_content()
    _create_disclosure()
    _create_draft()
    _create_meta()
    _create_office()
    _create_operation()
    _create_person()
    _create_saved_view()
    _create_setting()
    _create_catalog_item()
    _create_change()
    _create_channel_event()
    _create_gate_review()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("owner_uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_attachment_uuid")),
    )
    op.create_index(op.f("ix_attachment_owner_uuid"), "attachment", ["owner_uuid"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)


def _create_calendar_year() -> None:
    op.create_table(
        "calendar_year",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_year")),
        sa.UniqueConstraint("uuid", name=op.f("uq_calendar_year_uuid")),
        sa.UniqueConstraint("year", name=op.f("uq_calendar_year_year")),
    )


def _create_catalog_exception() -> None:
    op.create_table(
        "catalog_exception",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("review_again_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_exception")),
        sa.UniqueConstraint("uuid", name=op.f("uq_catalog_exception_uuid")),
    )


def _create_catalog_version() -> None:
    op.create_table(
        "catalog_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("channel_convention", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_version")),
        sa.UniqueConstraint("uuid", name=op.f("uq_catalog_version_uuid")),
    )


def _create_content() -> None:
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_content")),
    )


def _create_disclosure() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_mn", sa.String(), nullable=False),
        sa.Column("item_key", sa.String(), nullable=True),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("obtained_on", sa.Date(), nullable=True),
        sa.Column("event_on", sa.Date(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("limit_scope", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("on_web", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("uuid", name=op.f("uq_disclosure_uuid")),
    )
    _index_disclosure()


def _index_disclosure() -> None:
    op.create_index("ix_disclosure_began", "disclosure", ["began_on", "id"], unique=False)
    op.create_index("ix_disclosure_domain", "disclosure", ["domain", "id"], unique=False)
    op.create_index("ix_disclosure_item", "disclosure", ["item_key", "began_on"], unique=False)
    op.create_index(
        "ix_disclosure_off_web",
        "disclosure",
        ["id"],
        unique=False,
        **only(OFF_WEB),
    )
    op.create_index("ix_disclosure_due", "disclosure", ["due_on", "id"], unique=False)
    op.create_index(
        "ix_disclosure_open",
        "disclosure",
        ["id", "status", "due_provisional", "due_on"],
        unique=False,
        **only(OPEN),
    )
    op.create_index(
        "ix_disclosure_withdrawn",
        "disclosure",
        ["id"],
        unique=False,
        **only(WITHDRAWN),
    )
    op.create_index(
        "ix_disclosure_open_due",
        "disclosure",
        ["due_on", "id"],
        unique=False,
        **only(OPEN),
    )


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("person_uuid", sa.String(length=32), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )


def _create_meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _create_office() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_mn", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_office_uuid")),
    )


def _create_operation() -> None:
    op.create_table(
        "operation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_uuid", sa.String(length=32), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_index(op.f("ix_operation_undoes"), "operation", ["undoes"], unique=False)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_uuid")),
    )


def _create_saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("uuid", name=op.f("uq_saved_view_uuid")),
    )


def _create_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_setting_uuid")),
    )


def _create_catalog_item() -> None:
    op.create_table(
        "catalog_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("version_uuid", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("level1", sa.String(), nullable=False),
        sa.Column("level2", sa.String(), nullable=False),
        sa.Column("level3", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("audience_all", sa.Boolean(), nullable=True),
        sa.Column("audience_group", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("seen_on", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_uuid"],
            ["catalog_version.uuid"],
            name=op.f("fk_catalog_item_version_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_item")),
        sa.UniqueConstraint("uuid", name=op.f("uq_catalog_item_uuid")),
    )
    op.create_index("ix_catalog_item_key", "catalog_item", ["key"], unique=False)
    op.create_index("ix_catalog_item_version_position", "catalog_item", ["version_uuid", "position"], unique=False)


def _create_change() -> None:
    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_table", sa.String(), nullable=False),
        sa.Column("record_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_operation_id"), "change", ["operation_id"], unique=False)
    op.create_index("ix_change_record", "change", ["record_uuid"], unique=False)


def _create_channel_event() -> None:
    op.create_table(
        "channel_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("disclosure_uuid", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["disclosure_uuid"],
            ["disclosure.uuid"],
            name=op.f("fk_channel_event_disclosure_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_channel_event_uuid")),
    )
    op.create_index(op.f("ix_channel_event_disclosure_uuid"), "channel_event", ["disclosure_uuid"], unique=False)


def _create_gate_review() -> None:
    op.create_table(
        "gate_review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("disclosure_uuid", sa.String(length=32), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_uuid"],
            ["disclosure.uuid"],
            name=op.f("fk_gate_review_disclosure_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_review")),
        sa.UniqueConstraint("uuid", name=op.f("uq_gate_review_uuid")),
    )
    op.create_index(op.f("ix_gate_review_disclosure_uuid"), "gate_review", ["disclosure_uuid"], unique=False)
