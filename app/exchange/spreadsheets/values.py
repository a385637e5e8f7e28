"""Dates and numbers as people type them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from app.i18n import N_
from app.rules.problems import Problem

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_SERIAL = re.compile(r"\d{5}")
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of the serial numbers of Excel and WPS, from March 1900 on
_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")


@lru_cache(4096)  # the same few days stand in thousands of rows
def read_date(text: str, field: str = "") -> date | Problem:
    """Find the day meant by 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305 or the serial number of a spreadsheet.

    A day that does not exist, a year of two digits and anything else give a problem with `field`. A time of day is
    left out.
    """
    tight = re.sub(r"\s+(?!\d{1,2}:)", "", unicodedata.normalize("NFKC", text).strip())
    tight = _TIME.sub("", tight)
    if found := _DAY.fullmatch(tight):
        return _day([int(part) for part in found.groups() if part], text, field)
    if _SERIAL.fullmatch(tight):
        return _SERIAL_ZERO + timedelta(days=int(tight))
    if _SHORT_YEAR.fullmatch(tight):
        return Problem(field, N_("日期“{text}”的年份只有两位，请写四位年份，如2026-03-05。"), {"text": text})
    return Problem(field, N_("“{text}”不是日期，请写成2026-03-05的样子。"), {"text": text})


def _day(parts: list[int], text: str, field: str) -> date | Problem:
    try:
        return date(*parts)
    except ValueError:
        return Problem(field, N_("没有“{text}”这一天，请核对。"), {"text": text})


def read_number(text: str, field: str = "") -> int | Decimal | Problem:
    """Find the number meant, whole ones as int; thousands may be set off by commas, digits may be full-width."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("−", "-")
    tight = "".join(plain.split())
    if not _NUMBER.fullmatch(tight):
        return Problem(field, N_("“{text}”不是数，请只写数字，不写单位。"), {"text": text})
    try:
        number = Decimal(tight.replace(",", ""))
    except InvalidOperation:
        return Problem(field, N_("“{text}”不是数，请只写数字，不写单位。"), {"text": text})
    return int(number) if number == number.to_integral_value() else number
