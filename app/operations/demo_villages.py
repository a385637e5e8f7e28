"""The boards of the demonstration banner: three townships, twelve villages, a pay-out list, notices at every stage.

Everybody and every place is invented. Days are counted back from `today`, so that something always runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from app import paths
from app.i18n import N_
from app.operations import matters, notice_queries, notices, payout_plans, payouts, villages
from app.operations.gate import UNMASK
from app.operations.plans import counted
from app.rules.notice_templates import NoticeKind
from app.rules.notices import ObjectionDraft
from app.rules.offices import Level, OfficeDraft
from app.rules.payouts import yuan
from app.store.database import Store
from app.text.numerals import ordinal

BANNER = "159999"
CLERK, REVIEWER = "演示甲", "演示乙"
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
SHOW_MN = "ᠦᠵᠡᠭᠦᠯᠬᠦ"
PROGRAMMES_MN = {
    "草原生态保护补助奖励": "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠱᠠᠩᠨᠠᠯ",
    "耕地地力保护补贴": "ᠲᠠᠷᠢᠶᠠᠯᠠᠩ᠎ᠤᠨ ᠭᠠᠵᠠᠷ᠎ᠤᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠮᠥᠩᠭᠦ",
    "玉米大豆生产者补贴": "ᠡᠷᠳᠡᠨᠢ ᠰᠢᠰᠢ ᠪᠤᠷᠴᠠᠭ᠎ᠤᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠮᠥᠩᠭᠦ",
}
PAID_DAYS_AGO = 45
_TREE = N_("登记演示旗的苏木和嘎查")
_FINANCE = (
    ("发包收入", "86,000.00", "", "草场发包"),
    ("上级补助", "52,000.00", "", "运转经费"),
    ("干部报酬", "", "31,200.00", ""),
    ("道路维修", "", "18,650.50", "结余转入下季度"),
)
_QUARTER_MN = "ᠤᠯᠠᠷᠢᠯ"
_LOW_INCOME = (("演示户801", "2", "1,180.00", ""), ("演示户802", "1", "640.00", ""), ("演示户803", "3", "1,560.00", ""))
_DECIDED = ("决定：修理饮水井两口，费用从集体收入中列支。", "ᠲᠣᠭᠲᠠᠭᠰᠠᠨ ᠨᠢ᠄ ᠬᠣᠶᠠᠷ ᠬᠤᠳᠳᠤᠭ᠎ᠢ ᠵᠠᠰᠠᠨ᠎ᠠ᠃")
_ELECTED = (("主任", "演示丁", "213"), ("副主任", "演示戊", "187"), ("委员", "演示己", "165"))


def township_code(number: int) -> str:
    """The code of a township, from 0."""
    return f"{BANNER}{101 + number}"


def village_code(number: int) -> str:
    """The code of a village, from 0; four to a township."""
    return f"{township_code(number // 4)}{201 + number % 4}"


def paid_year(today: date) -> int:
    """The year of the pay-outs, which early in January is the last one."""
    return (today - timedelta(PAID_DAYS_AGO)).year


@dataclass
class _Desk:
    """The store and the day, for the steps below."""

    store: Store
    today: date

    def ago(self, days: int) -> date:
        """A day before today."""
        return self.today - timedelta(days)

    @property
    def year(self) -> int:
        """The year of the pay-outs."""
        return paid_year(self.today)

    def rolls(self, programme: str) -> list[str]:
        """The rolls of a programme, by village."""
        with self.store.read() as session:
            return [roll.uuid for roll in payouts.rolls(session, self.year, programme)]

    def do(self, title: str, work: Callable[..., Any], *args: Any, values: Mapping[str, Any] | None = None) -> Any:
        """Carry out an operation under its title."""
        return self.store.change(title, lambda session: work(session, *args), values)[0]

    def many(self, title: str, work: Callable[..., Any], uuids: Sequence[str], *args: Any) -> None:
        """Carry out an operation for several notices."""
        self.do(title, work, uuids, *args, values={"n": len(uuids)})


def fill(store: Store, today: date) -> dict[str, int]:
    """Enter the villages, take the pay-out list, and bring notices to every stage; the counts of the list."""
    desk = _Desk(store, today)
    desk.do(_TREE, _tree)
    codes = [village_code(number) for number in range(len(NUMERALS))]
    with store.read() as session:
        plan = matters.derive_plan(session, codes, today)
    desk.do(matters.DERIVE, matters.derive, plan, values={"n": len(codes)})
    counts = _payouts(desk)
    _pay_notices(desk)
    _other_notices(desk)
    _at_the_counter(desk)
    return counts


def _tree(session: Any) -> None:
    villages.edit(session, BANNER, _banner(session))
    for number in range(3):
        name_mn = f"{SHOW_MN} {ordinal(number + 1)} ᠰᠤᠮᠤ"
        villages.add(
            session,
            OfficeDraft(township_code(number), f"演示{NUMERALS[number]}苏木", Level.TOWNSHIP, name_mn, "0000-0000000"),
        )
    for number, numeral in enumerate(NUMERALS):
        code, name = village_code(number), f"演示{numeral}嘎查"
        name_mn = f"{SHOW_MN} {ordinal(number + 1)} ᠭᠠᠴᠠᠭ᠎ᠠ"
        committee, committee_mn = f"{name}村务监督委员会", f"{name_mn} ᠬᠢᠨᠠᠨ ᠳᠠᠷᠤᠭᠤᠯᠬᠤ ᠵᠥᠪᠯᠡᠯ"
        phone = f"0000-00000{number + 1:02d}"
        place = OfficeDraft(code, name, Level.VILLAGE, name_mn, phone, committee, committee_mn, f"{name}党群服务中心")
        villages.add(session, place)
        villages.add_board(session, code, f"{name}村务公开栏", "", f"{name}党群服务中心门前")


def _banner(session: Any) -> OfficeDraft:
    return replace(villages.place(session, BANNER).draft, phone="0000-0000000")


def _payouts(desk: _Desk) -> dict[str, int]:
    """Take the pay-out list with its mistakes; each programme gets its Mongolian name and its unit."""
    file = paths.RESOURCES / "demo" / "payouts.xlsx"
    defaults = payout_plans.Defaults(year=desk.year, paid_on=desk.ago(PAID_DAYS_AGO), unit="亩")
    with desk.store.read() as session:
        plan = payout_plans.plan_file(session, file, defaults, desk.today)
    desk.do(payouts.IMPORT, payouts.accept, plan, values={"n": plan.rows})
    with desk.store.read() as session:
        rolls = payouts.rolls(session)
    for roll in rolls:
        name_mn = PROGRAMMES_MN.get(roll.programme, "")
        desk.do(payouts.EDIT, payouts.edit, roll.uuid, name_mn, "亩", values={"name": roll.programme})
    return counted(plan.lines)


def _pay_notices(desk: _Desk) -> None:
    """The first programme is filed in some villages and hangs in others, the second was begun, the third hardly."""
    first, second, third = map(desk.rolls, PROGRAMMES_MN)
    made, begun, late = (_made(desk, rolls) for rolls in (first, second, third[:2]))
    _post(desk, made[:6], 40)
    desk.many(notices.TAKE_DOWN, notices.take_down, made[:6], desk.ago(20), CLERK, desk.today)
    desk.many(notices.FILE, notices.file, made[:4], CLERK, desk.today)
    _post(desk, made[6:], 3)
    _objections(desk, made[6], made[7])
    _post(desk, begun[:3], 20)
    _post(desk, [*begun[11:], *late], 2)
    _review(desk, begun[3:6])
    desk.many(notices.PRINT, notices.printed, begun[5:6], desk.today)
    _by_the_village_itself(desk, third[5])


def _made(desk: _Desk, rolls: Sequence[str]) -> list[str]:
    made: list[str] = desk.do(payouts.NOTICES, payouts.make_notices, rolls, desk.today, values={"n": len(rolls)})
    return made


def _by_the_village_itself(desk: _Desk, roll: str) -> None:
    """A village made its sheet from a list of its own, in which one household is missing: it does not agree."""
    with desk.store.read() as session:
        lines = payouts.lines(session, roll)[:-1]
    rows = [(line.name, str(line.members), line.quantity, line.standard, yuan(line.amount_fen)) for line in lines]
    programme = lines[0].programme
    words = {"households": len(rows), "total": yuan(sum(line.amount_fen for line in lines)), "year": desk.year}
    names = {"programme": programme, "programme_mn": PROGRAMMES_MN[programme]}
    _begin(desk, NoticeKind.PAYOUT, 5, rows, 4, {**words, **names})


def _objections(desk: _Desk, asked: str, wrong: str) -> None:
    """One objection waits for its answer; another was right, and the sheet is corrected."""
    waits = ObjectionDraft(desk.ago(1), "草场面积少登记了20亩，请核实。", "演示户241")
    desk.do(notices.OBJECT, notices.object_, asked, waits, desk.today, values={"name": "演示"})
    upheld = ObjectionDraft(desk.ago(2), "标准写错了。", "演示户281")
    uuid = desk.do(notices.OBJECT, notices.object_, wrong, upheld, desk.today, values={"name": "演示"})
    answer = ("经核实，标准应为9.75元，已更正。", True, "演示八嘎查村务监督委员会", desk.ago(1), desk.today)
    desk.do(notices.ANSWER, notices.answer, uuid, *answer, values={"name": "演示"})
    new = desk.do(notices.CORRECT, notices.correct, wrong, "标准写错", desk.today, values={"name": "演示"})
    _post(desk, [new], 1)


def _other_notices(desk: _Desk) -> None:
    """Village finance, low-income support, an election, a decision."""
    for number in range(4):
        _begin(desk, NoticeKind.FINANCE, number, _FINANCE, 14 if number < 2 else 4, _last_quarter(desk.today))
    _begin(desk, NoticeKind.LOW_INCOME_FIRST, 1, _LOW_INCOME, 5)
    _begin(desk, NoticeKind.LOW_INCOME_APPROVED, 2, _LOW_INCOME[:2], 60)
    elected = _begin(desk, NoticeKind.ELECTION, 4, _ELECTED, 90)
    desk.many(notices.TAKE_DOWN, notices.take_down, [elected], desk.ago(75), CLERK, desk.today)
    desk.many(notices.FILE, notices.file, [elected], CLERK, desk.today)
    _begin(desk, NoticeKind.DECISION, 5, (), 2, more=_DECIDED)
    _begin(desk, NoticeKind.HOMESTEAD, 8, (), None)


def _last_quarter(today: date) -> dict[str, object]:
    """The words of the quarter that is over."""
    over, month = (today.year, today.month) if today.month > 3 else (today.year - 1, today.month + 12)
    quarter = (month - 1) // 3
    return {"year": over, "span": f"第{NUMERALS[quarter - 1]}季度", "span_mn": f"{ordinal(quarter)} {_QUARTER_MN}"}


def _at_the_counter(desk: _Desk) -> None:
    """Somebody asked what was filed, and somebody looked at a number that is masked; both are kept."""
    roll = desk.rolls(next(iter(PROGRAMMES_MN)))[0]
    with desk.store.read() as session:
        line = payouts.lines(session, roll, limit=1)[0]
    asked = (line.name, "核对补贴是否到账", f"{line.village}{line.programme}发放情况", desk.ago(1), line.notice_uuid)
    desk.do(notice_queries.ASK, notice_queries.ask, *asked)
    moment = datetime.combine(desk.ago(1), time(10, 30))
    desk.do(UNMASK, payouts.unmasked, line.uuid, "银行退回，核对卡号", moment, values={"what": "社会保障卡"})


def _begin(
    desk: _Desk,
    kind: NoticeKind,
    number: int,
    rows: Sequence[tuple[str, ...]],
    days: int | None,
    words: Mapping[str, object] | None = None,
    more: tuple[str, str] = ("", ""),
) -> str:
    """Begin a notice from its template with these words filled in and `more` text after it, and post it some days ago.

    None leaves the draft as it is.
    """
    with desk.store.read() as session:
        draft = notices.begun(session, kind, village_code(number), words or {}, desk.today)
    body, body_mn = (f"{text}\n{added}".strip() for text, added in zip((draft.body, draft.body_mn), more, strict=True))
    draft = replace(draft, body=body, body_mn=body_mn, table=replace(draft.table, rows=tuple(rows)))
    uuid: str = desk.do(notices.DRAFT, notices.draft, draft, values={"name": draft.title})
    if days is not None:
        _post(desk, [uuid], days)
    return uuid


def _review(desk: _Desk, uuids: Sequence[str]) -> None:
    desk.many(notices.REVIEW, notices.review, uuids, REVIEWER, desk.today)


def _post(desk: _Desk, uuids: Sequence[str], days: int) -> None:
    _review(desk, uuids)
    desk.many(notices.PRINT, notices.printed, uuids, desk.ago(days))
    desk.many(notices.POST, notices.post, uuids, desk.ago(days), CLERK, desk.today)
