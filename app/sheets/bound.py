"""Several finished sheets in one file (合订), which is PDF/A as they are."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from app.sheets.archive import archived
from app.sheets.book import PDF_LANGUAGES


def bound(parts: Iterable[Path], title: str, author: str, subject: str, made_at: datetime, language: str) -> bytes:
    """The pages of all parts in their order, under a title, an author and a number of their own.

    `language` is that of the first part ("zh", "mn_Mong"). Raises OSError if a part cannot be read.
    """
    out = BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(part) as sheet:
                whole.pages.extend(sheet.pages)
        for name, text in (("/Title", title), ("/Author", author), ("/Subject", subject), ("/Creator", "Iltod")):
            whole.docinfo[name] = pikepdf.String(text)
        whole.save(out)
    return archived(out.getvalue(), made_at, PDF_LANGUAGES[language])
