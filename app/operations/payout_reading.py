"""The columns of a pay-out list (补贴发放名册) and a row of it as it was read: text, fen, days."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.exchange.spreadsheets import Column, Kind, SheetRead
from app.i18n import N_
from app.rules.payouts import PayoutRow
from app.rules.privacy import NARROW

COLUMNS = (
    Column("village", N_("嘎查村"), 20, also=("村", "村名", "嘎查", "行政村", "村委会", "嘎查村名称")),
    Column("township", N_("苏木乡镇"), 16, also=("乡镇", "苏木镇", "乡镇名称", "苏木")),
    Column("place", N_("村民小组"), 12, also=("组", "小组", "自然村")),
    Column(
        "name",
        N_("户主姓名"),
        12,
        required=True,
        also=("姓名", "户主", "农户姓名", "牧户姓名", "农牧户姓名", "补贴对象", "领取人", "领款人"),
    ),
    Column("id_number", N_("身份证号"), 22, also=("身份证号码", "身份证", "证件号码", "公民身份号码", "居民身份证号")),
    Column("members", N_("人口"), 8, also=("家庭人口", "人口数", "保障人口")),
    Column("programme", N_("补贴项目"), 24, also=("项目", "项目名称", "补贴名称", "补贴种类")),
    Column("year", N_("年份"), 8, also=("年度", "补贴年度")),
    Column("batch", N_("批次"), 10, also=("发放批次",)),
    Column("item", N_("补贴品种"), 14, also=("品种", "类别", "作物", "畜种")),
    Column("quantity", N_("数量"), 10, also=("面积", "补贴面积", "头数", "补贴数量", "实际面积")),
    Column("unit", N_("单位"), 8, also=("计量单位",)),
    Column("standard", N_("标准"), 10, also=("补贴标准", "单价")),
    Column(
        "amount", N_("金额（元）"), 14, Kind.NUMBER, required=True, also=("金额", "补贴金额", "发放金额", "实发金额")
    ),
    Column("paid_on", N_("发放日期"), 12, Kind.DATE, also=("发放时间", "打款日期", "支付日期")),
    Column("bank_card", N_("银行卡号"), 24, also=("银行账号", "一卡通账号", "账号", "卡号", "社保卡号")),
    Column("phone", N_("联系电话"), 14, also=("手机号", "手机号码", "电话", "手机")),
    Column("address", N_("家庭住址"), 24, also=("住址", "地址")),
    Column("health", N_("健康状况"), 12, also=("残疾等级", "致贫原因", "病种")),
)
_FEN = {"分": 1, "角": 10, "元": 100, "百元": 10_000, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
_MONEY = re.compile(r"单位\s*[:：].*?([百千万亿]元)")
_IN_BRACKETS = re.compile(r"[(（]\s*(?:单位\s*[:：]\s*)?([^()（）]+?)\s*[)）]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANKS = re.compile(r"[\s-]")
_COMMAS = str.maketrans("", "", ",，")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that do not say it themselves; `office_code` where a whole list is of one village."""

    programme: str = ""
    programme_mn: str = ""
    year: int | None = None
    batch: str = ""
    paid_on: date | None = None
    unit: str = ""
    office_code: str = ""


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one sheet; `fen` is how many fen its unit of money has, `unit` what its quantities count."""

    defaults: Defaults
    fen: int = _FEN["元"]
    unit: str = ""

    @classmethod
    def of(cls, read: SheetRead, defaults: Defaults) -> "RowReader":
        """The reader for a sheet whose headings or title may tell the units: 金额（万元）, 面积（亩）, 单位：万元."""
        money = _in_brackets(read.headings.get("amount", "")) or _money(read.above)
        quantities = _in_brackets(read.headings.get("quantity", ""))
        return cls(defaults, _FEN.get(money, _FEN["元"]), defaults.unit or quantities)

    def row(self, values: Mapping[str, Any]) -> PayoutRow:
        """A row with its texts trimmed, its numbers narrow, its money in fen, and what the whole list has in common."""
        text, defaults = values.get, self.defaults
        return PayoutRow(
            village=text("village") or "",
            township=text("township") or "",
            programme=text("programme") or defaults.programme,
            year=_year(text("year") or "") or defaults.year,
            batch=text("batch") or defaults.batch,
            name="".join((text("name") or "").split()),
            members=_whole(text("members") or ""),
            place=text("place") or "",
            item=text("item") or "",
            quantity=_plain(text("quantity") or ""),
            unit=text("unit") or self.unit,
            standard=_plain(text("standard") or ""),
            amount_fen=self.fen_of(text("amount")),
            paid_on=text("paid_on") or defaults.paid_on,
            id_number=_number(text("id_number") or ""),
            bank_card=_number(text("bank_card") or ""),
            phone=text("phone") or "",
            address=text("address") or "",
            health=text("health") or "",
        )

    @property
    def in_yuan(self) -> bool:
        """Whether the sheet's amounts are in yuan, as is usual."""
        return self.fen == _FEN["元"]

    def fen_of(self, amount: int | Decimal | None) -> int | None:
        """An amount of the sheet in fen."""
        return None if amount is None else int(amount * self.fen)

    def is_whole(self, amount: int | Decimal | None) -> bool:
        """Whether an amount is one of whole fen."""
        return not isinstance(amount, Decimal) or (amount * self.fen) % 1 == 0


def _in_brackets(heading: str) -> str:
    found = _IN_BRACKETS.search(heading)
    return found[1] if found else ""


def _money(above: Sequence[str]) -> str:
    return next((found[1] for text in above if (found := _MONEY.search(text))), "")


@lru_cache
def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


@lru_cache
def _whole(text: str) -> int | None:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else None


def _plain(text: str) -> str:
    """A quantity as it is kept: narrow, thousands run together; words stay words."""
    return text if text.isascii() and "," not in text else text.translate(NARROW).translate(_COMMAS).strip()


def _number(text: str) -> str:
    """A number of a person as it is kept: narrow, without blanks or hyphens, the last X large."""
    return text if text.isascii() and text.isdigit() else _BLANKS.sub("", text.translate(NARROW)).upper()
