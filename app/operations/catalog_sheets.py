"""A catalog as a spreadsheet and as a table for the portal."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.exchange.files import written_whole
from app.exchange.spreadsheets import Column, SheetOut, html_table, write_csv, write_xlsx
from app.i18n import N_, _
from app.operations.catalogs import ItemRow
from app.operations.gate import check_name, gate
from app.rules.catalog import LEVEL_NAMES, STANDING_NAMES, Mode

COLUMNS = (
    Column("number", N_("序号"), 8),
    Column("domain", N_("领域"), 16),
    Column("level1", N_("一级事项"), 20),
    Column("level2", N_("二级事项"), 24),
    Column("level3", N_("三级事项"), 20),
    Column("content", N_("公开内容（要素）"), 50),
    Column("basis", N_("公开依据"), 40),
    Column("time_limit", N_("公开时限"), 28),
    Column("publisher", N_("公开主体"), 22),
    Column("channels", N_("公开渠道和载体"), 34),
    Column("audience_all", N_("全社会"), 8),
    Column("audience_group", N_("特定群体"), 16),
    Column("proactive", N_("主动"), 8),
    Column("on_request", N_("依申请"), 8),
    Column("levels", N_("公开层级"), 18),
    Column("standing", N_("核对情况"), 16),
)
PORTAL = tuple(column for column in COLUMNS if column.key != "standing")
_TICK = "√"


def export(session: Session, items: Iterable[ItemRow], title: str, path: Path) -> None:
    """Write items as xlsx, CSV or a web page for the portal, by the name's ending; every text passes the gate."""
    masked = gate(session)
    check_name(path)
    title, rows = masked(title), map(masked.row, _rows(items))
    ending = path.suffix.lower()
    if ending in (".html", ".htm"):
        with written_whole(path) as file:
            file.write(html_table(title, PORTAL, rows).encode())
    elif ending == ".csv":
        write_csv(path, SheetOut(title, COLUMNS, rows))
    else:
        write_xlsx(path, [SheetOut(title, COLUMNS, rows)])


def _rows(items: Iterable[ItemRow]) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(items, 1):
        yield {
            **{name: getattr(item, name) for name in ("domain", "level1", "level2", "level3", "content", "basis")},
            **{name: getattr(item, name) for name in ("time_limit", "publisher", "audience_group")},
            "number": item.number or str(number),
            "channels": item.channel_boxes,
            "audience_all": _TICK if item.audience_all else "",
            "proactive": _TICK if item.mode == Mode.PROACTIVE else "",
            "on_request": _TICK if item.mode == Mode.ON_REQUEST else "",
            "levels": "、".join(_(LEVEL_NAMES[level]) for level in item.levels),
            "standing": _(STANDING_NAMES[item.standing]),
        }
