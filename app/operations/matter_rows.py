"""A village's list as it is read (嘎查村公开事项清单): its matters in their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.village import VillageMatter
from app.rules.villages import Cycle, MatterDraft, Theme

GONE = N_("这个公开事项已被删除。可在“撤销”或“回收站”中找回。")
FIELDS = ("name", "name_mn", "content", "basis", "theme", "cycle", "time_limit", "owner", "channel")
FIELD_NAMES: Mapping[str, str] = {
    "name": N_("公开事项"),
    "name_mn": N_("蒙古文名称"),
    "content": N_("公开内容"),
    "basis": N_("公开依据"),
    "theme": N_("重点领域"),
    "cycle": N_("公开周期"),
    "time_limit": N_("公开时限"),
    "owner": N_("公开主体"),
    "channel": N_("公开渠道"),
}


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter of a village's list; `item_key` leads to the catalog and is empty for the village's own."""

    uuid: str
    office_code: str
    item_key: str
    name: str
    name_mn: str
    content: str
    basis: str
    theme: Theme
    cycle: Cycle
    time_limit: str
    owner: str
    channel: str
    position: int

    @property
    def draft(self) -> MatterDraft:
        """Its fields as they stand in its form."""
        return MatterDraft(**{field: getattr(self, field) for field in FIELDS})


COLUMNS = tuple(getattr(VillageMatter, name) for name in MatterRow.__dataclass_fields__)


def listed(session: Session, office_code: str) -> list[MatterRow]:
    """A village's list in its order; a township's or banner's code gives the lists of all its villages."""
    asked = select(*COLUMNS).where(VillageMatter.office_code.startswith(office_code))
    return rows(session.execute(asked.order_by(VillageMatter.office_code, VillageMatter.position, VillageMatter.id)))


def rows(found: Iterable[Sequence[Any]]) -> list[MatterRow]:
    """Records read column by column as rows."""
    names = tuple(MatterRow.__dataclass_fields__)
    theme, cycle = names.index("theme"), names.index("cycle")
    themes, cycles = {t.value: t for t in Theme} | {"": Theme.AFFAIRS}, {c.value: c for c in Cycle}
    made = []
    for each in found:
        values = list(each)
        values[theme], values[cycle] = themes[values[theme]], cycles[values[cycle]]
        made.append(MatterRow(*values))
    return made


def matter(session: Session, uuid: str) -> MatterRow:
    """A matter; UserError if it is gone."""
    found = rows(session.execute(select(*COLUMNS).where(VillageMatter.uuid == uuid)))
    if not found:
        raise UserError(GONE)
    return found[0]
