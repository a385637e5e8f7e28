"""What went out on paper or as a file: enough to draw it again, and to notice that the records changed since."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Record


class Printout(Record):
    """One sheet that was printed or saved (打印记录); `title` has passed the privacy mask."""

    __tablename__ = "printout"

    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(default="")
    sheet_number: Mapped[str] = mapped_column(default="")
    layout: Mapped[str] = mapped_column(String(24))
    paper: Mapped[str] = mapped_column(String(4))
    landscape: Mapped[bool]
    language: Mapped[str] = mapped_column(String(16))
    printed_at: Mapped[datetime]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[dict[str, Any]]
    way: Mapped[str] = mapped_column(String(8))  # paper, file
    person: Mapped[str] = mapped_column(default="")
