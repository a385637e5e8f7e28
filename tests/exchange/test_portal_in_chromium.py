"""The portal's pages as a browser shows and prints them."""

import base64
from collections import Counter
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image, ImageOps

from app import paths
from app.exchange.portal import Words, write
from benchmarks import chromium
from tests.exchange.portal_samples import COLUMNS, portal, rolled, village, whole

HOME = village(1).code
PAGES = ("index.html", f"{HOME}/index.html", f"{HOME}/K7P-3QX4.html", f"{HOME}/A11-0001.html")
SCREENS = {"desk": (1280, 900), "telephone": (390, 800)}
PLACES = """\
(function (wanted) {
  return [].map.call(document.querySelectorAll(wanted), function (one) { return one.getBoundingClientRect(); });
})"""
CUT_OFF = """\
[].filter.call(document.querySelectorAll('.block'), function (one) {
  var style = getComputedStyle(one);
  return (one.scrollHeight > one.clientHeight + 1 && style.overflowY !== 'auto')
    || (one.scrollWidth > one.clientWidth + 1 && style.overflowX !== 'auto');
}).length"""
FONTS = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

pytestmark = pytest.mark.skipif(chromium.installed() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "portal"
    write(folder, whole())
    return folder


class Window(chromium.Tab):
    """A tab that keeps what the browser complains of, and can be looked at."""

    def __init__(self, to, back):
        self.complaints = []
        super().__init__(to, back)
        self._ask("Log.enable")
        self._ask("Runtime.enable")

    def show(self, page, size):
        """Open a page in a window of this size; its complaints are those of this page alone."""
        width, height = size
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.complaints.clear()
        self.open(page)

    def picture(self):
        return Image.open(BytesIO(base64.b64decode(self._ask("Page.captureScreenshot")["data"])))

    def answer(self, script):
        return self._ask("Runtime.evaluate", expression=script, returnByValue=True)["result"]["value"]

    def _message(self):
        message = super()._message()
        if message.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}:
            self.complaints.append(message["params"])
        return message


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    """The browser, with the faces of the program for those the computer may lack."""
    home = tmp_path_factory.mktemp("chromium")
    (home / "fonts.conf").write_text(FONTS.format(folder=paths.FONTS, cache=home / "faces"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(home / "fonts.conf"))
        patch.setattr(chromium, "Tab", Window)
        with chromium.running(chromium.installed(), home) as tab:
            yield tab


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("page", PAGES)
def test_each_kind_of_page_shows_without_a_complaint(window, site, page, screen):
    width, height = SCREENS[screen]
    window.show(site / page, (width, height))
    assert window.complaints == []
    shown = window.picture()
    assert shown.size == (width, height)
    ink = ImageOps.grayscale(shown).point(lambda light: 255 if light < 128 else 0)
    assert ink.histogram()[255] > 2_000
    assert ink.getbbox()[0] < width / 4


def test_a_page_whose_style_is_missing_is_complained_of(window, site, tmp_path):
    (tmp_path / "index.html").write_bytes((site / "index.html").read_bytes())
    window.show(tmp_path / "index.html", SCREENS["desk"])
    assert "style.css" in str(window.complaints)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("page", PAGES)
def test_nobody_has_to_scroll_the_page_sideways(window, site, page, screen):
    window.show(site / page, SCREENS[screen])
    assert window.answer("document.documentElement.scrollWidth") <= SCREENS[screen][0]


@pytest.mark.parametrize("screen", SCREENS)
def test_long_words_and_broad_rolls_neither_break_the_page_nor_are_cut_off(window, tmp_path, screen):
    columns, rows = COLUMNS * 4, (tuple(f"{cell}" * 3 for cell in ("1", "样例户主", "20.5", "1,230.00") * 4),) * 9
    long = Words("A" * 200, "ᠪᠡᠯᠴᠢᠭᠡᠷ" * 30)
    broad = rolled(title=long, paragraphs=(long.zh,), columns=columns, rows=rows, totals=(), totals_mn=())
    write(tmp_path / "portal", portal(village(1, broad)))
    for page in ("index.html", f"{HOME}/index.html", f"{HOME}/K7P-3QX4.html"):
        window.show(tmp_path / "portal" / page, SCREENS[screen])
        assert window.answer("document.documentElement.scrollWidth") <= SCREENS[screen][0]
        assert window.answer(CUT_OFF) == 0


@pytest.mark.parametrize("screen", SCREENS)
def test_mongolian_is_higher_than_wide(window, site, screen):
    window.show(site / PAGES[2], SCREENS[screen])
    sizes = window.answer(f"{PLACES}('.mn h1, .mn .text p').map(function (b) {{ return [b.width, b.height]; }})")
    assert len(sizes) == 3
    assert all(high > 1.5 * wide for wide, high in sizes)


def test_mongolian_stands_beside_the_chinese_and_on_a_telephone_under_it(window, site):
    window.show(site / PAGES[2], SCREENS["desk"])
    chinese, mongolian = window.answer(f"{PLACES}('section').map(function (b) {{ return [b.left, b.top]; }})")
    assert mongolian[0] > chinese[0] + 600
    assert mongolian[1] == chinese[1]
    window.show(site / PAGES[2], SCREENS["telephone"])
    chinese, mongolian = window.answer(f"{PLACES}('section').map(function (b) {{ return [b.left, b.top]; }})")
    assert mongolian[0] == chinese[0]
    assert mongolian[1] > chinese[1] + 600


def test_printed_chinese_runs_along_lines_and_mongolian_down_columns(window, site):
    window.show(site / PAGES[2], SCREENS["desk"])
    letters = drawn(window.print())
    assert across(letters, "\u4e00", "\u9fff", page=0) > 0.9
    most = Counter(page for page, letter, *_ in letters if "\u1820" <= letter <= "\u1842").most_common(1)[0][0]
    assert most > 0
    assert across(letters, "\u1820", "\u1842", page=most) < 0.1


def test_the_totals_of_a_roll_over_several_pages_are_printed_once(window, site):
    window.show(site / village(2).code / "D44-0002.html", SCREENS["desk"])
    printed = "".join(letter for _, letter, *_ in drawn(window.print()))
    assert printed.count("合计") == 1
    assert printed.count("户主") > 1


def drawn(pdf):
    """Every letter of a PDF with its page and the middle of its place."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            found.append((number, words.get_text_range(index, 1), (left + right) / 2, (bottom + top) / 2))
    return found


def across(letters, first, last, page):
    """The share of steps from a letter of this script to the next that go sideways rather than down."""
    own = [(x, y) for number, letter, x, y in letters if number == page and first <= letter <= last]
    assert len(own) > 50
    steps = [abs(after[0] - before[0]) > abs(after[1] - before[1]) for before, after in pairwise(own)]
    return sum(steps) / len(steps)
