"""Shaped glyphs: HarfBuzz chooses and places them, the PDF keeps a subset of the face and the text behind each glyph.

Everything is shaped from left to right and turned afterwards: shaped from top to bottom, HarfBuzz leaves out `calt` and
`rclt`, and Mongolian suffixes lose their forms.
"""

import struct
import zlib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

SYMBOLIC = 4  # PDF font flag: the codes are the document's own
DEFAULT_WIDTH = 1000
STEM = 80  # required by the format; nobody can measure it
NOT_FOR_PAPER = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"VORG", b"vhea", b"vmtx")
"""Tables of shaping and of vertical lines: the glyphs are chosen and placed already."""
FEW = 10
"""Sorting out the tables of a Chinese face takes as long as so many subsets and more, and each one after it no time."""
BLOCK = 100  # entries of one bfchar block, by the format


class Glyph(NamedTuple):
    """One placed glyph: its number in the face, the text it stands for, offsets and advance in 1/1000 em."""

    number: int
    text: str
    right: float
    up: float
    advance: float


class Shaped(NamedTuple):
    """A text in one face: its glyphs in drawing order and its length in em."""

    glyphs: tuple[Glyph, ...]
    length: float


class Font:
    """A face opened for shaping; `name` is how PDF calls it."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Open the face. Raises hb.HarfBuzzError or OSError if the file is no font."""
        self.path = path
        self.face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self.font = hb.Font(self.face)
        self.name = "".join(char for char in path.stem if char.isascii() and char.isalnum()) or "Font"
        if index:
            self.name += str(index)
        self._scale = 1000 / self.face.upem
        self.shape = lru_cache(maxsize=50_000)(self._shape)
        self.has = lru_cache(maxsize=50_000)(self._has)
        self._subsets = 0

    def source(self) -> Any:
        """The face to take subsets of; its tables are sorted out for it once it is clear that there will be many."""
        self._subsets += 1
        return self._sorted if self._subsets > FEW else self.face

    @cached_property
    def _sorted(self) -> Any:
        return hb.subset_preprocess(self.face)

    def _has(self, char: str) -> bool:
        return self.font.get_nominal_glyph(ord(char)) is not None

    def _shape(self, text: str, vertical_forms: bool = False) -> Shaped:
        """Shape a text of one kind; `vertical_forms`: marks as they stand in a column (feature `vert`).

        Arabic and Hebrew come out in the order they are drawn, from left to right.
        """
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if buffer.direction != "rtl":
            buffer.direction = "ltr"
        hb.shape(self.font, buffer, {"vert": True} if vertical_forms else {})
        clusters = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(clusters, [*clusters[1:], len(text)], strict=True))
        return self._placed(text, buffer, ends)

    def _placed(self, text: str, buffer: Any, ends: dict[int, int]) -> Shaped:
        glyphs, seen, length = [], set(), 0.0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            part = "" if info.cluster in seen else text[info.cluster : ends[info.cluster]]
            seen.add(info.cluster)
            advance = place.x_advance * self._scale
            if part or advance:  # A variation selector that did its work has neither ink nor text of its own.
                right, up = place.x_offset * self._scale, place.y_offset * self._scale
                glyphs.append(Glyph(info.codepoint, part, right, up, advance))
            length += advance
        return Shaped(tuple(glyphs), length / 1000)


class EmbeddedFont:
    """The glyphs of one face that one PDF document uses: codes in the order of use, written when the document is.

    ReportLab asks for `addObjects` at the end, as it does of its own fonts.
    """

    def __init__(self, font: Font, document: Any) -> None:
        self._font = font
        self._codes: dict[tuple[int, str], int] = {}
        self._widths: list[float] = []
        self.name = f"G{len(document.fontMapping) + 1}"
        document.fontMapping[self.name] = "/" + self.name
        document.delayedFonts.append(self)

    def code(self, glyph: Glyph) -> int:
        """The two-byte code of a glyph with its text in this document."""
        key = glyph.number, glyph.text
        if key not in self._codes:
            self._codes[key] = len(self._codes) + 1
            self._widths.append(self._width(glyph.number))
        return self._codes[key]

    def width(self, code: int) -> float:
        """The advance the PDF knows for a code, in 1/1000 em."""
        return self._widths[code - 1]

    def addObjects(self, document: Any) -> None:
        """Write the subset and what belongs to it into the document."""
        from reportlab.pdfbase import pdfdoc

        subset, numbers = self._subset()
        name = f"{self._tag()}+{self._font.name}"
        to_glyph = b"\0\0" + b"".join(struct.pack(">H", numbers[number]) for number, _text in self._codes)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "DW": DEFAULT_WIDTH,
                "W": f"[1 [{' '.join(f'{width:.6g}' for width in self._widths)}]]",
                "CIDToGIDMap": self._stream(document, "map", to_glyph),
                "FontDescriptor": self._descriptor(document, name, subset),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cid:{self.name}")]),
                "ToUnicode": self._stream(document, "unicode", self._to_unicode().encode()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{self.name}")

    def _tag(self) -> str:
        """Six letters that tell this subset from others of the face, the same for the same glyphs."""
        mark = zlib.crc32(repr(list(self._codes)).encode())
        return "".join(chr(65 + mark // 26**place % 26) for place in range(6))

    def _width(self, number: int) -> float:
        return float(self._font.font.get_glyph_h_advance(number) * 1000 / self._font.face.upem)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The face with nothing but the glyphs used, and their numbers in it."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({number for number, _text in self._codes})
        wanted.layout_feature_tag_set.clear()
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in NOT_FOR_PAPER)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        plan = hb.SubsetPlan(self._font.source(), wanted)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping.items())

    def _descriptor(self, document: Any, name: str, subset: bytes) -> Any:
        from reportlab.pdfbase import pdfdoc

        scale = 1000 / self._font.face.upem
        box = struct.unpack(">4h", self._font.face.reference_table("head").data[36:44])
        lines = self._font.font.get_font_extents("ltr")
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": f"/{name}",
                    "Flags": SYMBOLIC,
                    "FontBBox": pdfdoc.PDFArray([round(edge * scale) for edge in box]),
                    "Ascent": round(lines.ascender * scale),
                    "Descent": round(lines.descender * scale),
                    "CapHeight": round(lines.ascender * scale),
                    "ItalicAngle": 0,
                    "StemV": STEM,
                    "CIDSet": self._stream(document, "set", self._present()),
                    "FontFile2": self._stream(document, "file", subset, {"Length1": len(subset)}),
                }
            ),
            f"descriptor:{self.name}",
        )

    def _present(self) -> bytes:
        """One bit for each code there is, 0 among them, the first in the highest place (asked for by PDF/A-1)."""
        bits = "1" * (len(self._codes) + 1)
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big")

    def _stream(self, document: Any, what: str, content: bytes, entries: dict[str, int] | None = None) -> Any:
        from reportlab.pdfbase import pdfdoc

        stream = pdfdoc.PDFStream(content=content)  # Compressed with the whole file (archive.archived).
        for key, value in (entries or {}).items():
            stream.dictionary[key] = value
        return document.Reference(stream, f"{what}:{self.name}")

    def _to_unicode(self) -> str:
        """The table by which a reader of the file gets the text back."""
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_number, text), code in self._codes.items()
            if text
        ]
        blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
        parts = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        return _CMAP % "\n".join(parts)


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
