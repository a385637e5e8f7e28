"""The information-processing fee: what it is and why, the tariffs, the ledger of a year."""

from datetime import date
from functools import partial
from pathlib import Path

from app.cli import printouts
from app.cli.answers import Answer, Table, cell, plain
from app.cli.commands import Entry, Group, Misuse, argument, command, option
from app.cli.kinds import FILE, Day, OneOf, Whole
from app.cli.printouts import Look
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import afterwards_sheets, fees, offices, papers, references
from app.operations.fees import FeeRow
from app.rules import fees as rules
from app.rules.fees import Tariff
from app.rules.payouts import yuan
from app.rules.request_events import METHOD_NAMES, FeeMethod

_ONE_OF_THREE = N_("请写 --items、--nth 或 --pages 中的一个。")
_ITEMS = N_("当月共{n}件：{amount}元。")
_BY = N_("按收费标准“{name}”。")
_TOTALS = N_("{year}年发出收费通知 {notices} 件，应缴 {billed} 元；这一年收缴 {collected} 元。")
_INSTALLED = N_("已装入“{name}”，{day}起执行。")
_WRITTEN = N_("已写出：{file}")
USUAL = Look(None, None, None, False)

fee = Group(
    entries={
        "compute": Entry(N_("按件数或页数算信息处理费，逐档说明。"), __name__, "compute"),
        "suggest": Entry(N_("一件申请应收多少，为什么。"), __name__, "suggest"),
        "tariffs": Entry(N_("列出收费标准和各档价格。"), __name__, "list_tariffs"),
        "template": Entry(N_("写出正在执行的标准，供修改后装入。"), __name__, "template"),
        "install": Entry(N_("装入一份收费标准（TOML文件）。"), __name__, "install"),
        "ledger": Entry(N_("一年的收费通知和缴费台账。"), __name__, "ledger"),
    }
)


def _tariff(place: Workplace, day: date) -> Tariff:
    """The office's tariff of a day, or where there is no office yet that of the program."""
    if place.path.exists():
        return place.ask(fees.tariff_on, day)
    return fees.among([fees.TariffRow("", tariff) for tariff in fees.shipped()], day)


@command
@option("--items", type=Whole(1), help=N_("同一申请人当月共几件，算合计。"))
@option("--nth", type=Whole(1), help=N_("当月第几件，算这一件。"))
@option("--pages", type=Whole(1), help=N_("一件申请共几页。"))
@option("--on", type=Day(), help=N_("收到申请之日，决定用哪份标准，默认今天。"))
def compute(place: Workplace, items: int | None, nth: int | None, pages: int | None, on: date | None) -> Answer:
    """Tell a fee and how it comes about."""
    if sum(value is not None for value in (items, nth, pages)) != 1:
        raise Misuse(_(_ONE_OF_THREE))
    tariff = _tariff(place, on or place.today)
    if items is not None:
        fen = rules.items_fee(1, items, tariff)
        lines = (*rules.step_lines(tariff.items, "item"), _(_ITEMS).format(n=items, amount=yuan(fen)))
    elif nth is not None:
        fen, lines = rules.item_fee(nth, tariff), rules.item_lines(nth, tariff)
    else:
        fen, lines = rules.page_fee(pages or 0, tariff), rules.page_lines(pages or 0, tariff)
    value = {"items": items, "nth": nth, "pages": pages, "amount_fen": fen, "amount": f"{fen / 100:.2f}"}
    told = _(_BY).format(name=tariff.name)
    return Answer(value | {"tariff": tariff.name, "source": tariff.source, "lines": lines}, (*lines, told))


@command
@argument("request", metavar="REQUEST")
@option("--method", type=OneOf(FeeMethod), required=True, help=N_("按件（item）或者按量（page）；一件申请只用一种。"))
@option("--pages", type=Whole(1), default=None, help=N_("按量时的页数。"))
def suggest(place: Workplace, request: str, method: str, pages: int | None) -> Answer:
    """Tell what a request would cost; nothing is kept by this."""
    uuid = place.ask(references.request, request)
    found = place.ask(fees.suggested, uuid, FeeMethod(method), pages or 0)
    return Answer(found, found.lines)


@command
def list_tariffs(place: Workplace) -> Answer:
    """Tell the tariffs with their steps."""
    rows = place.ask(fees.tariffs)
    shown: list[str | Table] = []
    for row in rows:
        tariff = row.tariff
        steps = (*rules.step_lines(tariff.items, "item"), *rules.step_lines(tariff.pages, "page"))
        shown += [f"{tariff.in_force_on.isoformat()} {tariff.name}", *steps, tariff.source]
    return Answer(rows, tuple(shown))


@command
@argument("file", type=FILE)
def template(place: Workplace, file: Path) -> Answer:
    """Write the tariff in force as a file in which an office changes what differs."""
    place.ask(fees.write_template, file, place.today)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@argument("file", type=FILE)
def install(place: Workplace, file: Path) -> Answer:
    """Take a tariff from a file."""
    name = fees.announced(file).name
    tariff = place.change(fees.INSTALL, partial(fees.install, path=file), {"name": name})
    return Answer(tariff, (_(_INSTALLED).format(name=tariff.name, day=tariff.in_force_on.isoformat()),))


@command
@option("--year", type=Whole(2000), help=N_("年份，默认今年。"))
@option("--out", "file", type=FILE, help=N_("另存为xlsx、csv或pdf。"))
def ledger(place: Workplace, year: int | None, file: Path | None) -> Answer:
    """Tell the notices and payments of a year, and their sums."""
    wanted = year or place.today.year
    rows = place.ask(fees.ledger, wanted)
    totals = place.ask(lambda session: fees.totals(session, offices.own_code(session), wanted))
    values = {"notices": totals.notices, "billed": yuan(totals.billed_fen), "collected": yuan(totals.collected_fen)}
    told = [_(_TOTALS).format(year=wanted, **values)]
    if file:
        _written(place, wanted, file)
        told.append(_(_WRITTEN).format(file=file))
    headings = (
        N_("申请编号"), N_("申请事项"), N_("计收方式"), N_("应缴（元）"), N_("通知日期"), N_("最迟缴费"),
        N_("缴费日期"), N_("实缴（元）"), N_("状态"),
    )  # fmt: skip
    value = {"year": wanted, "rows": rows, "totals": plain(totals)}
    return Answer(value, (Table(headings, map(_line, rows)), *told))


def _line(row: FeeRow) -> tuple[str, ...]:
    method = _(METHOD_NAMES[FeeMethod(row.method)]) if row.method else ""
    return (
        row.number, row.title, method, yuan(row.amount_fen), cell(row.noticed_on), cell(row.pay_by),
        cell(row.paid_on), yuan(row.paid_fen), _(fees.STATE_NAMES[row.state]),
    )  # fmt: skip


def _written(place: Workplace, year: int, file: Path) -> None:
    if file.suffix.lower() == ".pdf":
        printouts.write(place, file, papers.fees_of(year), USUAL)
    else:
        place.ask(afterwards_sheets.export_fees, year, file)
