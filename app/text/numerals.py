"""Numbers, amounts and dates in words, as a Mongolian or Chinese sheet writes them.

The libraries have no usable data for Mongolian in the traditional script, so the patterns stand here. Suffixes are
joined with U+180E; `mongolian.to_nnbsp` gives the form for exchange.
"""

from datetime import date
from decimal import Decimal

_MASCULINE = "ᠳᠤᠭᠠᠷ"
_FEMININE = "ᠳᠦᠭᠡᠷ"
_MVS = "\u180e"
_HAN_DIGITS = "〇一二三四五六七八九"


def ordinal_suffix(number: int) -> str:
    """Return the ordinal suffix that agrees in vowels with the last numeral word: nige, dörbe, yisü, döčin, yere, tüme.

    Raises ValueError for numbers below 1, and for those of 100,000 and more, which no register counts to.
    """
    if not 0 < number < 100_000:
        raise ValueError(number)
    last_digit, last_two = number % 10, number % 100
    feminine = last_digit in {1, 4, 9} or last_two in {40, 90} or number % 10_000 == 0
    return _FEMININE if feminine else _MASCULINE


def ordinal(number: int) -> str:
    """Return the number with its Mongolian ordinal suffix, as in the third; raises as `ordinal_suffix`."""
    return f"{number}{_MVS}{ordinal_suffix(number)}"


def mongolian_date(day: date, *, formal: bool = True) -> str:
    """Return the day in Mongolian words: the month an ordinal on printed sheets, a plain number otherwise."""
    month = ordinal(day.month) if formal else str(day.month)
    return f"{day.year} ᠣᠨ{_MVS}ᠤ {month} ᠰᠠᠷ{_MVS}ᠠ{_MVS}ᠶᠢᠨ {day.day}{_MVS}ᠤ ᠡᠳᠦᠷ"


def chinese_date(day: date, *, formal: bool = False) -> str:
    """Return the day as 2026年3月5日, or when formal in Chinese numerals, as 二〇二六年三月五日."""
    if not formal:
        return f"{day.year}年{day.month}月{day.day}日"
    year = "".join(_HAN_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _HAN_DIGITS[tens] + "十"
    return ten + (_HAN_DIGITS[ones] if ones else "")


def amount(value: Decimal | int, places: int = 2) -> str:
    """Return an amount with commas between thousands and this many decimal places, halves rounded to even."""
    return f"{value:,.{places}f}"
