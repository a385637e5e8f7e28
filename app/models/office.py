"""The office, its people, its settings and its calendars."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned, Record


class Office(Owned):
    """An office by its administrative code (行政区划代码)."""

    __tablename__ = "office"
    search_name = ("name", "name_mn")
    search_text = ("code",)

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_mn: Mapped[str] = mapped_column(default="")
    level: Mapped[str]
    parent_code: Mapped[str] = mapped_column(default="", index=True)
    phone: Mapped[str] = mapped_column(default="", server_default="")  # 监督举报电话
    committee: Mapped[str] = mapped_column(default="", server_default="")  # 村务监督委员会 or another body
    committee_mn: Mapped[str] = mapped_column(default="", server_default="")
    address: Mapped[str] = mapped_column(default="", server_default="")
    merged_into: Mapped[str] = mapped_column(default="", server_default="")  # the code that took its place
    ended_on: Mapped[date | None]


class Board(Owned):
    """A place where an office posts (村务公开栏)."""

    __tablename__ = "board"
    search_name = ("name", "name_mn")
    search_text = ("place",)

    office_code: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    name_mn: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")


class Person(Record):
    """Somebody who works at this desk; the PIN is kept only as a salted hash."""

    __tablename__ = "person"

    name: Mapped[str]
    pin_hash: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Record):
    """A choice of the office where law leaves one; its source stands in rules/choices.py."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class CalendarYear(Owned):
    """A year's holidays and make-up days as this office installed them (国务院办公厅节假日安排)."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(unique=True)
    off: Mapped[dict[str, Any]]
    work: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]


class SavedView(Record):
    """A filter that somebody kept under a name."""

    __tablename__ = "saved_view"

    page: Mapped[str]
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
