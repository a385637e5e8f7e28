"""At the counter (查询): what somebody was paid, masked; who asked is kept, and so is who looked behind the mask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import notice_queries, payouts
from app.operations.payouts import PayoutLine
from app.rules.payouts import yuan
from app.rules.problems import Problem
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.payouts.columns import FOUND, filled, money
from app.ui.payouts.unmask_dialog import UnmaskDialog
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name, say

TYPING_MILLISECONDS = 300
TIMES = 1.4  # of the window's type
LIMIT = 200
_ASK = N_("姓名、姓名的前几个字，或者完整的身份证号")
_ASKED = N_("查询谁的补贴")
_FOUND = N_("查到的补贴")
_BEGIN = N_("输入姓名或身份证号")
_BEGIN_WHY = N_("查某个人领过哪些补贴。屏幕上证件号等按设置隐去，可以给来人看；离开本页，输入的内容随即清除。")
_NO_HIT = N_("没有查到发放记录")
_NO_HIT_WHY = N_("请核对姓名的字，或用完整的身份证号再查；也可能名册还没有导入。")
_MANY = N_("只显示前 {n} 行，请多写几个字，或用身份证号查。")
_SEVERAL = N_("查到 {n} 个人，可能有同名的人。请对照嘎查村；报数之前，最好用身份证号再查一次。")
_NONE = N_("选一行，看这个人每年的合计，并登记这次查询。")
_YEAR = N_("{year} 年合计")
_YEARLY = N_("{n} 笔，{amount}")
_LOG_WORDS = N_("登记这次查询（谁来问、为什么），查询登记簿在“公示—档案与查询”里。")
_LOG, _UNMASK, _NOTICE = N_("登记查询"), N_("查看全部信息…"), N_("打开公示")
_LOGGED = N_("已登记这次查询。")
_SHOWN = N_("{name}（{village}）{year}年{programme}{amount}元")
_SHOWN_NONE = N_("没有查到发放记录")
_NO_NAME = N_("请填写查询人。")
FIELDS = (
    FieldSpec("name", N_("查询人"), required=True),
    FieldSpec("purpose", N_("查询事由"), hint=N_("例如：本人核对补贴是否到账")),
)


def person(line: PayoutLine) -> tuple[str, str, str]:
    """What tells one person from another on the screen."""
    return line.name, line.office_code, line.id_number


def facts(lines: Sequence[PayoutLine]) -> Iterator[tuple[str, str]]:
    """The sums of a person, year by year; the labels are said already."""
    for year in dict.fromkeys(line.year for line in lines):
        paid = [line.amount_fen for line in lines if line.year == year]
        yield _(_YEAR).format(year=year), _(_YEARLY).format(n=len(paid), amount=money(sum(paid)))


class LargeLine(QLineEdit):
    """A line in larger type, which two people can read across a counter."""

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        for show in (self.setPlaceholderText, self.setToolTip):
            say(self, show, _ASK)
        name(self, _ASKED)
        self._enlarge()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the window's type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._enlarge()

    def _enlarge(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * TIMES)
        if self.font().pointSizeF() != font.pointSizeF():
            self.setFont(font)


class LookUpSection(Section):
    """One large line; what was paid stands under it, the sums of the chosen person beside it."""

    watches = frozenset({"payout", "payout_roll", "payout_private", "office", "setting"})
    help_page = "payouts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.line = LargeLine()
        self.note = Label(tone="soon", wrap=True)
        self.table = SmallTable(FOUND)
        self.begin = Empty(_BEGIN, _BEGIN_WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.log_words = Label(_LOG_WORDS, tone="quiet", wrap=True)
        self.form = Form(FIELDS)
        self._typing = QTimer(self)
        self._lay_out()
        self._listen()
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _FOUND)
        self.room.addWidget(self.begin)
        self.room.addWidget(self.table)
        for widget in (self.nothing, self.facts, self.log_words, self.form):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.note.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.line)
        box.addWidget(self.note)
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.reload)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.line.returnPressed.connect(self._to_list)
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.form.focus("name"))
        self.form.save_asked.connect(self.log)

    def reload(self) -> None:
        """Look for what stands in the line."""
        self._typing.stop()
        text = self.line.text()
        self.runner.query(self, lambda session: payouts.looked_up(session, text, limit=LIMIT), self._take, slot="found")

    def retranslate(self) -> None:
        """Say notes and sums again."""
        self._say_found()
        self._show(self.table.current())

    def focus_filter(self) -> None:
        """Go to the line."""
        self.line.setFocus()
        self.line.selectAll()

    def new(self) -> None:
        """Ctrl+N: the next person at the counter."""
        self.leave()
        self.line.setFocus()

    def leave(self) -> None:
        """Whoever comes next sees nothing of the person before."""
        self.line.clear()
        self.form.clear(keep_pinned=False)
        self.reload()

    def log(self) -> None:
        """Keep who asked, why, and what was shown."""
        values = self.form.values()
        if self.form.show_problems(() if values["name"] else (Problem("name", _NO_NAME),)):
            self.form.focus_problem()
            return
        work = partial(notice_queries.ask, **values, shown=self._shown(), on=self.context.today())
        self.runner.change(self, notice_queries.ASK, work, lambda _uuid: self._logged())

    def unmask(self) -> None:
        """Ask why, then show what is masked of the chosen row."""
        if row := self.table.current():
            UnmaskDialog(self, self.context, row.uuid).open()

    def _logged(self) -> None:
        self.form.clear(keep_pinned=False)
        self.said.emit(_(_LOGGED))

    def _to_list(self) -> None:
        self.reload()
        if self.table.rows():
            self.table.setFocus()
            self.table.selectRow(0)

    def _take(self, rows: Sequence[PayoutLine]) -> None:
        here = self.table.current()
        self.table.set_rows(rows)
        self.table.show_columns(filled(FOUND, rows))
        self.room.setCurrentWidget(self.table if rows else self.begin)
        self.counted.emit(len(rows) if self.line.text().strip() else -1)
        self._say_found()
        people = {person(row) for row in rows}
        number = next(
            (n for n, row in enumerate(rows) if here and row.uuid == here.uuid), 0 if len(people) == 1 else -1
        )
        if number >= 0:
            self.table.setCurrentIndex(self.table.model().index(number, 0))
        else:
            self._show(None)

    def _say_found(self) -> None:
        rows, asked = self.table.rows(), bool(self.line.text().strip())
        self.begin.say(_NO_HIT if asked else _BEGIN, _NO_HIT_WHY if asked else _BEGIN_WHY)
        people = len({person(row) for row in rows})
        if len(rows) >= LIMIT:
            self.note.say(_MANY, n=LIMIT)
        else:
            self.note.say(_SEVERAL, n=people)
        self.note.setVisible(people > 1)

    def _lines(self) -> list[PayoutLine]:
        """What the chosen person was paid."""
        row = self.table.current()
        return [line for line in self.table.rows() if row and person(line) == person(row)]

    def _show(self, row: PayoutLine | None) -> None:
        asked = bool(self.line.text().strip())
        self.detail.set_heading(f"{row.name} · {row.village}" if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(self._lines())) if row else [])
        for widget in (self.log_words, self.form):
            widget.setVisible(asked and (row is not None or not self.table.rows()))
        self.detail.set_actions(*self._actions(row, asked))

    def _actions(self, row: PayoutLine | None, asked: bool) -> Iterator[Button]:
        if row is not None:
            if row.notice_uuid:
                yield secondary(_NOTICE, lambda: self.go.emit("notices", row.notice_uuid))
            yield secondary(_UNMASK, self.unmask)
        if row is not None or (asked and not self.table.rows()):
            yield primary(_LOG, self.log)

    def _shown(self) -> str:
        lines = self._lines()
        told = [
            _(_SHOWN).format(
                name=line.name, village=line.village, year=line.year, programme=line.programme,
                amount=yuan(line.amount_fen),
            )
            for line in lines
        ]  # fmt: skip
        return "；".join(told) or _(_SHOWN_NONE)
