"""PDF/A-2b (GB/T 23286): what makes a printed file fit to be kept, from what the file itself says.

Colours are sRGB by a profile made here; the description is written once for old readers and once for archives, equal.
"""

import struct
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

_PRIMARIES = {
    b"wtpt": (0.9505, 1.0, 1.0891),
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_STEPS = 1024


def archived(pdf: bytes, made_at: datetime, language: str) -> bytes:
    """The same pages as PDF/A-2b; `language` as in BCP 47, `made_at` is the moment the file tells.

    Raises ValueError if a font is not embedded, which only a mistake of ours could bring about.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        _check_fonts(document)
        document.Root.OutputIntents = pikepdf.Array([document.make_indirect(_intent(document))])
        document.Root.Lang = pikepdf.String(language)
        about = _about(document, made_at)
        metadata = document.make_stream(_xmp(about, made_at))
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        document.Root.Metadata = metadata
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return out.getvalue()


def _check_fonts(document: Any) -> None:
    for page in document.pages:
        for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
            if "/DescendantFonts" not in font or "/FontDescriptor" not in font.DescendantFonts[0]:
                raise ValueError(f"not embedded: {font.get('/BaseFont')}")


def _about(document: Any, made_at: datetime) -> dict[str, str]:
    """What the file says of itself, written anew so that it agrees with the description for archives."""
    stamp = made_at.strftime("D:%Y%m%d%H%M%S+08'00'")
    old = document.docinfo
    about = {key: str(old[key]) for key in ("/Title", "/Author", "/Subject", "/Creator") if key in old}
    for key in list(old):
        del old[key]
    for key, value in (about | {"/Producer": "Iltod", "/CreationDate": stamp, "/ModDate": stamp}).items():
        old[key] = pikepdf.String(value)
    return about


def _intent(document: Any) -> Any:
    profile = document.make_stream(srgb_profile())
    profile.N = 3
    name = pikepdf.String("sRGB IEC61966-2.1")
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=profile,
    )


def _xmp(about: dict[str, str], made_at: datetime) -> bytes:
    """The description for archives; one rdf:Description for each schema, as checkers of PDF/A ask for it."""
    values = {key.removeprefix("/").lower(): escape(value) for key, value in about.items()}
    values = {"title": "", "author": "", "subject": "", "creator": ""} | values
    return (_XMP % (values | {"at": made_at.strftime("%Y-%m-%dT%H:%M:%S+08:00")})).encode()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%(title)s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%(author)s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%(subject)s</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>%(at)s</xmp:CreateDate>
<xmp:ModifyDate>%(at)s</xmp:ModifyDate><xmp:CreatorTool>%(creator)s</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Iltod</pdf:Producer>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def srgb_profile() -> bytes:
    """A display profile of sRGB (ICC 2.1: primaries and one curve), computed, so that no file of others is carried."""
    curve = [round(65535 * _light(step / (_STEPS - 1))) for step in range(_STEPS)]
    tags = {b"desc": _description(), b"cprt": b"text\0\0\0\0No copyright, use freely\0"}
    tags |= {name: b"XYZ \0\0\0\0" + b"".join(map(_fixed, place)) for name, place in _PRIMARIES.items()}
    shared = b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *curve)
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), shared)
    start, data, table, places = 128 + 4 + 12 * len(tags), b"", b"", dict[bytes, tuple[int, int]]()
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(data), len(content)
            data += content + b"\0" * (-len(content) % 4)
        table += name + struct.pack(">II", *places[content])
    return _header(start + len(data)) + struct.pack(">I", len(tags)) + table + data


def _light(value: float) -> float:
    """The linear light of an sRGB value (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _description() -> bytes:
    text = b"sRGB IEC61966-2.1\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)


def _header(size: int) -> bytes:
    moment = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    kind = b"mntr" + b"RGB " + b"XYZ " + moment + b"acsp" + b"\0" * 24
    return (
        struct.pack(">I", size)
        + b"\0" * 4
        + struct.pack(">I", 0x02100000)
        + kind
        + struct.pack(">I", 0)
        + b"".join(map(_fixed, (0.9642, 1.0, 0.8249)))
        + b"\0" * 48
    )
