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
_WESTERN_DIGITS = {0x1810 + digit: str(digit) for digit in range(10)}
_ONES = ("ᠨᠢᠭᠡ", "ᠬᠣᠶᠠ", "ᠭᠤᠷᠪᠠ", "ᠳᠥᠷᠪᠡ", "ᠲᠠᠪᠤ", "ᠵᠢᠷᠭᠤ", "ᠳᠣᠯᠣ", "ᠨᠠᠢᠮᠠ", "ᠶᠢᠰᠦ", "ᠠᠷᠪᠠ")
_HALVES = (f"ᠡᠬᠢᠨ{_MVS}ᠦ", f"ᠰᠡᠭᠦᠯ{_MVS}ᠦᠨ")
_DAYS_OF_WEEK = ("ᠨᠢᠭᠡᠨ", "ᠬᠣᠶᠠᠷ", "ᠭᠤᠷᠪᠠᠨ", "ᠳᠥᠷᠪᠡᠨ", "ᠲᠠᠪᠤᠨ", "ᠵᠢᠷᠭᠤᠭᠠᠨ", "ᠡᠳᠦᠷ")


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


def western_digits(text: str) -> str:
    """Return the text with Mongolian digits ᠐–᠙, as a person may type them, turned into 0–9."""
    return text.translate(_WESTERN_DIGITS)


def month_name(month: int) -> str:
    """Return the Mongolian name of a month 1–12, an ordinal in words; raises ValueError for any other number."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    tens, word = ("ᠠᠷᠪᠠᠨ ", _ONES[month - 11]) if month > 10 else ("", _ONES[month - 1])
    return f"{tens}{word}{ordinal_suffix(month)} ᠰᠠᠷ{_MVS}ᠠ"


def weekday_name(day: date) -> str:
    """Return the day of the week, counted after ᠭᠠᠷᠠᠭ; the names are our own and not checked by a native reader."""
    return f"ᠭᠠᠷᠠᠭ{_MVS}ᠤᠨ {_DAYS_OF_WEEK[day.weekday()]}"


def weekday_short(number: int) -> str:
    """Return the head of a calendar's row for the day of the week 0–6 from Monday on: `weekday_name` without ᠭᠠᠷᠠᠭ."""
    return _DAYS_OF_WEEK[number]


def mongolian_span(first: date, last: date, *, formal: bool = True) -> str:
    """Return from the first day to the last (… ᠡᠴᠡ … ᠬᠦᠷᠲᠡᠯ᠎ᠡ), the days as `mongolian_date` writes them."""
    begin, end = mongolian_date(first, formal=formal), mongolian_date(last, formal=formal)
    return f"{begin}{_MVS}ᠡᠴᠡ {end} ᠬᠦᠷᠲᠡᠯ{_MVS}ᠡ"


def mongolian_year(year: int) -> str:
    """Return the year, as in 2026年."""
    return f"{year} ᠣᠨ"


def mongolian_month(year: int, month: int) -> str:
    """Return the month of a year, as in 2026年11月, the month a plain number as in `mongolian_date` of the screen."""
    return f"{year} ᠣᠨ{_MVS}ᠤ {month} ᠰᠠᠷ{_MVS}ᠠ"


def mongolian_quarter(year: int, quarter: int) -> str:
    """Return the quarter of a year, an ordinal (2026年第一季度); raises ValueError unless it is 1–4."""
    if not 1 <= quarter <= 4:
        raise ValueError(quarter)
    return f"{year} ᠣᠨ{_MVS}ᠤ {ordinal(quarter)} ᠤᠯᠠᠷᠢᠯ"


def mongolian_half_year(year: int, half: int) -> str:
    """Return the first or last half of a year (2026年上半年); raises ValueError unless `half` is 1 or 2.

    The wording is our own and not checked by a native reader.
    """
    if half not in {1, 2}:
        raise ValueError(half)
    return f"{year} ᠣᠨ{_MVS}ᠤ {_HALVES[half - 1]} ᠬᠠᠭᠠᠰ ᠵᠢᠯ"


def mongolian_in_force(day: date) -> str:
    """Return the sentence that something holds from this day on (自…起施行), the day as on printed sheets."""
    return f"{mongolian_date(day)}{_MVS}ᠡᠴᠡ ᠡᠬᠢᠯᠡᠨ ᠬᠡᠷᠡᠭᠵᠢᠭᠦᠯᠦᠨ{_MVS}ᠡ"


def mongolian_count(number: int, noun: str) -> str:
    """Return a number of things; after a numeral the noun stays in the singular and takes no suffix."""
    return f"{number:,} {noun}"


def mongolian_yuan(value: Decimal | int, places: int = 2) -> str:
    """Return an amount of money with its unit ᠶᠤᠸᠠᠨ (元), written as `amount` writes it."""
    return f"{amount(value, places)} ᠶᠤᠸᠠᠨ"
