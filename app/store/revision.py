"""Which shapes of the file this program knows; kept apart from Alembic, whose import is slow."""

APPLICATION_ID = int.from_bytes(b"Iltd")
KNOWN = ("0001", "0002", "0003", "0004", "0005")
HEAD = KNOWN[-1]
