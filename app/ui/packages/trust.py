"""Whose keys are trusted (信任): this computer's fingerprint, the computers of others, the recovery key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations.packages import errands, trust
from app.operations.packages.trust import Card, DeviceRow
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.packages.fingerprint import Fingerprint
from app.ui.packages.recovery_dialog import RecoveryDialog
from app.ui.packages.sticks import FOLDER, StickDialog
from app.ui.packages.trust_dialogs import CardDialog, EnrolDialog, RevokeDialog
from app.ui.widgets.buttons import Button, Label, danger, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARDS = ((N_("登记卡"), "*.json"), (N_("所有文件"), "*"))
ROLES = {"above": N_("上级"), "below": N_("下级"), "recovery": N_("恢复"), "own": N_("本单位")}
_OWN = N_("本机指纹")
_READ_OUT = N_(
    "对方登记本机时，请在电话里把这十二个字母和数字读给对方。"
    "里面没有字母 I、L、O、U：像 I 的是数字 1，像 O 的是数字 0。"
)
_EXPORT, _RECOVERY, _ENROL, _REVOKE = N_("导出登记卡…"), N_("恢复密钥…"), N_("登记…"), N_("停用…")
_CHOOSE, _WHERE, _WRITE = N_("选择登记卡"), N_("登记卡写到哪个U盘"), N_("写到这里")
_WRITTEN = N_("登记卡已写入 {file}。请交给对方，并约好打电话核对指纹。")
_LIST = N_("登记过的电脑")
_EMPTY = N_("还没有登记别的单位的电脑")
_EMPTY_WHY = N_("上级和下级的电脑登记以后，才能收发报送包和回执。先互相交换登记卡，再打电话核对指纹。")
_NONE = N_("在列表中选一台电脑，这里显示它的情况。")
_TRUSTED, _REVOKED = N_("信任"), N_("已停用")


def state_pill(row: DeviceRow) -> Pill:
    """Whether its packages are taken in."""
    return Pill("unknown", _(_REVOKED)) if row.revoked_on else Pill("good", _(_TRUSTED))


def role_words(row: DeviceRow) -> str:
    """Whether it reports to us or we to it."""
    return _(ROLES.get(row.role, row.role))


def facts(row: DeviceRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a computer."""
    yield N_("单位"), f"{row.office_name}（{row.office_code}）"
    yield N_("电脑"), row.name
    yield N_("指纹"), row.fingerprint
    yield N_("与本单位的关系"), role_words(row)
    yield N_("登记日期"), row.enrolled_on.isoformat()
    yield N_("登记人"), row.enrolled_by
    yield N_("停用日期"), row.revoked_on.isoformat() if row.revoked_on else ""
    yield N_("停用原因"), row.revoked_reason


class TrustTab(Section):
    """The fingerprint of this computer above; the computers of others, and the chosen one beside the list."""

    watches = frozenset({"device"})
    help_page = "packages"

    def __init__(self, context: Context, keys: Path | None = None) -> None:
        super().__init__(context)
        self._keys = keys or errands.keys_folder()
        self._row: DeviceRow | None = None
        self._own: Card | None = None
        self.fingerprint = Fingerprint()
        self.table = SmallTable(self._columns())
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _ENROL, self.choose_card)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.facts = Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self._lay_out()
        self.table.current_changed.connect(self._show)

    def _columns(self) -> tuple[ColumnSpec, ...]:
        return (
            ColumnSpec("office_name", N_("单位"), 0),
            ColumnSpec("name", N_("电脑"), 140),
            ColumnSpec("role", N_("关系"), 70, value=role_words),
            ColumnSpec("fingerprint", N_("指纹"), 150),
            ColumnSpec("enrolled_on", N_("登记日期"), 110, kind="date"),
            ColumnSpec("state", N_("状态"), 100, kind="pill", value=state_pill),
        )

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        for widget in (self.table, self.empty):
            self.room.addWidget(widget)
        for part in (self.nothing, self.facts):
            self.detail.add(part)
        self.detail.add_stretch()
        self.enrol_button = primary(_ENROL, self.choose_card)
        self.add_buttons(secondary(_RECOVERY, self.recovery), secondary(_EXPORT, self.export_card), self.enrol_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self._band())
        box.addWidget(Beside(self.room, self.detail), 1)

    def _band(self) -> QFrame:
        """The fingerprint in a card of its own, large enough to be read across the desk."""
        band = QFrame()
        band.setProperty("card", True)
        words = QFrame()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(_OWN))
        column.addWidget(Label(_READ_OUT, tone="quiet", wrap=True))
        box = QVBoxLayout(band)
        box.addWidget(Folding(words, self.fingerprint))
        return band

    def reload(self) -> None:
        """Read this computer's card and the list; at the very first time this makes the key."""
        now = datetime.now()

        def read(session: Session) -> tuple[Card, Sequence[DeviceRow]]:
            return trust.own_card(session, self._keys, now), trust.listed(session)

        self.runner.query(self, read, self._take, slot="list")

    def retranslate(self) -> None:
        """Say the detail again."""
        self._show(self._row)

    def open(self, target: object) -> None:
        """Register the card in this file."""
        if isinstance(target, Path):
            self.take_card(target)

    def new(self) -> None:
        """Ctrl+N."""
        self.choose_card()

    def choose_card(self) -> None:
        """Ask for another office's card."""
        last = self.context.preferences.current.last.get(FOLDER)
        if path := open_file(self, _CHOOSE, CARDS, Path(last) if last else None):
            self.take_card(path)

    def take_card(self, path: Path) -> None:
        """Read a card and ask for the fingerprint heard on the telephone."""
        self.runner.apart(self, lambda _store: trust.read(path), self._ask_fingerprint)

    def export_card(self) -> None:
        """Ask what this computer is called, then where its card goes."""
        known = self.context.preferences.current.last.get("device_name", "")
        dialog = CardDialog(self, known or (self._own.device_name if self._own else ""))
        dialog.chosen.connect(self._choose_folder)
        dialog.open()

    def recovery(self) -> None:
        """Make the office's recovery key, or hear that there is one."""
        RecoveryDialog(self, self.context, self._keys, bool(trust.recovery(self._keys))).open()

    def revoke(self) -> None:
        """Ask for the reason, then trust the chosen computer no longer."""
        if row := self._row:
            dialog = RevokeDialog(self, row)
            dialog.chosen.connect(partial(self._revoke, row))
            dialog.open()

    def write_card(self, device: str, folder: Path) -> None:
        """Write this computer's card into a folder, and remember what the computer is called."""
        preferences, now = self.context.preferences, datetime.now()
        preferences.remember(last={**preferences.current.last, "device_name": device})

        def work(session: Session) -> Path:
            return trust.write_own_card(session, self._keys, folder, now, device)

        self.runner.query(self, work, lambda path: self.said.emit(_(_WRITTEN).format(file=str(path))))

    def _choose_folder(self, device: str) -> None:
        dialog = StickDialog(self, self.context, _WHERE, _WRITE)
        dialog.chosen.connect(partial(self.write_card, device))
        dialog.open()

    def _ask_fingerprint(self, card: Card) -> None:
        EnrolDialog(self, self.context, card).open()

    def _revoke(self, row: DeviceRow, reason: str) -> None:
        work = partial(trust.revoke, uuid=row.uuid, reason=reason, today=self.context.today())
        self.runner.change(self, trust.REVOKE, work, values={"office": row.office_name})

    def _take(self, found: tuple[Card, Sequence[DeviceRow]]) -> None:
        self._own, rows = found
        self.fingerprint.setText(self._own.key.fingerprint)
        here = self._row.uuid if self._row else ""
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(sum(row.revoked_on is None for row in rows))
        number = next((n for n, row in enumerate(rows) if row.uuid == here), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _show(self, row: DeviceRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.office_name if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_actions(*self._actions(row))

    def _actions(self, row: DeviceRow | None) -> Iterator[Button]:
        if row is not None and row.revoked_on is None:
            yield danger(_REVOKE, self.revoke)
