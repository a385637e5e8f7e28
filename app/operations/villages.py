"""Villages and where they post: the tree of offices by administrative code, their boards, mergers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import UserError
from app.i18n import N_
from app.models.notice import Notice
from app.models.office import Board, Office
from app.models.payout import PayoutRoll
from app.models.village import VillageMatter
from app.operations import offices
from app.operations.refusals import refuse
from app.operations.village_names import Villages
from app.rules import villages as rules
from app.rules.notices import NoticeStatus
from app.rules.offices import Level, OfficeDraft, parent_code
from app.rules.problems import Problem

ADD = N_("登记“{name}”")
EDIT = N_("修改“{name}”")
REMOVE = N_("删除“{name}”")
MERGE = N_("撤并“{name}”")
ADD_BOARD = N_("登记公示栏“{name}”")
EDIT_BOARD = N_("修改公示栏“{name}”")
REMOVE_BOARD = N_("删除公示栏“{name}”")
_GONE = N_("没有代码为“{code}”的单位。请核对代码，或先登记。")
_TAKEN = N_("代码“{code}”已经是“{name}”的，请核对代码。")
SAME_NAME = N_("这个苏木乡镇已有“{name}”，代码是{code}。确实是两个嘎查村的，请在名称里加以区别。")
NO_PARENT = N_("还没有登记代码为“{code}”的上级单位，请先登记苏木乡镇，再登记它的嘎查村。")
_OWN_STAYS = N_("这是本单位，不能删除。")
_CODE_STAYS = N_("“{name}”名下已有公示、名册、事项清单、公示栏或下级单位，不能改代码。请改正代码以外的内容。")
_HANGS = N_("“{name}”名下已有公示、名册、事项清单、公示栏或下级单位，不能删除。撤并的嘎查村请用“撤并”。")
_NO_BOARD = N_("这块公示栏已被删除。可在“撤销”或“回收站”中找回。")
_NO_BOARD_NAME = N_("请填写公示栏的名称，例如“嘎查委员会门前公示栏”。")
_BOARD_USED = N_("公示栏“{name}”上还张贴着{n}份公示，不能删除。请先登记取下。")
_OPEN = N_("“{name}”还有{n}份公示没有建档，撤并后仍在“{name}”名下办完。")
_FIELDS = ("name", "name_mn", "phone", "committee", "committee_mn", "address")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An office of the tree, with how many boards, matters and notices are its own."""

    code: str
    name: str
    name_mn: str
    level: Level
    parent_code: str
    phone: str
    committee: str
    committee_mn: str
    address: str
    merged_into: str
    ended_on: date | None
    boards: int
    matters: int
    notices: int

    @property
    def stands(self) -> bool:
        """Whether it was not merged into another."""
        return not self.merged_into and self.ended_on is None

    @property
    def draft(self) -> OfficeDraft:
        """Its fields as they stand in its form."""
        return OfficeDraft(self.code, self.name, self.level, *(getattr(self, field) for field in _FIELDS[1:]))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board (公示栏) of an office."""

    uuid: str
    office_code: str
    name: str
    name_mn: str
    place: str


def tree(session: Session) -> list[PlaceRow]:
    """Every office of this file's own tree by code, the own office first."""
    own = offices.own_code(session)
    found = session.scalars(select(Office).where(Office.code.startswith(own)).order_by(Office.code))
    counts = [_counts(session, column) for column in _OWNED]
    return [_row(office, *(count.get(office.code, 0) for count in counts)) for office in found]


_OWNED = (Board.office_code, VillageMatter.office_code, Notice.office_code)


def _counts(session: Session, column: InstrumentedAttribute[str]) -> Mapping[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())


def _row(office: Office, boards: int, matters: int, notices: int) -> PlaceRow:
    return PlaceRow(
        office.code, office.name, office.name_mn, Level(office.level), office.parent_code, office.phone,
        office.committee, office.committee_mn, office.address, office.merged_into, office.ended_on, boards, matters,
        notices,
    )  # fmt: skip


def villages(session: Session, under: str = "") -> list[PlaceRow]:
    """The villages that stand, by code; only those of a township or banner with `under`."""
    return [row for row in tree(session) if row.level is Level.VILLAGE and row.stands and row.code.startswith(under)]


def place(session: Session, code: str) -> PlaceRow:
    """An office of the tree; UserError if there is none with this code."""
    office = _office(session, code)
    return _row(office, *(_counted(session, column, code) for column in _OWNED))


def code_of(session: Session, uuid: str) -> str:
    """The code of the office that is the record with this uuid, or whose board it is; empty for any other record."""
    office, board = select(Office.code).where(Office.uuid == uuid), select(Board.office_code).where(Board.uuid == uuid)
    return session.scalar(office.union(board)) or ""


def _counted(session: Session, column: InstrumentedAttribute[str], code: str) -> int:
    return session.scalar(select(func.count()).where(column == code)) or 0


def found(session: Session, text: str) -> PlaceRow:
    """The office somebody means by its code or name, a village also if it was merged; UserError if that is none."""
    asked = text.strip()
    rows = tree(session)
    named = [row for row in rows if asked in (row.code, row.name)]
    standing = [row for row in named if row.stands] or named
    if len(standing) == 1:
        return standing[0]
    code, reason = Villages(session).found(asked)
    if not code:
        raise UserError(reason)
    return next((row for row in standing if row.code == code), None) or place(session, code)


def _office(session: Session, code: str) -> Office:
    found = session.scalar(select(Office).where(Office.code == code))
    if found is None:
        raise UserError(_GONE, {"code": code})
    return found


def add(session: Session, draft: OfficeDraft) -> None:
    """Enter a township or a village; UserError where the rules or the tree refuse it."""
    refuse(place_problems(session, draft))
    parent = parent_code(draft.code)
    session.add(Office(code=draft.code, level=draft.level, parent_code=parent, ended_on=None, **_values(draft)))
    session.flush()


def place_problems(session: Session, draft: OfficeDraft, code: str = "") -> list[Problem]:
    """What keeps an office from being entered, or with `code` that office from being changed so; warnings too."""
    found = rules.place_problems(draft, offices.own_code(session))
    if any(not problem.warning for problem in found):
        return found
    if draft.code != code and (taken := session.scalar(select(Office.name).where(Office.code == draft.code))):
        found.append(Problem("code", _TAKEN, {"code": draft.code, "name": taken}))
    parent = parent_code(draft.code)
    if draft.code != offices.own_code(session):
        if session.scalar(select(Office.code).where(Office.code == parent)) is None:
            found.append(Problem("code", NO_PARENT, {"code": parent}))
        same = (Office.parent_code == parent, Office.name == draft.name.strip(), Office.merged_into == "")
        twin = session.scalar(select(Office.code).where(*same, Office.code.not_in((code, draft.code))))
        if twin:
            found.append(Problem("name", SAME_NAME, {"name": draft.name.strip(), "code": twin}))
    return found


def _values(draft: OfficeDraft) -> dict[str, str]:
    return {field: getattr(draft, field).strip() for field in _FIELDS}


def edit(session: Session, code: str, draft: OfficeDraft) -> None:
    """Correct an office; its code only while nothing hangs on it."""
    office = _office(session, code)
    refuse(place_problems(session, draft, code))
    if draft.code != code:
        if code == offices.own_code(session) or _hangs(session, code):
            raise UserError(_CODE_STAYS, {"name": office.name})
        office.code, office.level, office.parent_code = draft.code, draft.level, parent_code(draft.code)
    for field, value in _values(draft).items():
        setattr(office, field, value)


def _hangs(session: Session, code: str) -> bool:
    """Whether anything belongs to an office."""
    columns = (*_OWNED, PayoutRoll.office_code, Office.parent_code, Office.merged_into)
    return any(_counted(session, column, code) for column in columns)


def remove(session: Session, code: str) -> None:
    """Take an office on which nothing hangs to the recycle bin."""
    office = _office(session, code)
    if code == offices.own_code(session):
        raise UserError(_OWN_STAYS)
    if _hangs(session, code):
        raise UserError(_HANGS, {"name": office.name})
    session.delete(office)


def merge(session: Session, code: str, into: str, on: date | None) -> None:
    """A village goes into another from a day on (撤并): its records stay, what comes later is the other's."""
    standing = {row.code for row in villages(session)}
    refuse(rules.merge_problems(code, into, standing, on))
    office = _office(session, code)
    office.merged_into, office.ended_on = into, on


def merge_doubts(session: Session, code: str) -> list[Problem]:
    """What somebody should know before a village is merged: notices that are not filed yet."""
    unfinished = select(func.count()).where(Notice.office_code == code, Notice.status != NoticeStatus.FILED)
    n = session.scalar(unfinished) or 0
    return [Problem("code", _OPEN, {"name": _office(session, code).name, "n": n}, warning=True)] if n else []


def boards(session: Session, office_code: str = "") -> list[BoardRow]:
    """The boards of an office, or all, by office and in the order they were entered."""
    asked = select(Board).order_by(Board.office_code, Board.id)
    if office_code:
        asked = asked.where(Board.office_code == office_code)
    return [BoardRow(b.uuid, b.office_code, b.name, b.name_mn, b.place) for b in session.scalars(asked)]


def board_problems(name: str, name_mn: str, where: str) -> list[Problem]:
    """What keeps a board from being entered."""
    if not name.strip():
        return [Problem("name", _NO_BOARD_NAME)]
    texts = {"name": name, "name_mn": name_mn, "place": where}
    return [Problem(field, rules.PRIVATE_PLACE) for field, text in texts.items() if rules.tells_number(text)]


def add_board(session: Session, office_code: str, name: str, name_mn: str = "", place: str = "") -> str:
    """Enter a board of an office; returns its uuid."""
    refuse(board_problems(name, name_mn, place))
    _office(session, office_code)
    board = Board(office_code=office_code, name=name.strip(), name_mn=name_mn.strip(), place=place.strip())
    session.add(board)
    session.flush()
    return board.uuid


def edit_board(session: Session, uuid: str, name: str, name_mn: str = "", place: str = "") -> None:
    """Correct a board."""
    refuse(board_problems(name, name_mn, place))
    board = _board(session, uuid)
    board.name, board.name_mn, board.place = name.strip(), name_mn.strip(), place.strip()


def remove_board(session: Session, uuid: str) -> None:
    """Take a board to the recycle bin; UserError while something hangs on it."""
    board = _board(session, uuid)
    hanging = select(func.count()).where(Notice.board_uuid == uuid, Notice.status == NoticeStatus.POSTED)
    if n := session.scalar(hanging):
        raise UserError(_BOARD_USED, {"name": board.name, "n": n})
    session.delete(board)


def _board(session: Session, uuid: str) -> Board:
    found = session.scalar(select(Board).where(Board.uuid == uuid))
    if found is None:
        raise UserError(_NO_BOARD)
    return found
