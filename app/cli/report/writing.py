"""Writing into the annual report, and how far it is."""

import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.imports import STDIN
from app.cli.kinds import Day
from app.cli.report.reading import finding_value
from app.cli.report.which import Which, which
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import annual_reports

_SET = N_("已填写 {n} 栏。核对不符的还有 {open} 处，可用 iltod report check 查看。")
_REASON = N_("已写明理由。核对不符、没有理由的还有 {open} 处。")
_TEXT = N_("已写入“{section}”：{text}")
_FINAL = N_("{year}年的年度报告已定稿。")
_REOPENED = N_("{year}年的年度报告已撤回定稿，可以修改。")
_SUBMITTED = N_("已登记 {year}年年度报告的报送：{on}。")
_PUBLISHED = N_("已登记 {year}年年度报告的公布：{on}。")
_REMOVED = N_("{year}年年度报告里填写的内容已删除，可用 iltod undo 找回。")
_NOT_PAIR = N_("“{text}”应写成“栏代码=数字”，例如 2.normative.made=3。")


@command
@argument("pairs", nargs=-1, required=True, metavar="KEY=VALUE...")
@which
def set_(place: Workplace, pairs: tuple[str, ...], report: Which) -> Answer:
    """Enter figures by hand; nothing after the = takes one back."""
    values = dict(map(_pair, pairs))
    _do(place, report, annual_reports.SET_FIGURES, annual_reports.set_figures, values)
    return _still_open(place, report, _SET, n=len(values))


def _pair(text: str) -> tuple[str, Decimal | None]:
    key, equals, value = text.partition("=")
    try:
        number = Decimal(value) if value.strip() else None
    except InvalidOperation:
        equals, number = "", None
    if not equals:
        raise Misuse(_(_NOT_PAIR).format(text=text))
    return key.strip(), number


def _do(place: Workplace, report: Which, title: str, work: Any, *more: Any) -> None:
    place.change(title, lambda session: work(session, *report, *more), report.said)


def _still_open(place: Workplace, report: Which, sentence: str, **values: Any) -> Answer:
    found = place.ask(annual_reports.opened, *report)
    open_ = [finding_value(found, finding) for finding in found.open_findings]
    return Answer({**values, "open": open_}, (_(sentence).format(open=len(open_), **values),))


@command
@argument("key", metavar="KEY")
@which
@option("--reason", required=True, help=N_("为什么是这样；空的就是取消。"))
def reason(place: Workplace, key: str, report: Which, reason: str) -> Answer:
    """Write why a finding stands, by its key."""
    _do(place, report, annual_reports.GIVE_REASON, annual_reports.give_reason, key, reason)
    return _still_open(place, report, _REASON)


@command
@argument("section", metavar="SECTION")
@argument("words", metavar="TEXT")
@which
def text(place: Workplace, section: str, words: str, report: Which) -> Answer:
    """Write a section; "-" reads the text from standard input."""
    typed = sys.stdin.read() if words == STDIN else words
    _do(place, report, annual_reports.WRITE, annual_reports.write_section, section, typed)
    found = place.ask(annual_reports.opened, *report)
    said = found.texts.get(section, "")
    return Answer({"section": section, "text": said}, (_(_TEXT).format(section=section, text=said),))


@command
@which
def final(place: Workplace, report: Which) -> Answer:
    """Freeze the figures."""
    _do(place, report, annual_reports.FINAL, annual_reports.make_final, place.today)
    return Answer({"year": report.year, "status": "final"}, (_(_FINAL).format(year=report.year),))


@command
@which
def reopen(place: Workplace, report: Which) -> Answer:
    """Make it a draft again."""
    _do(place, report, annual_reports.REOPEN, annual_reports.reopen)
    return Answer({"year": report.year, "status": "draft"}, (_(_REOPENED).format(year=report.year),))


@command
@which
@option("--on", type=Day(), help=N_("日期，不写就是今天。"))
def submitted(place: Workplace, report: Which, on: date | None) -> Answer:
    """Note when it went up."""
    return _noted(place, report, on, annual_reports.SUBMIT, annual_reports.submitted, _SUBMITTED)


@command
@which
@option("--on", type=Day(), help=N_("日期，不写就是今天。"))
def published(place: Workplace, report: Which, on: date | None) -> Answer:
    """Note when it was published."""
    return _noted(place, report, on, annual_reports.PUBLISH, annual_reports.published, _PUBLISHED)


def _noted(place: Workplace, report: Which, on: date | None, title: str, work: Any, sentence: str) -> Answer:
    day = on or place.today
    _do(place, report, title, work, day, place.today)
    return Answer({"year": report.year, "on": day}, (_(sentence).format(year=report.year, on=day.isoformat()),))


@command
@which
def remove(place: Workplace, report: Which) -> Answer:
    """Take what was written to the recycle bin."""
    place.change(annual_reports.REMOVE, partial(_removed, report=report), report.said)
    return Answer({"year": report.year}, (_(_REMOVED).format(year=report.year),))


def _removed(session: Any, report: Which) -> None:
    annual_reports.remove(session, *report)
