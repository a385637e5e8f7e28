"""What is done with rolls: corrected, taken out, made into notices, looked at unmasked."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.payouts.filters import Wanted, chosen, uuids
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import payout_rows, payouts, references
from app.operations.gate import UNMASK
from app.rules.payouts import yuan
from app.rules.privacy import FIELD_NAMES, PrivateField

_MADE = N_("已生成 {n} 份公示草稿。")
_EDITED = N_("已修改，名册现有 {n} 户，合计{total}元。")
_REMOVED = N_("已删除 {n} 份名册，可用 iltod undo 找回。")
_ROWS_REMOVED = N_("已删除 {n} 行，可用 iltod undo 找回。")
_NOT_MONEY = N_("“{text}”不是以元为单位、最多两位小数的金额。")
_FIELD = N_("{name}：{value}")

row_argument = argument("row", metavar="ROW")


@command
@chosen
def make_notices(place: Workplace, ids: tuple[str, ...], wanted: Wanted, every: bool) -> Answer:
    """Make a draft notice for each roll that has none."""
    found = uuids(place, ids, wanted, every)
    work = partial(payouts.make_notices, uuids=found, today=place.today)
    made = place.change(payouts.NOTICES, work, {"n": len(found)})
    return Answer({"uuids": made}, (_(_MADE).format(n=len(made)),))


@command
@argument("roll", metavar="ROLL")
@option("--programme-mn", help=N_("补贴项目的蒙古文名称。"))
@option("--unit", help=N_("数量的单位，例如亩。"))
def edit(place: Workplace, roll: str, programme_mn: str | None, unit: str | None) -> Answer:
    """Correct what a roll says of all its rows."""
    uuid = place.ask(references.roll, roll)
    row = _roll(place, uuid)
    mongolian, counted = (row.programme_mn if programme_mn is None else programme_mn), (unit or row.unit)
    work = partial(payouts.edit, uuid=uuid, programme_mn=mongolian, unit=counted)
    place.change(payouts.EDIT, work, {"name": row.programme})
    return _edited(place, uuid)


@command
@row_argument
@option("--name", help=N_("户主姓名。"))
@option("--amount", "amount_fen", help=N_("金额（元）。"))
@option("--place", "place_", help=N_("村民小组。"))
@option("--item", help=N_("补贴品种。"))
@option("--quantity", help=N_("数量。"))
@option("--standard", help=N_("标准。"))
@option("--id-number", help=N_("身份证号。"))
def edit_row(place: Workplace, row: str, id_number: str | None, place_: str | None, **typed: Any) -> Answer:
    """Correct one row of a roll; what is not named stays."""
    uuid = place.ask(references.payout, row)
    values: Mapping[str, Any] = {k: v for k, v in (typed | {"place": place_}).items() if v is not None}
    if "amount_fen" in values:
        values = {**values, "amount_fen": _fen(values["amount_fen"])}
    before = place.ask(payout_rows.draft_of, uuid)
    private = {} if id_number is None else {PrivateField.ID_NUMBER: id_number}
    draft = replace(before, **values, private=private)
    roll = _roll(place, place.ask(payout_rows.roll_of_row, uuid))
    work = partial(payout_rows.edit_row, uuid=uuid, draft=draft, today=place.today)
    place.change(payout_rows.EDIT_ROW, work, {"name": roll.programme})
    return _edited(place, roll.uuid)


def _fen(text: str) -> int:
    try:
        exact = Decimal(text) * 100
    except InvalidOperation:
        exact = Decimal("0.5")
    if not exact.is_finite() or exact % 1:
        raise Misuse(_(_NOT_MONEY).format(text=text))
    return int(exact)


def _roll(place: Workplace, uuid: str) -> payouts.RollRow:
    return next(row for row in place.ask(payouts.rolls) if row.uuid == uuid)


def _edited(place: Workplace, uuid: str) -> Answer:
    row = _roll(place, uuid)
    return Answer(row, (_(_EDITED).format(n=row.households, total=yuan(row.total_fen)),))


@command
@argument("rows", nargs=-1, required=True, metavar="ROW...")
def remove_rows(place: Workplace, rows: tuple[str, ...]) -> Answer:
    """Take rows to the recycle bin; the sums of their rolls follow."""
    found = list(dict.fromkeys(place.ask(references.payout, text) for text in rows))
    work = partial(payout_rows.remove_rows, uuids=found)
    n = place.change(payout_rows.REMOVE_ROWS, work, {"n": len(found)})
    return Answer({"uuids": found}, (_(_ROWS_REMOVED).format(n=n),))


@command
@chosen
def remove(place: Workplace, ids: tuple[str, ...], wanted: Wanted, every: bool) -> Answer:
    """Take rolls that stand on no notice to the recycle bin."""
    found = uuids(place, ids, wanted, every)
    n = place.change(payouts.REMOVE, partial(payouts.remove, uuids=found), {"n": len(found)})
    return Answer({"uuids": found}, (_(_REMOVED).format(n=n),))


@command
@row_argument
@option("--reason", required=True, help=N_("理由，会留在操作记录里。"))
def unmask(place: Workplace, row: str, reason: str) -> Answer:
    """Tell all that is known of the person of a row; that it was looked at, and why, is kept."""
    uuid = place.ask(references.payout, row)
    what = "、".join(FIELD_NAMES.values())
    work = partial(payouts.unmasked, uuid=uuid, reason=reason, now=place.now)
    known = place.change(UNMASK, work, {"what": what})
    shown = [_(_FIELD).format(name=_(FIELD_NAMES[field]), value=value) for field, value in known.items() if value]
    return Answer(known, tuple(shown))
