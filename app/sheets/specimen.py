"""A line of sample text in the faces of one role, as paper shows it."""

from io import BytesIO

from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.pen import MM, Pen
from app.sheets.setting import Direction
from app.sheets.typefaces import Typefaces

CHINESE = "苏木、嘎查政务公开〔2026〕5号，第13项"
MONGOLIAN = "ᠢᠯᠡ ᠲᠣᠳᠣ"
SIZE, EDGE = 18, 2 * MM


def draw(typefaces: Typefaces, role: Role, columns: bool = False) -> bytes:
    """A PDF of one page as large as the text: a line of Chinese, in a column if wanted; or a column of Mongolian."""
    from reportlab.pdfgen.canvas import Canvas

    text = MONGOLIAN if role is Role.MONGOL else CHINESE
    direction = Direction.COLUMNS if columns or role is Role.MONGOL else Direction.LINES
    file = BytesIO()
    canvas = Canvas(file)
    length = Pen(canvas, typefaces, Frame(0, 0, 0, 0, direction)).length(text, SIZE, role) + 2 * EDGE
    depth = 1.4 * SIZE + 2 * EDGE
    width, height = (depth, length) if direction is Direction.COLUMNS else (length, depth)
    canvas.setPageSize((width, height))
    Pen(canvas, typefaces, Frame(0, height, width, height, direction)).text(EDGE, depth / 2, text, SIZE, role)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
