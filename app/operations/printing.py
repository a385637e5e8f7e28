"""From the register and the catalog to paper; every text passes the privacy mask (《个人信息保护法》第六条)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.i18n import N_, _, language
from app.operations import catalogs, disclosure_lists, offices
from app.operations.disclosure_lists import VIEWS, DisclosureDetail, DisclosureFilter, DisclosurePages, DisclosureRow
from app.operations.gate import gate
from app.rules.catalog import Mode
from app.rules.channels import Channel
from app.rules.disclosures import STATUS_NAMES, Status
from app.sheets import due_list, due_reason, item_list, register, review_slip
from app.sheets.book import printed
from app.sheets.sheet import Setup, Tell
from app.sheets.typefaces import typefaces

REGISTER_TITLE = N_("主动公开台账")
SLIP_TITLE = N_("政府信息公开五关审核单")
DUE_TITLE = N_("到期提醒单")
REASON_TITLE = N_("到期日说明")
VILLAGE_TITLE = N_("嘎查村公开事项清单")
CATALOG_TITLE = N_("政务公开事项标准目录")
PAGE_SIZE = 500


@dataclass(frozen=True)
class _Rows(Collection[register.RegisterRow]):
    """The filtered register as the sheet's rows, read page by page while it is drawn."""

    session: Session
    pages: DisclosurePages
    total: int
    gate: Callable[[str], str]

    def __len__(self) -> int:
        return self.total

    def __contains__(self, row: object) -> bool:
        return any(row == other for other in self)

    def __iter__(self) -> Iterator[register.RegisterRow]:
        index = 0
        while rows := self.pages.page(self.session, index, PAGE_SIZE):
            yield from (_register_row(row, self.gate) for row in rows)
            index += 1


def _register_row(row: DisclosureRow, masked: Callable[[str], str]) -> register.RegisterRow:
    return register.RegisterRow(
        title=masked(named(row.title, row.title_mn)),
        item=row.item_name,
        document_number=masked(row.document_number),
        formed_on=row.formed_on,
        due_on=row.due_on,
        provisional=row.provisional,
        published_on=row.published_on,
        channels=tuple(Channel(channel).short for channel in row.channels),
        status=_(STATUS_NAMES[Status(row.status)]),
        note=masked(row.note),
    )


def numbered(kind: str, now: datetime) -> str:
    """The number of a sheet that has none of its own: its kind and the moment."""
    return f"{kind}-{now:%Y%m%d%H%M%S}"


def named(name: str, name_mn: str) -> str:
    """A name in the language spoken; in Chinese where there is no Mongolian one."""
    return name_mn if name_mn and language() == "mn_Mong" else name


def office_name(session: Session) -> str:
    """The name of this office in the language spoken."""
    own = offices.own(session)
    return named(own.name, own.name_mn)


def register_sheet(
    session: Session,
    wanted: DisclosureFilter,
    now: datetime,
    tell: Tell | None = None,
    setup: Setup = register.SETUP,
) -> bytes:
    """The filtered register as PDF, in the scripts and on the paper of the setup."""
    pages = DisclosurePages(wanted, now.date())
    total = pages.count(session)

    def sheet() -> register.RegisterSheet:
        return register.RegisterSheet(
            office=office_name(session),
            title=_(REGISTER_TITLE),
            sheet_number=numbered("TZ", now),
            printed_at=now,
            rows=_Rows(session, pages, total, gate(session)),
            period=_period(wanted.began_from, wanted.began_to),
            filter_text=gate(session)(_filter_text(wanted)),
            totals=(_("共 {n} 条").format(n=total),),
        )

    return printed(sheet, register.fill, setup, typefaces(), tell)


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return _("{first} 至 {last}").format(first=first.isoformat(), last=last.isoformat())
    if first:
        return _("{first} 起").format(first=first.isoformat())
    return _("截至 {date}").format(date=last.isoformat()) if last else ""


def _filter_text(wanted: DisclosureFilter) -> str:
    parts = [_(VIEWS[wanted.view]) if wanted.view in VIEWS and wanted.view else "", wanted.domain, wanted.text]
    shown = "、".join(part for part in parts if part)
    return _("筛选：{filter}").format(filter=shown) if shown else ""


def slip_sheet(session: Session, uuid: str, now: datetime, setup: Setup = review_slip.SETUP) -> bytes:
    """The slip of the five gates for one item as PDF; gates nobody answered stay open for a pen."""
    detail = disclosure_lists.opened(session, uuid, now.date())
    masked, draft = gate(session), detail.draft
    answered = {r.gate: r for r in reversed(detail.reviews)}

    def sheet() -> review_slip.ReviewSlipSheet:
        return review_slip.ReviewSlipSheet(
            office=office_name(session),
            title=_(SLIP_TITLE),
            sheet_number=numbered("SH", now),
            printed_at=now,
            item_title=masked(named(draft.title, draft.title_mn)),
            catalog_item=masked(detail.row.item_name),
            document_number=masked(draft.document_number),
            responsible=masked(draft.responsible),
            formed_on=draft.formed_on,
            time_limit=masked(draft.time_limit),
            due_on=detail.due.on,
            provisional=detail.due.provisional,
            channels=tuple(Channel(channel).label for channel in detail.row.channels),
            summary=masked(draft.summary),
            gates=tuple(
                review_slip.GateRow(
                    gate=r.gate, passed=r.passed, note=masked(r.note), reviewer=r.reviewer, reviewed_on=r.at.date()
                )
                for r in answered.values()
            ),
        )

    return printed(sheet, review_slip.fill, setup, typefaces())


def due_sheet(
    session: Session,
    wanted: DisclosureFilter,
    now: datetime,
    tell: Tell | None = None,
    setup: Setup = due_list.SETUP,
) -> bytes:
    """What is due, with the reason for each day, as PDF."""
    pages = DisclosurePages(wanted, now.date())
    masked, details, index = gate(session), [], 0
    while page := pages.page(session, index, PAGE_SIZE):
        details += [disclosure_lists.opened(session, row.uuid, now.date()) for row in page]
        index += 1

    def sheet() -> due_list.DueListSheet:
        return due_list.DueListSheet(
            office=office_name(session),
            title=_(DUE_TITLE),
            sheet_number=numbered("DQ", now),
            printed_at=now,
            as_of=now.date(),
            rows=[_due_row(detail, masked) for detail in details],
            filter_text=gate(session)(_filter_text(wanted)),
            totals=(_("共 {n} 条").format(n=len(details)),),
        )

    return printed(sheet, due_list.fill, setup, typefaces(), tell)


def _due_row(detail: DisclosureDetail, masked: Callable[[str], str]) -> due_list.DueRow:
    row, due = detail.row, detail.due
    return due_list.DueRow(
        title=masked(named(row.title, row.title_mn)),
        item=masked(row.item_name),
        responsible=masked(row.responsible),
        started_on=due.count.start if due.count else row.formed_on,
        due_on=row.due_on,
        provisional=row.provisional,
        left=row.left.words if row.left else "",
        reason=due.reason.text,
    )


def reason_sheet(session: Session, uuid: str, now: datetime, setup: Setup = due_reason.SETUP) -> bytes | None:
    """Why an item is due on its day, with the strip of days, as PDF; None where nothing is counted."""
    detail = disclosure_lists.opened(session, uuid, now.date())
    masked, draft, counted = gate(session), detail.draft, detail.due.count
    if counted is None:
        return None

    def sheet() -> due_reason.DueReasonSheet:
        return due_reason.DueReasonSheet(
            office=office_name(session),
            title=_(REASON_TITLE),
            sheet_number=numbered("SM", now),
            printed_at=now,
            item_title=masked(named(draft.title, draft.title_mn)),
            count=counted,
            sentence=detail.due.reason.text,
            time_limit=draft.time_limit,
            article=_(detail.due.law),
        )

    return printed(sheet, due_reason.fill, setup, typefaces())


def items_sheet(
    session: Session,
    now: datetime,
    level: str = "",
    tell: Tell | None = None,
    setup: Setup = item_list.SETUP,
) -> bytes:
    """The catalog in force as PDF: the whole table, or for a level ("village") its short list."""
    day = now.date()
    items = catalogs.at_level(session, day, level) if level else catalogs.in_force(session, day)

    def sheet() -> item_list.ItemListSheet:
        return item_list.ItemListSheet(
            office=office_name(session),
            title=_(VILLAGE_TITLE) if level == "village" else _(CATALOG_TITLE),
            sheet_number=numbered("ML", now),
            printed_at=now,
            rows=[_item_row(item) for item in items],
            totals=(_("共 {n} 项").format(n=len(items)),),
        )

    fill = item_list.fill_list if level else item_list.fill_catalog
    return printed(sheet, fill, setup, typefaces(), tell)


def _item_row(item: catalogs.ItemRow) -> item_list.ItemRow:
    values = {name: getattr(item, name) for name in ("level1", "level2", "level3", "domain", "content", "basis")}
    return item_list.ItemRow(
        **values,
        time_limit=item.time_limit,
        publisher=item.publisher,
        channels=tuple(filter(None, item.channel_text.split("；"))),
        audience_all=item.audience_all,
        audience_group=item.audience_group,
        mode=Mode(item.mode) if item.mode else None,
        levels=frozenset(item.levels),
    )
