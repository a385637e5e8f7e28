"""The same matter at the banner and in the village (对应一致): rolls and notices, the register and the boards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, write_csv, write_xlsx
from app.i18n import N_, _
from app.models.disclosure import Disclosure
from app.models.notice import Notice
from app.models.payout import PayoutRoll
from app.models.village import VillageMatter
from app.operations import offices, villages
from app.operations.gate import Gate, check_name, gate
from app.rules.agreement import MISMATCH_NAMES, Figures, Finding, findings
from app.rules.disclosures import Status
from app.rules.notice_templates import NoticeKind
from app.rules.notices import WAS_POSTED

TITLE = N_("政务公开与嘎查村务公开对应一致核对表")
COLUMNS = (
    Column("village", N_("嘎查村"), 22),
    Column("subject", N_("公开事项"), 36),
    Column("year", N_("年份"), 8),
    Column("banner_households", N_("旗县户数"), 10, Kind.NUMBER),
    Column("banner_amount", N_("旗县金额（元）"), 16, Kind.NUMBER),
    Column("banner_on", N_("旗县日期"), 12, Kind.DATE),
    Column("village_households", N_("公示户数"), 10, Kind.NUMBER),
    Column("village_amount", N_("公示金额（元）"), 16, Kind.NUMBER),
    Column("village_on", N_("张贴日期"), 12, Kind.DATE),
    Column("findings", N_("核对结果"), 30),
)
_AGREES = N_("一致")
_BATCH = N_("{programme}（{batch}）")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One matter in one village: what the banner has of it, what hangs, and in what they differ (empty: they agree).

    A pay-out has rolls, a matter of the register a disclosure; `notice_uuid` is the sheet, posted or not yet.
    """

    office_code: str
    village: str
    subject: str
    year: int
    banner: Figures | None
    village_figures: Figures | None
    findings: tuple[Finding, ...]
    roll_uuids: tuple[str, ...] = ()
    notice_uuid: str = ""
    disclosure_uuid: str = ""

    @property
    def result(self) -> str:
        """The findings in words."""
        return "；".join(_(MISMATCH_NAMES[finding.what]) for finding in self.findings) or _(_AGREES)


def compared(session: Session, year: int, office_code: str = "") -> list[AgreementRow]:
    """Every pair of a year by village, pay-outs first; those of a village, or of all under a township or banner."""
    under = office_code or offices.own_code(session)
    names = {row.code: row.name for row in villages.tree(session)}
    rows = [*_payouts(session, year, under, names), *_disclosed(session, year, under, names)]
    return sorted(rows, key=lambda row: row.office_code)


def _payouts(session: Session, year: int, under: str, names: Mapping[str, str]) -> Iterator[AgreementRow]:
    """Each roll against its sheet, then the sheets nobody has a roll for."""
    notices = _notices(session, year, under)
    loose = {(n.office_code, n.programme): n for n in notices.values() if n.kind == NoticeKind.PAYOUT}
    groups = _groups(session, year, under)
    hanging = {rolls[0].uuid: _hanging(session, rolls[0].notice_uuid, notices) for rolls in groups}
    taken = {notice.uuid for notice in hanging.values() if notice}
    for rolls in groups:
        first = rolls[0]
        notice = hanging[first.uuid]
        if not first.notice_uuid and (found := loose.get((first.office_code, first.programme))):
            notice = found if found.uuid not in taken else None
            taken.add(found.uuid)
        yield _pair(names, year, rolls, notice, first.notice_uuid)
    for notice in notices.values():
        if notice.kind == NoticeKind.PAYOUT and notice.uuid not in taken:
            yield _pair(names, year, [], notice, "")


def _notices(session: Session, year: int, under: str) -> dict[str, Notice]:
    """The sheets of the year's pay-outs that were posted; of those corrected only the one that took their place."""
    asked = select(Notice).where(
        Notice.kind == NoticeKind.PAYOUT,
        Notice.year == year,
        Notice.office_code.startswith(under),
        Notice.status.in_(WAS_POSTED),
    )
    found = {notice.uuid: notice for notice in session.scalars(asked.order_by(Notice.id))}
    replaced = {notice.corrects_uuid for notice in found.values()}
    return {uuid: notice for uuid, notice in found.items() if uuid not in replaced}


def _hanging(session: Session, uuid: str, notices: Mapping[str, Notice]) -> Notice | None:
    """The sheet the villagers can read of a roll: while a correction is not posted yet, the one it corrects."""
    corrects = select(Notice.corrects_uuid)
    while uuid and uuid not in notices:
        uuid = session.scalar(corrects.where(Notice.uuid == uuid)) or ""
    return notices.get(uuid)


def _groups(session: Session, year: int, under: str) -> list[list[PayoutRoll]]:
    """The rolls of a year; those on one sheet together."""
    asked = select(PayoutRoll).where(PayoutRoll.year == year, PayoutRoll.office_code.startswith(under))
    groups: dict[str, list[PayoutRoll]] = {}
    for roll in session.scalars(asked.order_by(PayoutRoll.office_code, PayoutRoll.programme, PayoutRoll.batch)):
        groups.setdefault(roll.notice_uuid or roll.uuid, []).append(roll)
    return list(groups.values())


def _pair(
    names: Mapping[str, str], year: int, rolls: list[PayoutRoll], notice: Notice | None, notice_uuid: str
) -> AgreementRow:
    banner = _of_rolls(rolls) if rolls else None
    posted = Figures(notice.households, notice.amount_fen, notice.posted_on) if notice else None
    code = rolls[0].office_code if rolls else notice.office_code if notice else ""
    return AgreementRow(
        code,
        names.get(code, code),
        _subject(rolls[0]) if rolls else (notice.programme or notice.title) if notice else "",
        year,
        banner,
        posted,
        tuple(findings(banner, posted)),
        tuple(roll.uuid for roll in rolls),
        notice.uuid if notice else notice_uuid,
    )


def _of_rolls(rolls: list[PayoutRoll]) -> Figures:
    paid = [roll.last_paid_on for roll in rolls if roll.last_paid_on]
    total = sum(roll.total_fen for roll in rolls)
    return Figures(sum(roll.households for roll in rolls), total, max(paid, default=None))


def _subject(roll: PayoutRoll) -> str:
    return _(_BATCH).format(programme=roll.programme, batch=roll.batch) if roll.batch else roll.programme


def _disclosed(session: Session, year: int, under: str, names: Mapping[str, str]) -> Iterator[AgreementRow]:
    """Each matter the office disclosed in the year against the boards of the villages whose lists have it."""
    disclosed = _by_item(session, year)
    posted = _by_village(session, year, under)
    standing = {row.code for row in villages.villages(session, under)}
    asked = select(VillageMatter.office_code, VillageMatter.item_key, VillageMatter.uuid, VillageMatter.name).where(
        VillageMatter.item_key != "", VillageMatter.office_code.startswith(under)
    )
    for code, key, matter, name in session.execute(asked.order_by(VillageMatter.office_code, VillageMatter.position)):
        if code not in standing or key not in disclosed:
            continue
        disclosure, on = disclosed[key]
        notice = posted.get((code, matter)) or posted.get((code, key))
        village = Figures(notice[2], notice[3], notice[1]) if notice else None
        yield AgreementRow(
            code, names[code], name, year, Figures(on=on), village,
            tuple(findings(Figures(), village)),  # a village may be earlier than the banner: that is no mismatch
            notice_uuid=notice[0] if notice else "", disclosure_uuid=disclosure,
        )  # fmt: skip


def _by_item(session: Session, year: int) -> dict[str, tuple[str, date]]:
    """The disclosure of the year of each catalog item, the latest."""
    asked = select(Disclosure.item_key, Disclosure.uuid, Disclosure.published_on).where(
        Disclosure.item_key.is_not(None),
        Disclosure.status == Status.PUBLISHED,
        Disclosure.published_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    found = session.execute(asked.order_by(Disclosure.published_on, Disclosure.id))
    return {key: (uuid, on) for key, uuid, on in found if key and on}


def _by_village(
    session: Session, year: int, under: str
) -> dict[tuple[str, str], tuple[str, date | None, int | None, int | None]]:
    """The sheet of the year of each village and matter or item, the latest."""
    asked = select(Notice).where(
        Notice.office_code.startswith(under),
        Notice.status.in_(WAS_POSTED),
        Notice.posted_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    found: dict[tuple[str, str], tuple[str, date | None, int | None, int | None]] = {}
    for notice in session.scalars(asked.order_by(Notice.posted_on, Notice.id)):
        for linked in filter(None, (notice.matter_uuid, notice.item_key)):
            found[notice.office_code, linked] = (notice.uuid, notice.posted_on, notice.households, notice.amount_fen)
    return found


def export(session: Session, year: int, path: Path, office_code: str = "") -> None:
    """Write the comparison as xlsx or CSV, by the name's ending; through the gate."""
    check_name(path)
    masked = gate(session)
    sheet = SheetOut(_(TITLE), COLUMNS, [_cells(row, masked) for row in compared(session, year, office_code)])
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])


def _cells(row: AgreementRow, masked: Gate) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "village": masked(row.village),
        "subject": masked(row.subject),
        "year": row.year,
        "findings": row.result,
    }
    for side, figures in (("banner", row.banner), ("village", row.village_figures)):
        if figures:
            cells[f"{side}_households"], cells[f"{side}_on"] = figures.households, figures.on
            cells[f"{side}_amount"] = None if figures.amount_fen is None else Decimal(figures.amount_fen) / 100
    return cells
