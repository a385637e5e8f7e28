"""Base of all tables."""

import os
import time
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Identity = BigInteger().with_variant(Integer, "sqlite")


def new_uuid() -> str:
    """A record's name for life: 32 hexadecimal digits (RFC 9562, version 7).

    They grow with time, so that the index grows at its end.
    """
    moment = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10))
    value = (moment << 80 | tail) & ~(0xF << 76) | 0x7 << 76
    return f"{value & ~(0x3 << 62) | 0x2 << 62:032x}"


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can drop it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(),
        date: Date(),
        datetime: DateTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Record(Base):
    """A row that is journaled, can be undone, and travels in packages under its uuid.

    `id` is this file's own number of the row and never leaves it.
    `search_name` and `search_text` name the columns that the search index reads.
    """

    __abstract__ = True

    search_name: ClassVar[tuple[str, ...]] = ()
    search_text: ClassVar[tuple[str, ...]] = ()

    id: Mapped[int] = mapped_column(Identity, primary_key=True, sort_order=-2)
    uuid: Mapped[str] = mapped_column(String(32), unique=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("uuid", new_uuid())
        super().__init__(**values)


class Owned(Record):
    """A record that one office owns: it alone revises it, other offices hold it as it came in a package.

    `owner_code` is empty for what this file's own office owns, else the code of the office whose package brought it.
    """

    __abstract__ = True

    owner_code: Mapped[str] = mapped_column(default="", server_default="", sort_order=999)
