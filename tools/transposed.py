"""The program's own faces, derived from free ones: Mongolian under its own name, and the two of the vertical window.

The vertical window is the horizontal one painted with x and y exchanged. That would show every letter in a mirror, so
its faces hold each letter mirrored beforehand: Mongolian, Latin and digits upside down about the middle of the line, so
that they end up lying along the column; Han reflected on the diagonal of their square, so that they end up upright.
Heights are in 1/1000 em.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.text.upright import upright

MONGOL, MONGOL_T, HAN_T = "GK Mongol", "GK Mongol T", "GK Hei T"
SPINE = 404  # the line that runs through all Mongolian letters
MIDDLE, SQUARE_TOP = 380, 880  # of the square of a Han character, which begins at -120
# 1.33 em round the spine hold every sign but three marks for Sanskrit; the original line of the face is 1.75 em.
HALF_LINE = 665
HIGHEST, LOWEST = 1059, -266
OF_MONGOLIAN = "⁈⁉◌"
# Instructions and measures that hold for letters before they are mirrored.
STALE = ("fpgm", "prep", "cvt ", "gasp", "VORG", "BASE", "vmtx", "vhea", "DSIG", "hdmx", "VDMX", "LTSH")
FAMILY, UNIQUE, FULL, POST_SCRIPT, TYPOGRAPHIC_FAMILY = 1, 3, 4, 6, 16
STYLE_NAMES = (17, 21, 22, 25)


def make_mongol(source: Path, target: Path) -> None:
    """The Mongolian face under a name of its own, with a tighter line.

    Under its old name the system's older version would win, and that one shapes the same text differently.
    """
    font = _opened(source)
    _rename(font, MONGOL)
    _set_line(font)
    font.save(target)


def make_mongol_transposed(source: Path, target: Path) -> None:
    """The face made by `make_mongol`, every glyph flipped about the spine.

    It leaves to the Han face what stands upright: its own comma and full stop would lie, and at the wrong side.
    """
    font = _opened(source)
    _forget(font, {code for code in font.getBestCmap() if upright(chr(code)) and chr(code) not in OF_MONGOLIAN})
    _mirror(font, SPINE, ())
    _rename(font, MONGOL_T)
    font.save(target)


def make_han_transposed(source: Path, target: Path) -> None:
    """A Chinese face: what stands upright in a column reflected on the diagonal, all else flipped about the middle.

    Its line is as high as the Mongolian one, so that a column is equally broad with Han in it and without.
    """
    font = _opened(source)
    standing = {name for code, name in font.getBestCmap().items() if upright(chr(code))}
    forms = _forms_for_columns(font, standing)
    # Every character has one form here; others would bring glyphs of which nobody knows how they stand.
    if "GSUB" in font:
        del font["GSUB"]
    _mirror(font, MIDDLE, standing, forms)
    _rename(font, HAN_T)
    _set_line(font)
    font.save(target)


def _opened(source: Path) -> Any:
    """The face, or the first of a collection, every glyph at hand."""
    from fontTools.ttLib import TTFont

    return TTFont(source, fontNumber=0, lazy=False)


def _forget(font: Any, codes: set[int]) -> None:
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code not in codes}


def _rename(font: Any, family: str) -> None:
    post_script = family.replace(" ", "") + "-Regular"
    new = {FAMILY: family, UNIQUE: f"{post_script};iltod", FULL: family, POST_SCRIPT: post_script}
    new[TYPOGRAPHIC_FAMILY] = family
    for record in list(font["name"].names):
        if record.nameID in new:
            record.string = new[record.nameID]
        elif record.nameID in STYLE_NAMES:
            font["name"].names.remove(record)


def _set_line(font: Any) -> None:
    """Centre the line on the spine, 1.33 em high."""
    scale = font["head"].unitsPerEm / 1000
    header, os2 = font["hhea"], font["OS/2"]
    header.ascent, header.descent = round((SPINE + HALF_LINE) * scale), round((SPINE - HALF_LINE) * scale)
    os2.sTypoAscender, os2.sTypoDescender = header.ascent, header.descent
    os2.usWinAscent, os2.usWinDescent = round(HIGHEST * scale), round(-LOWEST * scale)
    header.lineGap = os2.sTypoLineGap = 0
    if os2.version >= 4:
        os2.fsSelection |= 1 << 7  # tells every system to use the typographic line, not the Windows one


def _forms_for_columns(font: Any, standing: set[str]) -> dict[str, str]:
    """Of what stands, the glyphs the face keeps for columns: a full stop at the upper right."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "vert"
        for index in record.Feature.LookupListIndex
    }
    subtables = [subtable for index in lookups for subtable in table.LookupList.Lookup[index].SubTable]
    return {
        name: form
        for subtable in subtables
        for name, form in getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}).items()
        if name in standing
    }


def _mirror(font: Any, middle: int, standing: Container[str], forms: Mapping[str, str] | None = None) -> None:
    """Put the mirrored outline in the place of every glyph; for those in `forms`, that of its form."""
    scale = font["head"].unitsPerEm / 1000
    twice, top = round(2 * middle * scale), round(SQUARE_TOP * scale)
    flip, reflect = ((1, 0), (0, -1), (0, twice)), ((0, -1), (-1, 0), (top, top))
    glyphs, forms = font["glyf"], forms or {}
    new = {}
    for name in font.getGlyphOrder():
        new[name] = _mirrored(glyphs[forms.get(name, name)], glyphs, reflect if name in standing else flip)
    glyphs.glyphs = new
    for name, glyph in new.items():
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin if glyph.numberOfContours else 0)
    for table in STALE:
        if table in font:
            del font[table]
    _mirror_places(font, twice)


def _mirrored(glyph: Any, glyphs: Any, matrix: tuple[tuple[int, int], ...]) -> Any:
    """A simple glyph with the mirrored outline; contours run backwards, so that the inside stays the inside."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

    points, ends, flags = glyph.getCoordinates(glyphs)
    new = Glyph()
    new.numberOfContours = len(ends)
    if ends:
        order = _backwards(ends)
        (a, b), (c, d), (right, up) = matrix
        placed = [(a * x + b * y + right, c * x + d * y + up) for x, y in (points[index] for index in order)]
        new.coordinates = GlyphCoordinates(placed)
        new.flags = bytearray(flags[index] & 1 for index in order)  # bit 0: on the curve
        new.endPtsOfContours = list(ends)
        new.program = _no_program()
        new.recalcBounds(glyphs)
    return new


def _backwards(ends: Sequence[int]) -> list[int]:
    """The numbers of the points, each contour from its own first point the other way round."""
    order, first = [], 0
    for end in ends:
        order += [first, *range(end, first, -1)]
        first = end + 1
    return order


def _no_program() -> Any:
    from fontTools.ttLib.tables.ttProgram import Program

    program = Program()
    program.fromBytecode(b"")
    return program


def _mirror_places(font: Any, twice: int) -> None:
    """Mirror the heights at which marks are set and letters are shifted."""
    if "GPOS" not in font:
        return
    for node in _nodes(font["GPOS"].table):
        if hasattr(node, "YCoordinate"):
            node.YCoordinate = twice - node.YCoordinate
        if hasattr(node, "YPlacement"):
            node.YPlacement = -node.YPlacement


def _nodes(root: Any) -> Iterator[Any]:
    """Every part of a layout table, each once."""
    root.ensureDecompiled(recurse=True)
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else vars(node).values()
        waiting += [each for each in inner if isinstance(each, (list, dict)) or hasattr(each, "__dict__")]
