"""Looking round: today's work, search, the check."""

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command, option
from app.cli.kinds import OneOf, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import checks
from app.operations import search as searching
from app.operations import today as days
from app.operations.disclosure_lists import VIEWS

_SECTION = N_("{name}：{n} 条")
_DUE_SOON = N_("7天内到期")
_EXCEPTIONS = N_("应复查的不予公开事项：{n} 项")
_NEXT_YEAR = N_("明年的节假日安排还没有装入，可用 iltod calendar install 装入。")
_SIZES = N_("各登记册的行数：{sizes}")
ROWS = (N_("信息名称"), N_("到期日"), N_("编号"))


@command
def today(place: Workplace) -> Answer:
    """Tell what must be done today and in the days after."""
    found = place.ask(days.overview, place.today)
    shown: list[str | Table] = []
    for section in found.sections:
        name = _DUE_SOON if section.view == "due_soon" else VIEWS[section.view]
        shown.append(_(_SECTION).format(name=_(name), n=section.count))
        rows = [(row.title, str(row.due_on or ""), row.uuid) for row in section.rows]
        shown += [Table(ROWS, rows)] if rows else []
    shown.append(_(_EXCEPTIONS).format(n=found.exceptions_due))
    shown += [_(_NEXT_YEAR)] if found.next_year_missing else []
    return Answer(found, tuple(shown))


@command
@argument("text")
@option("--kind", "kinds", multiple=True, type=OneOf(searching.KIND_NAMES), help=N_("只找这一种，可写多次。"))
@option("--limit", type=Whole(1), default=50, help=N_("最多几条，默认50。"))
def search(place: Workplace, text: str, kinds: tuple[str, ...], limit: int) -> Answer:
    """Find records by any piece of text, pinyin or Mongolian."""
    hits = place.ask(searching.found, text, limit, kinds)
    shown = [(_(searching.KIND_NAMES[hit.kind]), hit.name, hit.text, hit.owner_uuid) for hit in hits]
    return Answer(hits, (Table((N_("种类"), N_("名称"), N_("命中的文字"), N_("编号")), shown),))


@command
def check(place: Workplace) -> Answer:
    """Look whether everything is whole; the exit code is 1 if something is not."""
    findings, sizes = place.ask(checks.all_of, place.today), place.ask(checks.sizes)
    well = all(finding.well for finding in findings)
    counted = "、".join(f"{name} {n}" for name, n in sizes.items())
    shown = (*(finding.sentence for finding in findings), _(_SIZES).format(sizes=counted))
    return Answer({"well": well, "findings": findings, "sizes": sizes}, shown, 0 if well else 1)
