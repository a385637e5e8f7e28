"""The figures of an annual report: what the registers count, what was entered by hand, what follows from them.

The requests of a year come by one statement over a covering index, for all offices at once; what each cell means stands
in request_counts.py, remedies.py, fees.py and in the tally of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.local import Tally
from app.models.request import AnnualReport, Remedy, Request
from app.operations import fees, remedies, request_counts
from app.rules.annual_report import ReportFormat, ReportStatus, Scope, Values
from app.rules.annual_report_checks import summed
from app.rules.channels import Channel

OLD_CHANNELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "2018:1.1": ("",),
        "2018:1.2.1": (Channel.GAZETTE,),
        "2018:1.2.2": (Channel.WEBSITE,),
        "2018:1.2.4": (Channel.SOCIAL,),
        "2018:1.2.5": tuple(
            channel for channel in Channel if channel not in (Channel.GAZETTE, Channel.WEBSITE, Channel.SOCIAL)
        ),
    }
)
"""Which channels of the register are behind a row of the form of 2018; "" counts each item once."""
_FEN_IN_YUAN, _FEN_IN_WAN = Decimal(100), Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its value, where it comes from ("counted", "entered", "summed", "": none), what the registers count.

    In a consolidated report `counted` is the sum of the offices' figures.
    """

    value: Decimal | None
    source: str = ""
    counted: Decimal | None = None


@dataclass(frozen=True)
class Counted:
    """What the registers of this file hold of one office; `unlisted`: ended requests whose outcome the form lacks."""

    values: dict[str, Decimal] = field(default_factory=dict)
    unlisted: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        """Whether they hold anything at all."""
        return any(self.values.values())


@dataclass(frozen=True)
class Figures:
    """The figures of a report, with the offices below that nothing is known of; `live` as if it were a draft."""

    figures: Mapping[str, Figure]
    live: Mapping[str, Figure]
    unlisted: Counter[str]
    known: frozenset[str]  # the offices that have records or a report of the year

    @property
    def values(self) -> Values:
        """The values alone."""
        return {key: figure.value for key, figure in self.figures.items()}


def counted(session: Session, form: ReportFormat, codes: Sequence[str], year: int) -> dict[str, Counted]:
    """What the registers count of each office in a year, by the cells of the form; all but hand-fed cells are there."""
    fed = {cell.key: Decimal(0) for cell in form.cells.values() if cell.fed_by not in ("", "sum")}
    found = {code: Counted(dict(fed)) for code in codes}
    _requests(session, form, found, year)
    _remedies(session, form, found, year)
    _fees(session, form, found, year)
    if "2018:1.1" in form.cells:
        _disclosures(session, found, year)
    return found


def _requests(session: Session, form: ReportFormat, found: Mapping[str, Counted], year: int) -> None:
    put = _put_old if "2018:3.1" in form.cells else _put
    for code, kind, outcome, channel, *counts in session.execute(_by_case(list(found), year)):
        here = dict(zip(request_counts.ROWS, counts, strict=True))
        put(found[code], kind, outcome, channel, here)
    if put is _put_old:
        _late(session, found, year)


def _by_case(codes: Sequence[str], year: int) -> Any:
    """How many requests of a kind, outcome and channel are in each row; those that ended earlier are passed over."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = [func.sum(case((condition(year), 1), else_=0)) for condition in request_counts.ROWS.values()]
    groups = (Request.office_code, Request.applicant_kind, Request.outcome, Request.channel)
    return (
        select(*groups, *rows)
        .where(Request.office_code.in_(codes), Request.received_on <= last)
        .where(or_(Request.closed_on.is_(None), Request.closed_on >= first))
        .group_by(*groups)
    )


def _put(into: Counted, kind: str, outcome: str, _channel: str, counts: Mapping[str, int]) -> None:
    for row, n in counts.items():
        _add(into, n, f"3.{row}.{kind}", f"3.{row}.total")
    ended = counts["7"]
    if f"3.{outcome}.{kind}" in into.values and outcome not in request_counts.ROWS:
        _add(into, ended, f"3.{outcome}.{kind}", f"3.{outcome}.total")
    elif ended:
        into.unlisted[outcome] += ended


def _put_old(into: Counted, _kind: str, outcome: str, channel: str, counts: Mapping[str, int]) -> None:
    _add(into, counts["new"], "2018:3.1", *(_row for _row in _OLD_ROWS[channel]))
    ended = counts["7"]
    _add(into, ended, "2018:3.2", "2018:3.2.1", "2018:3.3")
    row = f"2018:{outcome}"
    if row in into.values and outcome.startswith("3.3."):
        _add(into, ended, row)
        parent = row.rpartition(".")[0]
        if parent != "2018:3.3":
            _add(into, ended, parent)
    elif ended:
        into.unlisted[outcome] += ended


_OLD_ROWS: Mapping[str, list[str]] = {
    channel: [f"2018:{row}" for row, channels in request_counts.OLD_CHANNELS.items() if channel in channels]
    for channel in {channel for channels in request_counts.OLD_CHANNELS.values() for channel in channels}
}


def _late(session: Session, found: Mapping[str, Counted], year: int) -> None:
    """Extended or overdue (延期办结): the flags stand in the table only, so this is a statement of its own."""
    late = request_counts.in_old_table("3.2.2", year)
    asked = select(Request.office_code, func.count()).where(Request.office_code.in_(list(found)), *late)
    for code, n in session.execute(asked.group_by(Request.office_code)):
        _add(found[code], n, "2018:3.2.2")
        _add(found[code], -n, "2018:3.2.1")


def _add(into: Counted, n: int, *keys: str) -> None:
    for key in keys:
        into.values[key] += n


def _remedies(session: Session, form: ReportFormat, found: Mapping[str, Counted], year: int) -> None:
    for code in session.scalars(select(Remedy.office_code).distinct().where(Remedy.office_code.in_(list(found)))):
        if "2018:4" in form.cells:
            rows = remedies.counted_old(session, code, year)
            found[code].values.update({f"2018:{row}": Decimal(n) for row, n in rows.items()})
        else:
            cells = remedies.counted(session, code, year)
            found[code].values.update({f"4.{block}.{result}": Decimal(n) for (block, result), n in cells.items()})


def _fees(session: Session, form: ReportFormat, found: Mapping[str, Counted], year: int) -> None:
    if year not in fees.years(session):
        return
    for code, each in found.items():
        totals = fees.totals(session, code, year)
        if "2018:7" in form.cells:
            each.values["2018:7"] = totals.collected_fen / _FEN_IN_WAN
        else:
            each.values["6.fee.notices"] = Decimal(totals.notices)
            each.values["6.fee.billed"] = totals.billed_fen / _FEN_IN_YUAN
            each.values["6.fee.collected"] = totals.collected_fen / _FEN_IN_YUAN


def _disclosures(session: Session, found: Mapping[str, Counted], year: int) -> None:
    asked = select(Tally.office_code, Tally.channel, Tally.n)
    rows = {channel: row for row, channels in OLD_CHANNELS.items() for channel in channels}
    for code, channel, n in session.execute(asked.where(Tally.office_code.in_(list(found)), Tally.year == year)):
        _add(found[code], n, rows.get(channel, "2018:1.2.5"))


def record_of(session: Session, office_code: str, year: int, scope: str) -> AnnualReport | None:
    """What was written into a report, if anything was."""
    return session.scalars(_records([office_code], year, scope)).one_or_none()


def _records(codes: Iterable[str], year: int, scope: str) -> Any:
    here: list[ColumnElement[bool]] = [AnnualReport.year == year, AnnualReport.scope == scope]
    return select(AnnualReport).where(*here, AnnualReport.office_code.in_(list(codes)))


def own(session: Session, form: ReportFormat, codes: Sequence[str], year: int) -> dict[str, Figures]:
    """The figures of each of these offices alone."""
    counts = counted(session, form, codes, year)
    records = {record.office_code: record for record in session.scalars(_records(codes, year, Scope.OWN))}
    disclosing = _disclosing(session, codes, year)
    return {code: _of_one(form, code, counts[code], records.get(code), disclosing) for code in codes}


def _of_one(
    form: ReportFormat, code: str, count: Counted, record: AnnualReport | None, disclosing: set[str]
) -> Figures:
    entered = _entered(record)
    unkept = _unkept(form, count.values, entered)
    counts = {key: n for key, n in count.values.items() if key not in unkept or form.last_year is None}
    live = _completed(form, counts, entered, "counted")
    live |= {key: replace(live[key], counted=None) for key in unkept}
    known = frozenset([code] if count or record or code in disclosing else [])
    return Figures(_as_frozen(live, record), live, count.unlisted, known)


def _unkept(form: ReportFormat, counts: Values, entered: Values) -> set[str]:
    """The cells whose register was not kept in that year: it holds nothing, yet figures are entered by hand.

    Then the register has no say in them. In a form of the past an empty register never has: it came later.
    """
    found: set[str] = set()
    for fed_by in {cell.fed_by for cell in form.cells.values()}:
        keys = {cell.key for cell in form.cells.values() if cell.fed_by == fed_by and cell.key in counts}
        if not any(counts[key] for key in keys) and (form.last_year is not None or keys & set(entered)):
            found |= keys
    return found


def tree(session: Session, form: ReportFormat, codes: Sequence[str], year: int) -> Figures:
    """The figures of all these offices cell by cell (汇总); the first is the one that reports."""
    parts = own(session, form, codes, year)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts.values():
        for key, figure in part.figures.items():
            if figure.value is not None:
                sums[key] += figure.value
    record = record_of(session, codes[0], year, Scope.TREE)
    live = _completed(form, sums, _entered(record), "summed")
    known = frozenset().union(*(part.known for part in parts.values()))
    unlisted = sum((part.unlisted for part in parts.values()), Counter[str]())
    return Figures(_as_frozen(live, record), live, unlisted, known | ({codes[0]} if record else set()))


def _entered(record: AnnualReport | None) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in record.figures.items()} if record else {}


def _completed(form: ReportFormat, counts: Values, entered: Values, source: str) -> dict[str, Figure]:
    """Every cell: entered by hand, else added up where a part was entered or nothing counts it, else as counted."""
    figures = {key: _figure(counts.get(key), entered.get(key), source) for key in form.cells}
    changed = set(entered)
    for identity in form.identities:
        (total, *more) = identity.left
        if not identity.adds or more or total in entered:
            continue
        if changed.intersection(identity.right) or figures[total].value is None:
            value = summed(identity, {key: figures[key].value for key in identity.right})
            if value is not None:
                figures[total] = Figure(value, "summed", figures[total].counted)
                changed.add(total)
    return figures


def _figure(count: Decimal | None, entered: Decimal | None, source: str) -> Figure:
    if entered is not None:
        return Figure(entered, "entered", count)
    return Figure(count, source if count is not None else "", count)


def _as_frozen(live: Mapping[str, Figure], record: AnnualReport | None) -> Mapping[str, Figure]:
    if record is None or record.status != ReportStatus.FINAL:
        return live
    frozen = {key: None if (value := record.frozen.get(key)) is None else Decimal(value) for key in live}
    return {key: replace(figure, value=frozen[key]) for key, figure in live.items()}


def anything(session: Session, office_code: str, year: int) -> bool:
    """Whether this file holds a request or an item of an office that a report of the year counts."""
    request = select(Request.id).where(Request.office_code == office_code, Request.received_on <= date(year, 12, 31))
    return bool(_disclosing(session, [office_code], year)) or session.scalar(request.limit(1)) is not None


def _disclosing(session: Session, codes: Sequence[str], year: int) -> set[str]:
    """Those of the offices that disclosed something in the year."""
    asked = select(Tally.office_code).where(Tally.office_code.in_(codes), Tally.year == year, Tally.n > 0)
    return set(session.scalars(asked))
