"""Requests for information with what belongs to them, annual reports, and the tally of items disclosed in a year."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ADD = (
    "INSERT INTO tally (office_code, year, channel, n) VALUES ({office}, CAST(substr({row}.published_on, 1, 4) AS INTEGER), "
    "{channel}, 1) ON CONFLICT (office_code, year, channel) DO UPDATE SET n = n + 1;"
)
TAKE = (
    "UPDATE tally SET n = n - 1 WHERE office_code = {office} AND year = CAST(substr({row}.published_on, 1, 4) AS INTEGER) "
    "AND channel = {channel};"
)
COUNTED = (
    "INSERT INTO tally (office_code, year, channel, n) SELECT office_code, CAST(substr(published_on, 1, 4) AS INTEGER), "
    "{channel}, count(*) FROM {table} WHERE published_on IS NOT NULL GROUP BY 1, 2, 3"
)
TALLIED = {"disclosure": "''", "channel_event": "{row}.channel"}


def upgrade() -> None:
    op.create_table(
        "annual_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report")),
        sa.UniqueConstraint("uuid", name=op.f("uq_annual_report_uuid")),
    )
    op.create_index("ix_annual_report_year", "annual_report", ["year", "office_code", "scope"], unique=True)

    op.create_table(
        "applicant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_kind", sa.String(length=16), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("representative", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sa.UniqueConstraint("uuid", name=op.f("uq_applicant_uuid")),
    )
    op.create_index(op.f("ix_applicant_identity"), "applicant", ["identity"])
    op.create_index(op.f("ix_applicant_name"), "applicant", ["name"])

    op.create_table(
        "letter_template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_template_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_letter_template_uuid")),
    )
    op.create_table(
        "remedy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("request_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("after_uuid", sa.String(length=32), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy")),
        sa.UniqueConstraint("uuid", name=op.f("uq_remedy_uuid")),
    )
    op.create_index("ix_remedy_filed", "remedy", ["kind", "filed_on"])
    op.create_index(op.f("ix_remedy_request_uuid"), "remedy", ["request_uuid"])

    op.create_table(
        "tally",
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_code", "year", "channel", name=op.f("pk_tally")),
    )
    op.create_table(
        "tariff",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff")),
        sa.UniqueConstraint("in_force_on", name=op.f("uq_tariff_in_force_on")),
        sa.UniqueConstraint("uuid", name=op.f("uq_tariff_uuid")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("external_number", sa.String(), nullable=False),
        sa.Column("letter_uuid", sa.String(length=32), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("applicant_uuid", sa.String(length=32), nullable=False),
        sa.Column("applicant_kind", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("medium", sa.String(length=16), nullable=False),
        sa.Column("route", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("base_due_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("next_kind", sa.String(length=24), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("flags", sa.String(), nullable=False),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("proactive", sa.String(length=12), nullable=False),
        sa.Column("proactive_note", sa.String(), nullable=False),
        sa.Column("disclosure_uuid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_uuid"],
            ["applicant.uuid"],
            name=op.f("fk_request_applicant_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("uuid", name=op.f("uq_request_uuid")),
    )
    op.create_index("ix_request_applicant", "request", ["applicant_uuid", "received_on"])
    op.create_index("ix_request_arrived", "request", ["arrived_on", "id"])
    op.create_index(
        "ix_request_closed",
        "request",
        ["office_code", "closed_on", "applicant_kind", "outcome", "extended", "channel"],
    )
    op.create_index("ix_request_due", "request", ["due_on", "id"])
    op.create_index(op.f("ix_request_letter_uuid"), "request", ["letter_uuid"])
    op.create_index(op.f("ix_request_number"), "request", ["number"])
    op.create_index(
        "ix_request_open",
        "request",
        ["id", "state", "due_on"],
        sqlite_where=sa.text("state NOT IN ('replied', 'closed', 'archived')"),
        postgresql_where=sa.text("state NOT IN ('replied', 'closed', 'archived')"),
    )
    op.create_index(op.f("ix_request_proactive"), "request", ["proactive"])
    op.create_index(
        "ix_request_received",
        "request",
        ["office_code", "received_on", "closed_on", "applicant_kind", "outcome", "channel"],
    )

    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("request_uuid", sa.String(length=32), nullable=False),
        sa.Column("event_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("delivery", sa.String(length=16), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_uuid"],
            ["request.uuid"],
            name=op.f("fk_letter_request_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("uuid", name=op.f("uq_letter_uuid")),
    )
    op.create_index(op.f("ix_letter_number"), "letter", ["number"])
    op.create_index(op.f("ix_letter_request_uuid"), "letter", ["request_uuid"])

    op.create_table(
        "request_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("request_uuid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("party_kind", sa.String(length=16), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("answers_uuid", sa.String(length=32), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_uuid"],
            ["request.uuid"],
            name=op.f("fk_request_event_request_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_request_event_uuid")),
    )
    op.create_index("ix_request_event_kind", "request_event", ["kind", "happened_on"])
    op.create_index(op.f("ix_request_event_request_uuid"), "request_event", ["request_uuid"])

    op.create_table(
        "request_party",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("request_uuid", sa.String(length=32), nullable=False),
        sa.Column("applicant_uuid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_uuid"],
            ["applicant.uuid"],
            name=op.f("fk_request_party_applicant_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["request_uuid"],
            ["request.uuid"],
            name=op.f("fk_request_party_request_uuid"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_party")),
        sa.UniqueConstraint("uuid", name=op.f("uq_request_party_uuid")),
    )
    op.create_index(op.f("ix_request_party_applicant_uuid"), "request_party", ["applicant_uuid"])
    op.create_index(op.f("ix_request_party_request_uuid"), "request_party", ["request_uuid"])

    op.add_column("channel_event", sa.Column("office_code", sa.String(), server_default="", nullable=False))
    op.execute(
        "UPDATE channel_event SET office_code = coalesce("
        "(SELECT office_code FROM disclosure WHERE disclosure.uuid = disclosure_uuid), '')"
    )
    _tally()


def _tally() -> None:
    """Count what is there, and have the file itself go on counting (SQLite)."""
    op.execute(COUNTED.format(table="disclosure", channel="''"))
    op.execute(COUNTED.format(table="channel_event", channel="channel"))
    for table, channel in TALLIED.items():
        new, old = (_places(row, channel) for row in ("NEW", "OLD"))
        columns = "office_code, published_on" + (", channel" if table == "channel_event" else "")
        _trigger(f"tally_{table}_added", f"INSERT ON {table} WHEN NEW.published_on IS NOT NULL", ADD.format(**new))
        _trigger(f"tally_{table}_removed", f"DELETE ON {table} WHEN OLD.published_on IS NOT NULL", TAKE.format(**old))
        changed = f"UPDATE OF {columns} ON {table} WHEN "
        _trigger(f"tally_{table}_left", changed + "OLD.published_on IS NOT NULL", TAKE.format(**old))
        _trigger(f"tally_{table}_came", changed + "NEW.published_on IS NOT NULL", ADD.format(**new))


def _places(row: str, channel: str) -> dict[str, str]:
    return {"row": row, "office": f"{row}.office_code", "channel": channel.format(row=row)}


def _trigger(name: str, when: str, statement: str) -> None:
    op.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {statement} END")


def downgrade() -> None:
    for table in TALLIED:
        for what in ("added", "removed", "left", "came"):
            op.execute(f"DROP TRIGGER tally_{table}_{what}")
    op.drop_column("channel_event", "office_code")
    for table in ("request_party", "request_event", "letter", "request", "applicant"):
        op.drop_table(table)
    for table in ("tariff", "tally", "remedy", "letter_template", "annual_report"):
        op.drop_table(table)
