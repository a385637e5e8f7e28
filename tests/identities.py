"""Hundreds of people who do not exist, with numbers that could be real, written as people write them."""

import random
import re
from typing import NamedTuple

from app.rules.privacy import NARROW, check_digit

WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
MONGOLIAN = str.maketrans("0123456789", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙")
HEALTH = ("一级残疾", "精神残疾", "患有尿毒症", "糖尿病", "肺癌", "二级残疾", "白血病", "肢体残疾")
_BETWEEN = re.compile(r"[\s\-‐]+")


class Identity(NamedTuple):
    """All that must never leave the office of one person."""

    id_18: str
    id_15: str
    card: str
    mobile: str
    address: str
    health: str

    @property
    def numbers(self):
        return self.id_18, self.id_15, self.card, self.mobile


def people(count, seed=20261121):
    """So many people; the same seed gives the same ones. Their regions (15 9x xx, 99 xx xx) exist nowhere."""
    chance = random.Random(seed)
    return [_person(chance, n) for n in range(count)]


def _person(chance, n):
    born = f"{chance.randrange(1930, 2015)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
    seventeen = f"99{chance.randrange(1000, 10000)}{born}{chance.randrange(1, 1000):03d}"
    id_15 = f"159{chance.randrange(100, 1000)}{born[2:]}{chance.randrange(1, 1000):03d}"
    return Identity(
        seventeen + check_digit(seventeen),
        id_15,
        _card(chance),
        f"1{chance.choice('3456789')}{chance.randrange(10**9):09d}",
        f"测试巷{n}弄{n}号{chance.randrange(1, 99)}室",
        HEALTH[n % len(HEALTH)],
    )


def _card(chance):
    digits = chance.choice((16, 18, 19))
    body = "6" + "".join(chance.choice("0123456789") for _ in range(digits - 2))
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    return body + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def in_groups(number, sign):
    """A number as it stands on a card: 3-4-4 for mobiles, 6-8-… for identities, fours for bank cards."""
    lengths = (3, 4, 4) if len(number) == 11 else (6, 8, 4) if len(number) == 18 else (4, 4, 4, 4, 3)
    parts, rest = [], number
    for length in lengths:
        parts.append(rest[:length])
        rest = rest[length:]
    return sign.join(filter(None, parts))


WAYS = (
    lambda number: number,
    lambda number: in_groups(number, " "),
    lambda number: in_groups(number, "-"),
    lambda number: number.translate(WIDE),
    lambda number: in_groups(number, "－").translate(WIDE),
    lambda number: in_groups(number, "\u202f"),
    lambda number: number.translate(MONGOLIAN),
    lambda number: in_groups(number, "　"),
)


def written(number, n):
    """A number in the n-th way people write it."""
    return WAYS[n % len(WAYS)](number)


def told(person, n):
    """All numbers of a person in one sentence, written in the n-th way."""
    id_18, id_15, card, mobile = (written(number, n) for number in person.numbers)
    return f"测试人{n}，身份证{id_18}，旧证{id_15}；卡号{card}。电话：{mobile}"


def squashed(text):
    """A text without all that may stand between digits, every digit plain."""
    return _BETWEEN.sub("", text.translate(NARROW)).upper()


def leaked(text, everybody, texts=True):
    """What of these people stands in a text in any writing; `texts` looks for addresses and health as well."""
    plain = squashed(text)
    runs = re.findall(r"\d{11,}X?", plain)
    secrets = {number for person in everybody for number in person.numbers}
    found = {secret for run in runs for secret in _within(run, secrets)}
    if texts:
        found |= {person.address for person in everybody if person.address in plain}
        found |= {word for word in HEALTH if word in plain}
    return found


def _within(run, secrets):
    lengths = {11, 15, 16, 18, 19}
    pieces = (run[start : start + length] for length in lengths for start in range(len(run) - length + 1))
    return {piece for piece in pieces if piece in secrets}
