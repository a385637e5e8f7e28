"""A banner's portal with invented villages and people, and a Chromium that looks at its pages."""

from datetime import date, datetime

from app.exchange.portal import Portal, PortalColumn, PortalFile, PortalNotice, PortalVillage, Words

MADE_AT = datetime(2026, 11, 21, 16, 5)
TITLE = Words("嘎查村务公开", "ᠭᠠᠴᠠᠭ᠎ᠠ ᠲᠣᠰᠬᠣᠨ\u202fᠤ ᠬᠡᠷᠡᠭ\u202fᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ")
OFFICE = Words("样例旗人民政府办公室", "ᠵᠢᠱᠢᠶ᠎ᠡ ᠬᠣᠰᠢᠭᠤᠨ\u202fᠤ ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠣᠷᠳᠣᠨ\u202fᠤ ᠠᠯᠪᠠᠨ ᠭᠡᠷ")
ISSUER = Words("样例嘎查村民委员会", "ᠵᠢᠱᠢᠶ᠎ᠡ ᠭᠠᠴᠠᠭ᠎ᠠ ᠲᠣᠰᠬᠣᠨ\u202fᠤ ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠥᠪᠯᠡᠯ")
SUPERVISOR = Words("村务监督委员会", "ᠲᠣᠰᠬᠣᠨ\u202fᠤ ᠬᠡᠷᠡᠭ\u202fᠦᠨ ᠬᠢᠨᠠᠨ ᠳᠠᠷᠤᠭᠤᠯᠬᠤ ᠵᠥᠪᠯᠡᠯ")
SUBSIDY = Words("补贴发放", "ᠨᠥᠬᠦᠪᠦᠷᠢ ᠲᠠᠷᠬᠠᠭᠠᠬᠤ")
COLUMNS = (
    PortalColumn(Words("序号", "ᠳᠠᠷᠠᠭᠠᠯᠠᠯ"), number=True),
    PortalColumn(Words("户主", "ᠡᠷᠦᠬᠡ\u202fᠶᠢᠨ ᠡᠵᠡᠨ")),
    PortalColumn(Words("面积（亩）", "ᠲᠠᠯᠠᠪᠠᠢ (ᠮᠤ)"), number=True),
    PortalColumn(Words("金额（元）", "ᠮᠥᠩᠭᠦᠨ\u202fᠦ ᠲᠣᠭ᠎ᠠ (ᠶᠤᠸᠠᠨ)"), number=True),
)
PARAGRAPHS = (
    "根据惠民惠农惠牧财政补贴资金管理的有关规定，现将本嘎查2026年草原生态保护补助奖励资金发放情况公示如下，请广大农牧民监督。",
    "如有异议，请在公示期内以书面或电话方式向村务监督委员会反映。",
)
PARAGRAPHS_MN = (
    "ᠡᠳᠦᠭᠡ 2026 ᠣᠨ\u202fᠤ ᠪᠡᠯᠴᠢᠭᠡᠷ\u202fᠦᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ\u202fᠶᠢᠨ ᠮᠥᠩᠭᠦ ᠲᠠᠷᠬᠠᠭᠠᠭᠰᠠᠨ ᠪᠠᠢᠳᠠᠯ\u202fᠢ "
    "ᠨᠡᠢᠲᠡ\u202fᠳᠦ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠨ᠎ᠠ᠃ "
    "ᠠᠷᠠᠳ ᠣᠯᠠᠨ\u202fᠤ ᠬᠢᠨᠠᠨ ᠳᠠᠷᠤᠭᠤᠯᠬᠤ\u202fᠶᠢ ᠤᠭᠲᠤᠨ ᠠᠪᠤᠨ᠎ᠠ᠃",
    "ᠬᠡᠷᠪᠡ ᠥᠭᠡᠷ᠎ᠡ ᠰᠠᠨᠠᠯ ᠪᠠᠢᠪᠠᠯ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠬᠤ ᠬᠤᠭᠤᠴᠠᠭᠠᠨ\u202fᠳᠤ ᠪᠢᠴᠢᠭ ᠪᠤᠶᠤ ᠤᠲᠠᠰᠤ\u202fᠪᠠᠷ ᠮᠡᠳᠡᠭᠦᠯᠦᠭᠡᠷᠡᠢ᠃",
)


def rolled(code="K7P-3QX4", households=14, **changes):
    """A pay-out notice with a roll of invented households."""
    people = tuple((str(n), f"样例{n}号", f"{n}20.5", f"{n},230.00") for n in range(1, households + 1))
    own = {
        "number": f"2026-{code[-2:]}",
        "kind": SUBSIDY,
        "title": Words(
            "草原生态保护补助奖励资金发放公示", "ᠪᠡᠯᠴᠢᠭᠡᠷ\u202fᠦᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠮᠥᠩᠭᠦ ᠲᠠᠷᠬᠠᠭᠠᠬᠤ ᠲᠤᠬᠠᠢ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠯ"
        ),
        "posted_on": date(2026, 11, 16),
        "issuer": ISSUER,
        "paragraphs": PARAGRAPHS,
        "paragraphs_mn": PARAGRAPHS_MN,
        "columns": COLUMNS,
        "rows": people,
        "totals": ("", "合计", "4,123.5", "56,780.00"),
        "totals_mn": ("", "ᠨᠡᠢᠲᠡ", "4,123.5", "56,780.00"),
        "period": (date(2026, 11, 16), date(2026, 11, 25)),
        "phone": "0470-0000000",
        "supervisor": SUPERVISOR,
        "files": (PortalFile(f"{code}.pdf", lambda: b"%PDF-1.4\n%%EOF\n" * 3000),),
    }
    return PortalNotice(code=code, **own | changes)


def plain(code, title, **changes):
    """A notice of a few words, without a roll."""
    own = {
        "number": f"2026-{code[-2:]}",
        "kind": Words("财务公开", "ᠡᠳ᠋\u202fᠦᠨ ᠬᠡᠷᠡᠭ"),
        "posted_on": date(2026, 10, 10),
    }
    own |= {"issuer": ISSUER, "paragraphs": ("收支情况见附件。",), "period": (date(2026, 10, 10), None)}
    return PortalNotice(code=code, title=Words(title), **own | changes)


def village(number=1, *notices):
    """A village of one of two townships."""
    township = 1 + number % 2
    return PortalVillage(
        code=f"15000010{township}20{number}",
        name=Words(f"样例{number}嘎查", f"ᠵᠢᠱᠢᠶ᠎ᠡ {number} ᠭᠠᠴᠠᠭ᠎ᠠ"),
        township_code=f"15000010{township}",
        township=Words(f"样例第{township}苏木", f"ᠵᠢᠱᠢᠶ᠎ᠡ {township} ᠰᠤᠮᠤ"),
        notices=notices,
    )


def portal(*villages, **changes):
    """The portal of these villages."""
    own = {"title": TITLE, "office": OFFICE, "made_at": MADE_AT, "villages": villages}
    return Portal(**own | changes)


def whole():
    """Three villages: one with notices of all kinds, one with a single notice, one with none."""
    down = {"taken_down_on": date(2026, 9, 20), "filed_on": date(2026, 9, 21), "posted_on": date(2026, 9, 10)}
    first = village(
        1,
        rolled(),
        plain("B22-0001", "第三季度村级财务收支公示"),
        rolled("A11-0001", title=Words("低保对象审批公布", "ᠠᠮᠢᠵᠢᠷᠭᠠᠨ\u202fᠤ ᠪᠠᠲᠤᠯᠠᠭ᠎ᠠ"), **down),
        plain("C33-0001", "春季防疫物资发放公示", paragraphs=(), **down | {"filed_on": None}),
    )
    return portal(first, village(2, rolled("D44-0002", households=40, files=())), village(3))
