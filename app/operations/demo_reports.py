"""What follows requests at the demonstration banner: letters, remedies, last year's report final, this year's begun.

Everybody is invented; what no case knows is written as 演示.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.i18n import N_
from app.operations import annual_reports, letters, offices, remedies, request_lists
from app.operations.demo_villages import BANNER, township_code
from app.operations.request_lists import RequestFilter, RequestRow
from app.rules.calendar import Calendar
from app.rules.letters import BLANK, LetterKind
from app.rules.remedies import RemedyDraft, RemedyKind, RemedyResult
from app.store.database import Store

TOWNSHIPS = 3
_CHOICES = {"letter_short": "演", "review_authority": "演示旗人民政府", "court": "演示旗人民法院"}
_CHOOSE = N_("填写演示旗的文书设置")
_LETTERS = N_("印发演示旗的文书")
_REMEDIES = N_("登记演示旗的复议、诉讼和投诉")
_FIGURES: Mapping[str, int | str] = {
    "2.rules.made": 0, "2.rules.repealed": 0, "2.rules.valid": 0, "2.normative.made": 3, "2.normative.repealed": 1,
    "2.normative.valid": 14, "2.licence.decisions": 216, "2.penalty.decisions": 38, "2.coercion.decisions": 2,
    "2.charges.amount": "12.6",
}  # fmt: skip
_TEXTS: Mapping[str, tuple[str, str]] = {
    "1": (
        "{year}年，本机关共收到政府信息公开申请{{新收申请总数}}件，上年结转{{上年结转总数}}件，予以公开{{予以公开总数}}件。",
        "{year}年，本机关新收政府信息公开申请{{新收申请总数}}件，比上年（{{上年:新收申请总数}}件）增长{{增幅:新收申请总数}}；"
        "部分公开{{部分公开总数}}件，都已写明理由和救济途径。补贴发放结果按嘎查村逐一公示。",
    ),
    "5": (
        "存在的问题：个别申请补正告知不够及时。改进措施：每周核对一次办理期限。",
        "今年发现部分事项的公开渠道还不统一，明年将按标准目录逐项核对，并把草原补奖、征地补偿等申请集中的主题转为主动公开。",
    ),
    "6": (
        "{year}年没有收取信息处理费。",
        "{year}年发出的收费通知见信息处理费台账，没有其他需要报告的事项。",
    ),
}


def fill(store: Store, today: date, known: Calendar) -> None:
    """Letters of some cases, three remedies, the report of last year final and that of this year begun."""
    store.change(_CHOOSE, _choose)
    store.change(_LETTERS, partial(_write, today=today))
    store.change(_REMEDIES, partial(_file, today=today, known=known))
    _report_last_year(store, today)
    _write_sections(store, today.year, 1)


def _choose(session: Session) -> None:
    for key, value in _CHOICES.items():
        offices.choose(session, key, value)


def _rows(session: Session, today: date, **wanted: Any) -> list[RequestRow]:
    return request_lists.listed(session, RequestFilter(**wanted), today)


def _write(session: Session, today: date) -> None:
    """A receipt for the newest three requests, and the letter of its last step for every other case."""
    for row in _rows(session, today, view="open")[:4]:
        if row.received_on:
            _issue(session, row.uuid, LetterKind.RECEIPT, row.received_on, today)
    for row in _rows(session, today)[::2]:
        offers = letters.offered(session, row.uuid)
        step = next((offer for offer in offers if offer.event_uuid), None)
        if step:
            _issue(session, row.uuid, step.kind, row.closed_on or today, today, step.event_uuid)


def _issue(session: Session, uuid: str, kind: LetterKind, on: date, today: date, event_uuid: str = "") -> None:
    draft = letters.begun(session, uuid, kind, event_uuid, on)
    texts = {name: getattr(draft, name).replace(BLANK, "演示内容") for name in ("title", "addressee", "body")}
    made = letters.keep(session, type(draft)(draft.request_uuid, draft.kind, draft.event_uuid, "", **texts))
    session.flush()
    letters.issue(session, made, on, today)


def _file(session: Session, today: date, known: Calendar) -> None:
    """A reconsideration that was decided, a suit that waits, a complaint."""
    refused, unable = (_rows(session, today, outcome=code) for code in ("3.4", "4.1"))
    for row, kind, result in (
        (refused[-1], RemedyKind.REVIEW, RemedyResult.UPHELD),
        (unable[0], RemedyKind.SUIT_DIRECT, RemedyResult.PENDING),
    ):
        assert row.closed_on is not None
        filed = min(known.next_working(row.closed_on + timedelta(20)), today)
        decided = min(known.next_working(filed + timedelta(45)), today) if result else None
        authority = "演示旗人民政府" if kind is RemedyKind.REVIEW else "演示旗人民法院"
        claim = "请求撤销答复，重新作出处理。"
        draft = RemedyDraft(kind, filed, row.uuid, authority, f"演{filed.year}-01号", claim, "", result, decided)
        remedies.add(session, draft, today)
    filed = today - timedelta(30)
    complaint = RemedyDraft(RemedyKind.COMPLAINT, filed, "", "演示盟行政公署办公室", "", "反映网站栏目没有更新。")
    remedies.add(session, complaint, today)


def _report_last_year(store: Store, today: date) -> None:
    """The office's own report, those its townships sent, and all of them together, as far as their day has come."""
    year = today.year - 1
    _enter_figures(store, year, BANNER, _FIGURES)
    for number in range(TOWNSHIPS):
        n = 2 + number
        sent = {"3.new.person": n, "3.1.person": n - 1, "3.4.1.person": 1}
        _enter_figures(store, year, township_code(number), dict.fromkeys(_FIGURES, 0) | sent)
    for scope, published in (("own", date(today.year, 1, 15)), ("tree", date(today.year, 3, 20))):
        _write_sections(store, year, 0, scope)
        if today < published:
            continue
        for title, work in (
            (annual_reports.FINAL, partial(annual_reports.make_final, today=published)),
            (annual_reports.SUBMIT, partial(annual_reports.submitted, on=published)),
            (annual_reports.PUBLISH, partial(annual_reports.published, on=published)),
        ):
            _do(store, title, year, partial(work, office_code=BANNER, year=year, scope=scope))


def _enter_figures(store: Store, year: int, code: str, figures: Mapping[str, int | str]) -> None:
    values = {key: Decimal(value) for key, value in figures.items()}

    def enter(session: Session) -> None:
        annual_reports.set_figures(session, code, year, "own", values)

    _do(store, annual_reports.SET_FIGURES, year, enter)


def _write_sections(store: Store, year: int, which: int, scope: str = "own") -> None:
    for key, texts in _TEXTS.items():
        text = texts[which].format(year=year)
        work = partial(
            annual_reports.write_section, office_code=BANNER, year=year, scope=scope, key=key, text=text
        )  # fmt: skip
        _do(store, annual_reports.WRITE, year, work)


def _do(store: Store, title: str, year: int, work: Callable[[Session], object]) -> None:
    store.change(title, work, {"year": year})
