"""Bilingual A3 sheets in a batch of 240, against the same page printed by headless Chromium.

Each sheet has twelve rows in Chinese lines and the same twelve in Mongolian columns. Three ways are compared: a file for
each sheet, as villages get them; all sheets in one file; and for Chromium also one process for each file, as a script
without a browser driver would do it. Without Chromium only our own times are told.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from html import escape
from io import BytesIO
from pathlib import Path

import pypdfium2

from app import paths
from app.i18n import _, language
from app.rules.bilingual import Layout
from app.sheets import register
from app.sheets.book import printed
from app.sheets.register import COLUMNS, RegisterRow, RegisterSheet
from app.sheets.sheet import Setup, Size
from app.sheets.typefaces import typefaces
from benchmarks.clock import Figure, measured

SHEETS, ROWS, ALONE = 240, 12, 8
SETUP = Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--allow-file-access-from-files",
)
FACES = {"song": "NotoSerifSC-Regular.ttf", "hei": "NotoSansSC-Bold.ttf", "mongol": "GKMongol-Regular.ttf"}
TITLE_MN = "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠰᠢᠩᠭᠡᠭᠡᠯᠲᠡ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ ᠮᠡᠳᠡᠭᠦᠯᠦᠯᠲᠡ"


def measure() -> list[Figure]:
    """Print both ways, and tell how many times faster ours is."""
    files, each = measured(_each_in_a_file)
    _whole, together = measured(_all_in_one_file)
    print(f"{'ours, a file each':<34}{each / SHEETS:>9.1f} ms a sheet, {sum(map(len, files)) / SHEETS / 1024:.0f} KB")
    print(f"{'ours, one file':<34}{together / SHEETS:>9.1f} ms a sheet", flush=True)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("Chromium is not installed: nothing to compare with.")
        return []
    with tempfile.TemporaryDirectory() as scratch:
        return _against(browser, Path(scratch), each / SHEETS, together / SHEETS)


def _against(browser: str, scratch: Path, each: float, together: float) -> list[Figure]:
    """The same pages by Chromium, the milliseconds a sheet, and the ratios."""
    alone = _timed(browser, scratch, [_page(number) for number in range(ALONE)], 1) / ALONE
    whole = _timed(browser, scratch, [_page(number) for number in range(SHEETS)], SHEETS) / SHEETS
    print(f"{'Chromium, a process for each file':<34}{alone:>9.1f} ms a sheet ({ALONE} sheets)")
    print(f"{'Chromium, one document':<34}{whole:>9.1f} ms a sheet")
    return [
        Figure("sheets, a file each, against Chromium", alone / each, "×", 5, at_least=True),
        Figure("sheets, one file, against Chromium", whole / together, "×", 5, at_least=True),
    ]


def _timed(browser: str, scratch: Path, pages: list[str], together: int) -> float:
    """The milliseconds Chromium takes to print the pages, so many in one document."""
    documents = [pages[start : start + together] for start in range(0, len(pages), together)]
    jobs = []
    for number, document in enumerate(documents):
        source = scratch / f"{together}-{number}.html"
        source.write_text(_document(document), encoding="utf-8")
        jobs.append((source, source.with_suffix(".pdf")))
    _done, span = measured(lambda: [_print(browser, scratch, source, target) for source, target in jobs])
    for (_source, target), document in zip(jobs, documents, strict=True):
        with pypdfium2.PdfDocument(target) as printed_pages:
            assert len(printed_pages) == len(document), f"{target.name}: {len(printed_pages)} pages"
    return span


def _print(browser: str, scratch: Path, source: Path, target: Path) -> None:
    command = [browser, *FLAGS, f"--user-data-dir={scratch / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def _each_in_a_file() -> list[bytes]:
    return [_printed([number]) for number in range(SHEETS)]


def _all_in_one_file() -> bytes:
    return _printed(range(SHEETS))


def _printed(numbers: object) -> bytes:
    raise NotImplementedError


def rows(number: int) -> list[RegisterRow]:
    """The twelve rows of a sheet in the language spoken."""
    mongolian = language() == "mn_Mong"
    return [
        RegisterRow(
            title=f"{TITLE_MN} ({number}-{row})" if mongolian else f"草原生态保护补助奖励资金发放结果（{number}-{row}）",
            item="涉农补贴",
            document_number=f"测政办发〔2026〕{row}号",
            formed_on=date(2026, 11, 3),
            due_on=date(2026, 12, 1),
            published_on=date(2026, 11, 20),
            channels=("政府网站", "公示栏"),
            status=_("已公开"),
        )
        for row in range(1, ROWS + 1)
    ]
