"""A bilingual A3 notice with twelve rows, 240 times, against the same page printed by headless Chromium.

Each notice is a file of its own, as villages get them. Chromium prints them in four ways: a new process for each; one
process that opens page after page; one open page whose text is exchanged, so that its fonts stay loaded; and all of
them as one document, which gives no file to each village. All are measured in turn; the fairest to compare with is the
fastest of those that give a file each. Without Chromium only our own time is told.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from statistics import median

import pypdfium2

from app import paths
from app.i18n import _, speaking
from app.rules.bilingual import Layout
from app.sheets import notice as notices
from app.sheets.book import printed
from app.sheets.notice import NoticeSheet, day_words
from app.sheets.sheet import Setup, Size
from app.sheets.typefaces import typefaces
from benchmarks import chromium
from benchmarks.clock import Figure, timed
from benchmarks.notices import notice

SHEETS, ALONE = 240, 8
SETUP = Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True, mark_drafts=False)
FACES = {"song": "NotoSerifSC-Regular.ttf", "hei": "NotoSansSC-Bold.ttf", "mongol": "GKMongol-Regular.ttf"}


def measure(sheets: int = SHEETS) -> list[Figure]:
    """Print the notices all ways in turn, and tell how many times faster ours is than the others."""
    numbers = range(1, sheets + 1)
    browser = chromium.installed()
    if browser is None:
        print("Chromium is not installed: nothing to compare with.")
        ours(numbers)
        return []
    with tempfile.TemporaryDirectory() as scratch:
        alone = _started_for_each(browser, Path(scratch), numbers[:ALONE])
        kept = _kept_running(browser, Path(scratch), numbers)
        _one_document(browser, Path(scratch), numbers)
    return [
        Figure("sheets, against a Chromium for each", alone, "×", 5, at_least=True),
        Figure("sheets, against the fastest Chromium", kept, "×", 5, at_least=True),
    ]


def ours(numbers: Sequence[int]) -> list[float]:
    """The milliseconds in which this program prints each of these notices."""
    return _in_turn({"ours": _ours()}, numbers)["ours"]


def _ours() -> Callable[[int], bytes]:
    faces = typefaces()
    return lambda number: printed(partial(notice, number), notices.fill, SETUP, faces)


def _started_for_each(browser: str, scratch: Path, numbers: Sequence[int]) -> float:
    def once(number: int) -> bytes:
        return chromium.print_once(browser, scratch / "once", _written(scratch, number))

    spans = _in_turn({"ours": _ours(), "Chromium, a process each": once}, numbers)
    return _ratio(spans)


def _kept_running(browser: str, scratch: Path, numbers: Sequence[int]) -> float:
    with chromium.running(browser, scratch / "running") as tab, chromium.running(browser, scratch / "open") as page:
        page.open(_written(scratch, numbers[0]))

        def opened(number: int) -> bytes:
            tab.open(_written(scratch, number))
            return tab.print()

        def exchanged(number: int) -> bytes:
            page.exchange(_body(number))
            return page.print()

        ways = {"ours": _ours(), "Chromium, page after page": opened, "Chromium, one page exchanged": exchanged}
        return _ratio(_in_turn(ways, numbers))


def _one_document(browser: str, scratch: Path, numbers: Sequence[int]) -> None:
    whole = scratch / "whole.html"
    whole.write_text(_document([_body(number) for number in numbers]), encoding="utf-8")
    span = _span(lambda: chromium.print_once(browser, scratch / "once", whole), len(numbers))
    _told("Chromium, one document of all", [span / len(numbers)])


def _in_turn(ways: Mapping[str, Callable[[int], bytes]], numbers: Sequence[int]) -> dict[str, list[float]]:
    """The milliseconds of each way for each sheet, after one that opens the fonts; told."""
    spans: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        work(numbers[0])
    for number in numbers:
        for name, work in ways.items():
            spans[name].append(_span(partial(work, number)))
    for name, own in spans.items():
        _told(name, own)
    return spans


def _ratio(spans: Mapping[str, Sequence[float]]) -> float:
    """How many times faster ours is than the fastest of the others."""
    return min(median(own) for name, own in spans.items() if name != "ours") / median(spans["ours"])


def _span(work: Callable[[], bytes], pages: int = 1) -> float:
    spans: list[float] = []
    with timed(spans):
        pdf = work()
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == pages, f"{len(document)} pages instead of {pages}"
    return spans[0]


def _told(name: str, spans: Sequence[float]) -> None:
    print(f"{name:<34} median {median(spans):8.1f}  max {max(spans):8.1f} ms a sheet", flush=True)


def _written(scratch: Path, number: int) -> Path:
    """The page of a notice as a file."""
    source = scratch / f"{number}.html"
    source.write_text(_document([_body(number)]), encoding="utf-8")
    return source


def _document(bodies: Sequence[str]) -> str:
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({(paths.FONTS / file).as_uri()}) }}\n"
        for name, file in FACES.items()
    )
    return f"<!doctype html><meta charset=utf-8><style>{faces}{_STYLE}</style><body>{''.join(bodies)}</body>"


def _body(number: int) -> str:
    parts = []
    for language in SETUP.layout.languages:
        with speaking(language):
            parts.append(f"<section class={language}>{_section(notice(number))}</section>")
    return f"<main>{''.join(parts)}</main>"


def _section(sheet: NoticeSheet) -> str:
    phone = _("联系电话：{phone}。").format(phone=sheet.phone)
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in (*sheet.paragraphs, phone))
    heads = "".join(f"<th>{escape(column.heading)}</th>" for column in sheet.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in sheet.rows)
    foot = (
        _("打印时间 {moment}").format(moment=sheet.printed_at.strftime("%Y-%m-%d %H:%M")),
        _("第 {page} 页").format(page=1) + " " + _("共 {pages} 页").format(pages=1),
        _("表号 {number}").format(number=sheet.sheet_number),
    )
    return (
        f"<h1>{escape(sheet.title)}</h1>{paragraphs}<table><tr>{heads}</tr>{rows}</table>"
        f"<div class=end>{escape(sheet.office)}<br>{escape(day_words(sheet.issued_on))}</div>"
        f"<footer>{''.join(f'<span>{escape(text)}</span>' for text in foot)}</footer>"
    )


_STYLE = """
@page { size: A3 landscape; margin: 16mm }
body { margin: 0; font: 20pt/1.5 song, mongol }
main { display: flex; gap: 9mm; width: 388mm; height: 264mm; break-after: page }
main:last-child { break-after: auto }
section { flex: 1; position: relative; overflow: hidden }
.mn_Mong { writing-mode: vertical-lr; font: 18pt/1.4 mongol, song }
h1 { font: 36pt/1.3 hei, song; text-align: center; margin: 0 }
.mn_Mong h1 { font: bold 30pt/1.4 mongol }
p { text-indent: 2em; text-align: justify; margin: 0 }
table { border-collapse: collapse; inline-size: 100%; margin-block: 2mm; font-size: 13pt }
th { font-family: hei, mongol; background: #ebebeb }
th, td { border: 0.4pt solid; padding: 1mm; text-align: start }
td:first-child { text-align: center }
td:nth-child(n + 3) { text-align: end }
.end { text-align: end }
footer { position: absolute; inset-block-end: 0; inset-inline: 0; display: flex; justify-content: space-between;
  border-block-start: 0.4pt solid; font-size: 8.5pt }
"""
