"""Drawing: lines in their room, stretched lines, rules and boxes, in lines and in columns."""

from io import BytesIO

import pypdfium2
import pytest

from app.sheets.book import blank_canvas
from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.pen import STRETCH, Align, Pen
from app.sheets.setting import Direction

LENGTH, SIZE = 300, 15
HAN = "草原补奖资金发放公示，接受监督"


@pytest.fixture(params=list(Direction))
def direction(request):
    return request.param


@pytest.fixture
def ink(typefaces, direction):
    """Draw with a pen on a square page; where its ink begins and ends along the line and across, in points."""

    def ink(draw):
        out = BytesIO()
        canvas = blank_canvas(out, (LENGTH, LENGTH))
        draw(Pen(canvas, typefaces, Frame(0, LENGTH, LENGTH, LENGTH, direction)))
        canvas.showPage()
        canvas.save()
        with pypdfium2.PdfDocument(out.getvalue()) as document:
            image = document[0].render(scale=4, grayscale=True).to_pil()
        left, top, right, bottom = (edge / 4 for edge in image.point(lambda level: 255 - level).getbbox())
        along, across = (left, right), (top, bottom)
        return (along, across) if direction is Direction.LINES else (across, along)

    return ink


@pytest.mark.parametrize("text", [HAN, "ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ"])
def test_a_line_stands_at_the_beginning_in_the_middle_or_at_the_end_of_its_room(ink, text):
    def drawn(align):
        (first, last), _across = ink(lambda pen: pen.aligned(20, 50, 260, text, SIZE, align=align))
        return first, last

    start, centre, end = map(drawn, (Align.START, Align.CENTRE, Align.END))
    assert start[0] == pytest.approx(20, abs=2)
    assert sum(centre) / 2 == pytest.approx(150, abs=6)
    assert end[1] == pytest.approx(280, abs=SIZE / 2)
    assert end[0] - start[0] == pytest.approx(2 * (centre[0] - start[0]), abs=0.5)


@pytest.mark.parametrize("text", ["公开", "ᠢᠯᠡ", "2026"])
def test_the_middle_of_the_letters_is_the_middle_of_the_line(ink, text):
    _along, (near, far) = ink(lambda pen: pen.text(20, 50, text, 40, Role.TEXT))
    assert (near + far) / 2 == pytest.approx(50, abs=4)


def test_a_line_that_nearly_fits_is_stretched_to_its_room(ink, direction):
    def drawn(room):
        (first, last), _across = ink(lambda pen: pen.aligned(0, 50, room, HAN, SIZE, align=Align.JUSTIFY))
        return last - first

    natural = drawn(0)
    stretched = drawn(len(HAN) * SIZE + SIZE)
    expected = natural + SIZE if direction is Direction.LINES else natural
    assert stretched == pytest.approx(expected, abs=1)
    assert drawn(len(HAN) * SIZE + (STRETCH + 1) * SIZE) == pytest.approx(natural, abs=0.5)


def test_joined_letters_are_never_stretched(ink):
    def drawn(align):
        return ink(lambda pen: pen.aligned(0, 50, 95, "公开 ᠢᠯᠡ ᠲᠣᠳᠣ", SIZE, align=align))

    assert drawn(Align.JUSTIFY) == drawn(Align.START)


def test_a_box_reaches_from_corner_to_corner(ink):
    (first, last), (near, far) = ink(lambda pen: pen.box(30, 40, 100, 60, 0, 0.5))
    assert (first, last, near, far) == pytest.approx((30, 130, 40, 100), abs=0.3)


def test_a_box_without_weight_or_filling_leaves_no_ink(typefaces):
    out = BytesIO()
    canvas = blank_canvas(out, (LENGTH, LENGTH))
    Pen(canvas, typefaces, Frame(0, LENGTH, LENGTH, LENGTH)).box(30, 40, 100, 60, 0)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        assert document[0].render(grayscale=True).to_pil().getextrema() == (255, 255)


def test_rules_go_from_point_to_point(ink):
    drawn = ink(lambda pen: pen.rules([(10, 20, 110, 20), (10, 20, 10, 80)], 1))
    assert drawn == (pytest.approx((9.5, 110), abs=0.6), pytest.approx((19.5, 80), abs=0.6))


def test_a_coloured_text_leaves_the_next_one_black(typefaces):
    out = BytesIO()
    canvas = blank_canvas(out, (LENGTH, LENGTH))
    pen = Pen(canvas, typefaces, Frame(0, LENGTH, LENGTH, LENGTH))
    pen.text(20, 50, "红头", 40, Role.HEADING, (0.86, 0.0, 0.0))
    pen.text(20, 150, "正文", 40)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        image = document[0].render().to_pil().convert("RGB")
    upper, lower = image.crop((0, 0, LENGTH, 100)), image.crop((0, 100, LENGTH, LENGTH))
    assert any(red > 200 and green < 40 for _count, (red, green, _blue) in upper.getcolors(LENGTH**2))
    assert all(red == green == blue for _count, (red, green, blue) in lower.getcolors(LENGTH**2))
