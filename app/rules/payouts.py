"""Pay-out rolls (惠民惠农惠牧补贴发放名册): what a row needs, what is doubtful, by when it must hang on the wall."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.i18n import N_
from app.rules.privacy import id_problem
from app.rules.problems import Problem

SOURCE = N_(
    "内蒙古自治区2022年政务公开工作要点（十二）：旗县级人民政府汇总当年惠民惠农惠牧财政补贴资金实际发放结果，年底前以嘎查村为单位公开。"
)
TOTALS = re.compile(
    r"(?:.*(?:嘎查|村|苏木|乡|镇|社区|组|旗|县|区|本页|本))?\s*[总小合共累]\s*计\s*[:：]?"  # 合计、巴彦嘎查小计：
    r"|[总小合]\s*计\s*[:：(（].*"  # 合计（大写）……
)
CENT = Decimal("0.01")


def post_by(year: int) -> date:
    """The last day on which a year's pay-outs must hang on the village board (年底前)."""
    return date(year, 12, 31)


@dataclass(slots=True)
class PayoutRow:
    """A row of a roll as it was read: text trimmed, money in fen, and apart what is private."""

    village: str = ""
    township: str = ""
    programme: str = ""
    year: int | None = None
    batch: str = ""
    name: str = ""
    members: int | None = None
    place: str = ""
    item: str = ""
    quantity: str = ""
    unit: str = ""
    standard: str = ""
    amount_fen: int | None = None
    paid_on: date | None = None
    id_number: str = ""
    bank_card: str = ""
    phone: str = ""
    address: str = ""
    health: str = ""


def problems(row: PayoutRow, today: date) -> Iterator[Problem]:
    """What keeps a row from being taken, and what deserves a second look (warnings)."""
    if not row.name:
        yield Problem("name", N_("没有户主姓名。"))
    elif row.name.isdecimal():
        yield Problem("name", N_("户主姓名“{name}”只有数字，请核对是不是列错了位。"), {"name": row.name})
    if not row.programme:
        yield Problem("programme", N_("没有补贴项目的名称。"))
    if row.year is None:
        yield Problem("year", N_("没有年份。"))
    if not row.id_number:
        yield Problem("id_number", N_("没有身份证号，无法核对是否重复发放。"), warning=True)
    elif wrong := id_problem(row.id_number):
        yield wrong
    if row.paid_on and row.paid_on > today:
        yield Problem(
            "paid_on", N_("发放日期 {day} 晚于今天，请核对。"), {"day": row.paid_on.isoformat()}, warning=True
        )
    yield from _amount_problems(row)


def _amount_problems(row: PayoutRow) -> Iterator[Problem]:
    if row.amount_fen is None:
        yield Problem("amount", N_("没有金额，或者金额不是数字。"))
    elif row.amount_fen <= 0:
        yield Problem("amount", N_("金额应大于零；收回的补贴请另行登记。"))
    elif (due := owed_fen(row.quantity, row.standard)) not in (None, row.amount_fen):
        values = {"quantity": row.quantity, "standard": row.standard, "due": yuan(due), "amount": yuan(row.amount_fen)}
        message = N_("数量{quantity}×标准{standard}＝{due}元，金额写的是{amount}元，请核对。")
        yield Problem("amount", message, values, warning=True)


def owed_fen(quantity: str, standard: str) -> int | None:
    """Quantity times standard (yuan for one) in fen, rounded to a fen; None if either is no plain number."""
    if not quantity or not standard:
        return None
    try:
        return int((Decimal(quantity) * Decimal(standard)).quantize(CENT) * 100)
    except InvalidOperation:
        return None


def yuan(fen: int | None) -> str:
    """Money as a sheet shows it: 1,234.50; empty for none."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"


def is_total(*cells: str | None) -> bool:
    """Whether a row is a sum of others (合计、小计、总计), by its first words."""
    return any(TOTALS.fullmatch(cell.strip()) for cell in cells if cell and "计" in cell)
