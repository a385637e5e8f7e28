"""Everything a catalog says of one item, beside the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent

from app.i18n import N_, _
from app.operations import dues
from app.operations.catalogs import ItemRow
from app.rules.catalog import FIELD_NAMES, LEVEL_NAMES, MODE_NAMES, STANDING_NAMES, Mode
from app.ui.catalog.facts import Facts
from app.ui.catalog.limit_words import limit_words
from app.ui.catalog.source import standing_pill
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.detail import Detail
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

_NONE = N_("在列表中选一个事项，这里显示它的全部内容。")
_REGISTER = N_("登记一条")
_REGISTERED = N_("查看已登记")
_MEANS = N_("时限的含义")
_STANDING = N_("核对情况")
_SEEN = N_("见于")
_NUMBER = N_("序号")
_ALL = N_("全社会")
_COMPARE = N_("这一条不是国家部委的原文，采用前请与本单位已公布的目录比对。")


class ItemDetail(Detail):
    """Shows one item; its buttons lead to the register."""

    def __init__(self, register: Callable[[ItemRow], object], registered: Callable[[ItemRow], object]) -> None:
        super().__init__()
        self._item: ItemRow | None = None
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.compare = Label(_COMPARE, tone="soon", wrap=True)
        self.facts = Facts()
        for widget in (self.pill, self.nothing, self.compare, self.facts):
            self.add(widget)
        self.add_stretch()
        self.register = primary(_REGISTER, lambda: register(self._shown()))
        self.registered = secondary(_REGISTERED, lambda: registered(self._shown()))
        self.set_actions(self.registered, self.register)
        self.show_item(None)

    def show_item(self, item: ItemRow | None) -> None:
        """Show this item, or what the panel is for."""
        self._item = item
        self.set_heading(item.name if item else "")
        self.pill.set_pill(standing_pill(item.standing) if item else Pill("unknown", ""))
        self.nothing.setVisible(item is None)
        self.compare.setVisible(item is not None and item.standing != "own")
        self.facts.show_rows(list(facts(item)) if item else [])
        for button in (self.register, self.registered):
            button.setEnabled(item is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_item(self._item)

    def _shown(self) -> ItemRow:
        assert self._item is not None
        return self._item


def facts(item: ItemRow) -> Iterable[tuple[str, str]]:
    """Labels and texts of an item, in the order of the published table."""
    yield _NUMBER, item.number
    for key in ("domain", "level1", "level2", "level3", "content", "basis", "time_limit"):
        yield FIELD_NAMES[key], getattr(item, key)
    yield _MEANS, "\n".join(limit_words(dues.parsed(item.time_limit)))
    yield FIELD_NAMES["publisher"], item.publisher
    yield FIELD_NAMES["channels"], item.channel_boxes.replace("；", "\n")
    yield FIELD_NAMES["audience"], "；".join(filter(None, (_(_ALL) if item.audience_all else "", item.audience_group)))
    yield FIELD_NAMES["mode"], _(MODE_NAMES[Mode(item.mode)]) if item.mode else ""
    yield FIELD_NAMES["levels"], "、".join(_(LEVEL_NAMES[level]) for level in item.levels)
    yield from item.extra.items()
    yield _STANDING, _(STANDING_NAMES[item.standing])
    yield _SEEN, item.seen_on
