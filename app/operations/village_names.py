"""Villages found by name or code as people write them; one that was merged leads to the one that took its place."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.office import Office
from app.rules.offices import Level

_NO_VILLAGE = N_("没有嘎查村。")
_UNKNOWN_VILLAGE = N_("没有叫“{name}”的嘎查村，请核对名称或在“嘎查村”里先登记。")
_SEVERAL_VILLAGES = N_("有{n}个嘎查村叫“{name}”，请写明苏木乡镇或12位代码。")
_MERGED = N_("“{old}”已并入“{new}”，按“{new}”登记。")
_LONGEST_NAME = 20
_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[年度旗县区市乡镇于]|苏木|街道)$")
_BODY = re.compile(r"(?:村民委员会|嘎查委员会|村委会|委员会)$")
_KIND = re.compile(r"(?:嘎查村|嘎查|行政村|村|苏木|乡|镇|街道|社区)$")


class Villages:
    """Every village of the file by what it is called."""

    def __init__(self, session: Session) -> None:
        columns = (Office.code, Office.name, Office.merged_into, Office.parent_code, Office.level)
        found = session.execute(select(*columns)).all()
        self._names = {code: name for code, name, *_rest in found}
        self._merged = {code: into for code, _name, into, *_rest in found if into}
        self._parents = {code: parent for code, _name, _into, parent, _level in found}
        self._by_name: dict[str, list[str]] = {}
        self._villages = {code for code, *_rest, level in found if level == Level.VILLAGE}
        for code, name, *_rest in found:
            if code in self._villages:
                for key in {_whole(name), _short(name)}:
                    self._by_name.setdefault(key, []).append(code)
        self._answers: dict[tuple[str, str], tuple[str, str]] = {}

    def name(self, code: str) -> str:
        """The village's name; its code where it is not known."""
        return self._names.get(code, code)

    def now(self, code: str) -> str:
        """The code of the village that stands in this one's place; its own where it was not merged."""
        return self._successor(code)[0]

    def found(self, text: str, township: str = "") -> tuple[str, str]:
        """The code of a village and a warning; or no code and why not."""
        asked = (text, township)
        if asked not in self._answers:
            self._answers[asked] = self._find(text, township)
        return self._answers[asked]

    def in_title(self, *titles: str) -> str:
        """The code of the one village that a sheet's name or title names; empty if none or several.

        A name within a title counts only after a digit, a sign, 年 or the name of the place it lies in: 东巴彦嘎查 is
        not 巴彦嘎查.
        """
        for title in filter(None, titles):
            code, _word = self.found(title) if len(title) < _LONGEST_NAME else ("", "")
            within = {code} if code else self._within(_whole(title))
            if len(within) == 1:
                return self._successor(within.pop())[0]
        return ""

    def _within(self, title: str) -> set[str]:
        found = {}
        for code, name in self._names.items():
            if code in self._villages and (place := title.find(_whole(name))) >= 0 and _BEFORE.search(title[:place]):
                found[code] = len(_whole(name))
        longest = max(found.values(), default=0)
        codes = {code for code, length in found.items() if length == longest}
        named = {code for code in codes if self.name(self._parents.get(code, "")) in title}
        return named or codes

    def _find(self, text: str, township: str) -> tuple[str, str]:
        if not text:
            return "", _(_NO_VILLAGE)
        codes = [text] if text in self._names else self._named(text, township)
        if len(codes) != 1:
            message = _(_SEVERAL_VILLAGES) if codes else _(_UNKNOWN_VILLAGE)
            return "", message.format(name=text, n=len(codes))
        return self._successor(codes[0])

    def _named(self, text: str, township: str) -> list[str]:
        codes = self._by_name.get(_whole(text)) or self._by_name.get(_short(text)) or self._below(text)
        codes = [code for code in codes if township and self._is_in(code, township)] or codes
        standing = [code for code in codes if code not in self._merged]
        return standing if len(standing) == 1 else codes

    def _below(self, text: str) -> list[str]:
        """The villages meant where the township stands before the village: 演示苏木巴彦嘎查."""
        plain = _whole(text)
        return [
            code
            for code in self._villages
            if (above := self.name(self._parents.get(code, ""))) and plain.startswith(above)
            if _short(plain.removeprefix(above)) == _short(self.name(code))
        ]

    def _is_in(self, code: str, township: str) -> bool:
        parent = self._parents.get(code, "")
        return township == parent or _short(township) == _short(self.name(parent))

    def _successor(self, code: str) -> tuple[str, str]:
        """Where a village is now, at the end of the chain of mergers."""
        seen, old = {code}, code
        while (into := self._merged.get(code)) and into not in seen:
            code = into
            seen.add(code)
        return code, _(_MERGED).format(old=self.name(old), new=self.name(code)) if code != old else ""


def _whole(name: str) -> str:
    return _BODY.sub("", re.sub(r"\s+", "", name))


def _short(name: str) -> str:
    """A name without what kind of place it is."""
    return _KIND.sub("", _whole(name)) or name
