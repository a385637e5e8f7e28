"""Personal numbers in text: identity cards, bank cards and mobile telephones are found, checked and masked.

Fixed-line telephones are left alone: a notice has to print the office's own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul
from types import MappingProxyType
from typing import Any

from app.i18n import N_, _
from app.rules.problems import Problem

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
CHECK_DIGITS = "10X98765432"
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")  # GB/T 2260
# One sign for one sign, so that places stay: digits of full width and of Mongolian, what is typed for the X of an
# identity card, and every blank, line end and hyphen that may stand within a number, also those nobody sees.
NARROW = str.maketrans(
    "０１２３４５６７８９᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙Ｘｘ×Хх"
    "\uff0d\u2014\u2013\u2012\u2010\u2011\u2212\u00ad"
    "\u3000\xa0\u2002\u2003\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\u180e\t\r\n",
    "01234567890123456789XxXXx" + "-" * 8 + " " * 16,
)
# A lone ".0" after a number is what a spreadsheet makes of it, other decimals belong to an amount.
RUN = re.compile(r"(?<!\d)\d+[Xx]?(?:[ -]{1,3}\d+[Xx]?)*(?!\d)(?!\.(?!0(?!\d))\d)")
GROUP = re.compile(r"\d+[Xx]?")
LONGEST = 22  # digits of one number with its country code; no more groups than that can be one
# Web addresses, unified social credit codes (GB 32100) and the names of packages carry long numbers of their own.
NOT_PERSONAL = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
    r"|(?<![0-9A-Za-z])(?=\d{0,16}[A-HJ-NP-RTUWY])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])zwgk-(?:\d{4}|\d{6}|\d{9}|\d{12})-\d{5}-(?=[a-z])"
)
MOBILE = re.compile(r"(?:0|(?:00)?86)?(1[3-9]\d{9})")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?1[4-7]")
OMITTED = N_("（已隐去）")
WRONG_CHECK_DIGIT = N_("身份证号“{number}”的校验码不对，请与证件核对。")
DAMAGED = N_("身份证号“{number}”的末几位已被电子表格改成0或科学计数法，请把该列设为文本格式后按证件重新填写。")
WRONG_LENGTH = N_("身份证号“{number}”有{length}位，应为18位（旧证15位），请与证件核对。")
WRONG_LETTERS = N_("身份证号“{number}”中有数字和末位X以外的字符，请与证件核对。")
IMPOSSIBLE_BIRTH = N_("身份证号“{number}”中的出生日期不存在，请与证件核对。")


class NumberKind(StrEnum):
    """What a number found in text is."""

    ID_18 = "id_18"
    ID_15 = "id_15"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"


class PrivateField(StrEnum):
    """What is known of a person beside the name; none of it belongs on a sheet unless the office says how."""

    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    ADDRESS = "address"
    HEALTH = "health"


FIELD_NAMES: Mapping[PrivateField, str] = MappingProxyType(
    {
        PrivateField.ID_NUMBER: N_("身份证号"),
        PrivateField.BANK_CARD: N_("银行卡号"),
        PrivateField.PHONE: N_("手机号"),
        PrivateField.ADDRESS: N_("家庭住址"),
        PrivateField.HEALTH: N_("健康状况"),
    }
)


class AddressStyle(StrEnum):
    """How far an address is told: not at all, to the township (苏木乡镇), or to the village (嘎查村)."""

    OMIT = "omit"
    TOWNSHIP = "township"
    VILLAGE = "village"


class MaskStyle(StrEnum):
    """How a personal number is shown: not at all (隐去), or with its middle starred (打码)."""

    OMIT = "omit"
    MASK = "mask"


@dataclass(frozen=True)
class Found:
    """A personal number in a text: its place, its bare digits, and if it cannot be right, a message that says why."""

    kind: NumberKind
    start: int
    end: int
    text: str
    valid: bool = True
    note: str = ""


def find(text: str) -> list[Found]:
    """Find the personal numbers of a text from left to right, through blanks, hyphens and full-width digits."""
    plain = text.translate(NARROW)
    others = [found.span() for found in NOT_PERSONAL.finditer(plain)]
    return [
        found
        for run in RUN.finditer(plain)
        for found in _in_run(run[0], run.start())
        if not _is_other(found, plain, others)
    ]


def _is_other(found: Found, plain: str, others: list[tuple[int, int]]) -> bool:
    """Whether a number belongs to a web address or a code, or stands in the middle of letters.

    An identity number whose check digit is right is one wherever it stands.
    """
    if found.kind is NumberKind.ID_18 and found.valid:
        return False
    within = any(start <= found.start < end for start, end in others)
    before, after = plain[max(found.start - 1, 0) : found.start], plain[found.end : found.end + 1]
    return within or (_is_latin(before) and _is_latin(after))


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def mask(text: str, style: MaskStyle, styles: Mapping[NumberKind, MaskStyle] = MappingProxyType({})) -> str:
    """Replace the personal numbers of a text: by （已隐去）, or starred as 35*************123 and 138****1234.

    `styles` names kinds of number that have a style of their own.
    """
    for found in reversed(find(text)):
        omitted = styles.get(found.kind, style) is MaskStyle.OMIT
        text = text[: found.start] + (_(OMITTED) if omitted else starred(found)) + text[found.end :]
    return text


def without_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the title of an operation without personal numbers: the journal is read by many, and travels."""
    return {key: mask(value, MaskStyle.OMIT) if isinstance(value, str) else value for key, value in values.items()}


def starred(found: Found) -> str:
    """Star a number: identity cards keep the first 2 and last 3 digits, mobiles 3 and 4, bank cards the last 4."""
    keep = {NumberKind.MOBILE: (3, 4), NumberKind.BANK_CARD: (0, 4)}
    head, tail = keep.get(found.kind, (2, 3))
    return found.text[:head] + "*" * (len(found.text) - head - tail) + found.text[-tail:]


_KEPT = {PrivateField.ID_NUMBER: (2, 3), PrivateField.BANK_CARD: (0, 4), PrivateField.PHONE: (3, 4)}
_HIDDEN = 4
_TOWNSHIP = re.compile(r"^.*?(?:苏木|街道|[^村]镇|[^思故家]乡)")
_VILLAGE = re.compile(r"^.*?(?:嘎查|社区|[^\W\d_]村(?!民))")
HEALTH = re.compile(
    r"[一二三四1-4]级残疾|残疾等级|(?:精神|智力|肢体|视力|听力|言语|多重)残疾|患有|患病|病情|病症|[^\W\d_]癌|肿瘤|艾滋"
    r"|尿毒症|白血病|结核|糖尿病|精神分裂|精神病|因病致贫|致贫原因"
)


def health_words(text: str) -> list[str]:
    """The words of a text that may tell of somebody's health (敏感个人信息), each once, in their order."""
    return list(dict.fromkeys(found[0] for found in HEALTH.finditer(text)))


def mask_health(text: str) -> str:
    """Replace the words that may tell of somebody's health by （已隐去）: for what stands beside a person's name."""
    return HEALTH.sub(lambda _found: _(OMITTED), text)


def field_shown(field: PrivateField, value: str, style: str) -> str:
    """A private field as it may leave the office: by the office's style for it, health never.

    `style` is a MaskStyle, for an address an AddressStyle. What is omitted gives an empty text.
    """
    if not value or style == MaskStyle.OMIT or field is PrivateField.HEALTH:
        return ""
    if field is PrivateField.ADDRESS:
        found = (_VILLAGE if style == AddressStyle.VILLAGE else _TOWNSHIP).match(value)
        return mask(found[0], MaskStyle.OMIT) if found else ""
    head, tail = _KEPT[field]
    bare = re.sub(r"[\s-]", "", value.translate(NARROW))
    if len(bare) < head + tail + _HIDDEN:  # of a short number too little would be hidden
        return "*" * len(bare)
    return bare[:head] + "*" * (len(bare) - head - tail) + bare[-tail:]


def id_problem(text: str) -> Problem | None:
    """Say what is wrong with an identity number as entered (GB 11643); None if it is right or empty."""
    if len(text) == 18 and text.isascii() and text[:17].isdigit() and not _id_18_message(text):
        return None  # as nearly all of a list are
    bare = text if text.isascii() and text.isalnum() else re.sub(r"[\s-]", "", text.translate(NARROW))
    number = bare.upper()
    message = _id_message(number) if number else ""
    return Problem("id_number", message, {"number": number, "length": len(number)}) if message else None


def check_digit(first_17: str) -> str:
    """Compute the last digit of an 18-digit identity number from the others (GB 11643-1999, ISO 7064 mod 11-2)."""
    weighed = sum(map(mul, first_17.encode(), WEIGHTS)) - ord("0") * sum(WEIGHTS)  # a digit's code is "0" and itself
    return CHECK_DIGITS[weighed % 11]


def _id_message(number: str) -> str:
    if len(number) == 18 and number[:17].isdecimal() and (number[17] == "X" or number[17].isdecimal()):
        return _id_18_message(number)
    if SCIENTIFIC.fullmatch(number):
        return DAMAGED
    if not re.fullmatch(r"\d+X?", number):
        return WRONG_LETTERS
    if len(number) == 15 and number.isdigit():
        return "" if _birth(f"19{number[6:12]}") else IMPOSSIBLE_BIRTH
    return WRONG_LENGTH


def _id_18_message(number: str) -> str:
    wrong = check_digit(number[:17]) != number[17]
    if wrong and number.endswith("000"):
        return DAMAGED  # a spreadsheet keeps 15 digits
    if not _birth(number[6:14]):
        return IMPOSSIBLE_BIRTH
    return WRONG_CHECK_DIGIT if wrong else ""


@lru_cache(40_000)  # the days of a century: people of one list share most of them
def _birth(digits: str) -> date | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if 1850 <= day.year <= 2100 else None


def _in_run(run: str, offset: int) -> Iterator[Found]:
    """Try neighbouring groups of digits together, the longest first: a number may be written in groups."""
    groups = list(GROUP.finditer(run))
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + LONGEST) - 1, first - 1, -1):
            start, end = groups[first].start(), groups[last].end()
            found = _read(run[start:end], offset + start)
            if found:
                yield found
                first = last
                break
        first += 1


def _read(written: str, start: int) -> Found | None:
    """What a piece of a run is; the X after a number that is no identity card is a letter of its own."""
    number, end = re.sub(r"[ -]", "", written).upper(), start + len(written)
    found = _classified(number, start, end)
    return found or (_classified(number[:-1], start, end - 1) if number.endswith("X") else None)


def _classified(number: str, start: int, end: int) -> Found | None:
    if re.fullmatch(r"\d{17}[\dX]", number) and _birth(number[6:14]):
        valid = check_digit(number[:17]) == number[17]
        return Found(NumberKind.ID_18, start, end, number, valid, "" if valid else _id_18_message(number))
    if not number.isdigit():
        return None
    if len(number) == 15 and PROVINCE.match(number) and _birth(f"19{number[6:12]}"):
        return Found(NumberKind.ID_15, start, end, number)
    if 16 <= len(number) <= 19 and number[0] in "3456" and _luhn(number):
        return Found(NumberKind.BANK_CARD, start, end, number)
    mobile = MOBILE.fullmatch(number)
    return Found(NumberKind.MOBILE, start, end, mobile[1]) if mobile else None


def _luhn(number: str) -> bool:
    """Check a bank card number (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
