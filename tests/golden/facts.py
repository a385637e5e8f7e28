"""What is kept of a sheet: its text as a reader finds it, and where each line and rule was drawn."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

Facts = list[dict[str, Any]]
"""For each page its text, and its drawing: places in points, to a tenth."""


def facts(pdf: bytes) -> Facts:
    """The facts of each page."""
    with pikepdf.open(BytesIO(pdf)) as document, pypdfium2.PdfDocument(pdf) as read:
        return [
            {"text": _text(page).split("\n"), "drawn": list(_drawn(source))}
            for page, source in zip(read, document.pages, strict=True)
        ]


def _text(page: Any) -> str:
    return str(page.get_textpage().get_text_range()).replace("\r\n", "\n")


def _drawn(page: Any) -> list[str]:
    """One entry for each text object, with the way each part lies and where it begins, and for each path."""
    drawn, entry = [], ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BT":
                entry = "text"
            case "Tf":
                entry += f" {operands[1]:.1f}pt"
            case "Tm":
                *turn, x, y = map(float, operands)
                entry += f" {'|' if turn[0] == 0 else '-'}{x:.1f},{y:.1f}"
            case "ET":
                drawn.append(entry)
            case "re":
                drawn.append("box " + " ".join(f"{float(edge):.1f}" for edge in operands))
            case "l":
                drawn.append("line to " + " ".join(f"{float(end):.1f}" for end in operands))
            case "cm":
                drawn.append("move " + " ".join(f"{float(part):.1f}" for part in operands))
    return drawn
