"""A chart as a picture, for a Word file: drawn by the paper engine, so that both scripts stand in it as on paper."""

from io import BytesIO

from app import pdfium
from app.rules.report_charts import Chart
from app.sheets.book import blank_canvas
from app.sheets.chart import Drawing
from app.sheets.frames import Frame
from app.sheets.pen import MM, Pen
from app.sheets.typefaces import Typefaces

WIDTH = 160 * MM
"""As wide as the text of the Word file."""
BORDER = 1 * MM
DOTS = 220
"""To the inch: clear in print, and light on a stick."""


def picture(chart: Chart, typefaces: Typefaces) -> bytes:
    """The chart in lines as PNG, WIDTH wide; it holds no properties."""
    import pypdfium2

    pdf = _pdf(chart, typefaces)
    with pdfium.held, pypdfium2.PdfDocument(pdf) as document, BytesIO() as out:
        document[0].render(scale=DOTS / 72, grayscale=True).to_pil().save(out, "PNG", optimize=True)
        return out.getvalue()


def _pdf(chart: Chart, typefaces: Typefaces) -> BytesIO:
    """One page just as large as the chart; drawn with the depth it turns out to have."""
    out = BytesIO()
    depth = Drawing(Pen(blank_canvas(BytesIO(), (WIDTH, WIDTH)), typefaces, Frame(0, 0, 0, 0)), chart, _LENGTH).depth
    canvas = blank_canvas(out, (WIDTH, depth + 2 * BORDER))
    pen = Pen(canvas, typefaces, Frame(BORDER, depth + BORDER, _LENGTH, depth))
    Drawing(pen, chart, _LENGTH).draw(0)
    canvas.showPage()
    canvas.save()
    out.seek(0)
    return out


_LENGTH = WIDTH - 2 * BORDER
