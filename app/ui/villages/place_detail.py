"""A place beside the list: what is known of it, its boards, and the forms to enter or correct both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.errors import UserError
from app.i18n import N_, _, language
from app.operations import villages
from app.operations.villages import BoardRow, PlaceRow
from app.rules.offices import CODE_LENGTHS, LEVEL_NAMES, Level, OfficeDraft, parent_code
from app.rules.problems import Problem
from app.ui.catalog.facts import Facts
from app.ui.catalog.menus import Action, menu_button
from app.ui.run import Runner
from app.ui.villages.boards import BoardsBox
from app.ui.villages.choosing import place_name
from app.ui.widgets.buttons import Button, Label, danger, primary, secondary
from app.ui.widgets.detail import Detail
from app.ui.widgets.fields import FieldSpec, LineField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELDS = (
    FieldSpec("code", N_("行政区划代码"), hint=N_("苏木乡镇 9 位，嘎查村 12 位"), required=True),
    FieldSpec("name", N_("名称"), required=True),
    FieldSpec("name_mn", N_("蒙古文名称"), script="mn"),
    FieldSpec("phone", N_("监督举报电话")),
    FieldSpec("committee", N_("监督机构"), hint=N_("例如：村务监督委员会")),
    FieldSpec("committee_mn", N_("监督机构（蒙古文）"), script="mn"),
    FieldSpec("address", N_("地址")),
)
BOARD_FIELDS = (
    FieldSpec("name", N_("公示栏名称"), required=True),
    FieldSpec("name_mn", N_("蒙古文名称"), script="mn"),
    FieldSpec("place", N_("位置"), hint=N_("例如：嘎查委员会门前")),
)
_NEW, _NEW_BOARD, _BOARD = N_("登记嘎查村或苏木乡镇"), N_("{name}：添加公示栏"), N_("{name}：修改公示栏")
_SAVE, _CANCEL = N_("保存"), N_("取消")
_EDIT, _REMOVE, _MORE = N_("修改"), N_("删除"), N_("更多")
_NONE = N_("选一个苏木乡镇或嘎查村，这里显示它的情况；或登记一个新的。")
_MERGED, _ENDED = N_("已并入“{name}”"), N_("已撤销")
_SINCE = N_("{name}（{day}）")
_UNDER = N_("{level}（上级：{name}）")


def merged_words(row: PlaceRow, names: Mapping[str, str]) -> str:
    """Into what a place went, and when; empty for one that stands."""
    if not row.merged_into:
        return _(_ENDED) if row.ended_on else ""
    into = _(_MERGED).format(name=names.get(row.merged_into, row.merged_into))
    return _(_SINCE).format(name=into, day=row.ended_on.isoformat()) if row.ended_on else into


def level_of(code: str) -> Level:
    """The level a code tells by its length; a village's for any other."""
    return next((level for level, length in CODE_LENGTHS.items() if length == len(code)), Level.VILLAGE)


def facts(row: PlaceRow, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Labels and texts of a place; the name in the language in use stands above them."""
    mongolian = language() == "mn_Mong"
    yield N_("撤并"), merged_words(row, names)
    yield N_("汉文名称"), row.name if mongolian and row.name_mn else ""
    yield N_("蒙古文名称"), "" if mongolian else row.name_mn
    yield N_("层级"), _(LEVEL_NAMES[row.level])
    yield N_("行政区划代码"), row.code
    yield N_("上级"), names.get(row.parent_code, row.parent_code)
    yield N_("监督举报电话"), row.phone
    yield N_("监督机构"), row.committee
    yield N_("监督机构（蒙古文）"), row.committee_mn
    yield N_("地址"), row.address


class PlaceDetail(Detail):
    """Shows the chosen place, or one of its two forms. `saved` carries the code of what was entered or corrected."""

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, runner: Runner, ways: tuple[Action, ...], merge: Action) -> None:
        super().__init__()
        self._runner, self._ways, self._merge = runner, ways, merge
        self._row: PlaceRow | None = None
        self._names: Mapping[str, str] = {}
        self._editing = ""  # the code of the place in the form, or the uuid of the board; empty for a new one
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.boards = BoardsBox(runner)
        self.form, self.board_form = Form(FIELDS), Form(BOARD_FIELDS)
        for part in (self.nothing, self.facts, self.boards, self.form, self.board_form):
            self.add(part)
        self.add_stretch()
        self.boards.asked.connect(self.edit_board)
        self.form.save_asked.connect(self.save)
        self.form.edited.connect(self._note_code)
        self.board_form.save_asked.connect(self.save_board)
        for form in (self.form, self.board_form):
            escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), form)
            escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            escape.activated.connect(self.cancel)
        self.show_place(None, {})

    def show_place(self, row: PlaceRow | None, names: Mapping[str, str]) -> None:
        """Show this place; `names` are those of all places, by code."""
        self._row, self._names = row, names
        self.set_heading(place_name(row) if row else "")
        self.facts.show_rows(list(facts(row, names)) if row else [])
        self.boards.show_place(row.code if row else "")
        self._stand(None)
        self.set_actions(*(self._buttons(row) if row else ()))

    def typing(self) -> bool:
        """Whether one of the forms is open."""
        return not (self.form.isHidden() and self.board_form.isHidden())

    def new(self, code: str) -> None:
        """Open the empty form; the code begins like this."""
        self._open("", {"code": code}, _(_NEW))
        self.form.focus("code")
        field = self.form.field("code")
        assert isinstance(field, LineField)
        field.line.end(False)  # behind what the code begins with

    def edit(self) -> None:
        """Open the form with the place that is shown."""
        if row := self._row:
            values = {field.key: getattr(row, field.key) for field in FIELDS}
            self._open(row.code, values, place_name(row))
            self.form.focus("name")

    def edit_board(self, board: BoardRow | None) -> None:
        """Open the form of a board of the place that is shown; a new one without `board`."""
        if self._row is None:
            return
        self._editing = board.uuid if board else ""
        self.board_form.clear(keep_pinned=False)
        if board:
            self.board_form.set_values({"name": board.name, "name_mn": board.name_mn, "place": board.place})
        self.set_heading(_(_BOARD if board else _NEW_BOARD).format(name=place_name(self._row)))
        self._stand(self.board_form)
        self.set_actions(secondary(_CANCEL, self.cancel), primary(_SAVE, self.save_board))
        self.board_form.focus("name")

    def cancel(self) -> None:
        """Close the form and keep nothing of it."""
        self.show_place(self._row, self._names)
        self.cancelled.emit()

    def save(self) -> None:
        """Keep the place, or say what is wrong."""
        values = self.form.values()
        code, name = values.pop("code"), values.pop("name")
        draft, editing = replace(OfficeDraft(code, name, level_of(code)), **values), self._editing

        def problems(session: Session) -> list[Problem]:
            return villages.place_problems(session, draft, editing)

        self._runner.query(self, problems, partial(self._keep, draft), slot="problems")

    def save_board(self) -> None:
        """Keep the board, or say what is wrong."""
        values, row = self.board_form.values(), self._row
        problems = villages.board_problems(values["name"], values["name_mn"], values["place"])
        if row is None or self.board_form.show_problems(problems):
            self.board_form.focus_problem()
            return
        if self._editing:
            work = partial(villages.edit_board, uuid=self._editing, **values)
            self._change(villages.EDIT_BOARD, work, values["name"], row.code)
        else:
            adding = partial(villages.add_board, office_code=row.code, **values)
            self._change(villages.ADD_BOARD, adding, values["name"], row.code)

    def remove(self) -> None:
        """Take the place that is shown off the list; it can be undone."""
        if row := self._row:
            self._runner.change(
                self, villages.REMOVE, partial(villages.remove, code=row.code), values={"name": row.name}
            )

    def _keep(self, draft: OfficeDraft, problems: Sequence[Problem]) -> None:
        if self.form.show_problems(problems):
            self.form.focus_problem()
        elif self._editing:
            self._change(villages.EDIT, partial(villages.edit, code=self._editing, draft=draft), draft.name, draft.code)
        else:
            self._change(villages.ADD, partial(villages.add, draft=draft), draft.name, draft.code)

    def _change(self, title: str, work: Any, name: str, code: str) -> None:
        def done(_result: object) -> None:
            self._stand(None)
            self.saved.emit(code)

        self._runner.change(self, title, work, done, {"name": name}, self._refused)

    def _refused(self, error: BaseException) -> None:
        """Somebody else changed the file meanwhile: say it in the form."""
        form = self.board_form if self.form.isHidden() else self.form
        if isinstance(error, UserError):
            form.show_problems([Problem("name", error.message, error.values)])
            form.focus_problem()
        else:
            self._runner.failed.emit(error)

    def _open(self, code: str, values: dict[str, Any], heading: str) -> None:
        self._editing = code
        self.form.clear(keep_pinned=False)
        self.form.set_values(values)
        self._note_code("code")
        self.set_heading(heading)
        self._stand(self.form)
        self.set_actions(secondary(_CANCEL, self.cancel), primary(_SAVE, self.save))

    def _note_code(self, key: str) -> None:
        """Say under the code what it means."""
        if key == "code":
            code = self.form.values()["code"]
            above = self._names.get(parent_code(code), "") if len(code) in CODE_LENGTHS.values() else ""
            told = _(_UNDER).format(level=_(LEVEL_NAMES[level_of(code)]), name=above) if above else ""
            self.form.show_hint("code", told)

    def _stand(self, form: Form | None) -> None:
        """Show this form alone, or the place."""
        for each in (self.form, self.board_form):
            each.setVisible(each is form)
        self.facts.setVisible(form is None)
        self.boards.setVisible(form is None and self._row is not None)
        self.nothing.setVisible(form is None and self._row is None)

    def _buttons(self, row: PlaceRow) -> Iterator[Button]:
        village = row.level is Level.VILLAGE
        more = [*(self._ways if village else self._ways[:1]), *([self._merge] if village and row.stands else [])]
        yield menu_button(_MORE, more)
        if parent_code(row.code) in self._names:
            yield danger(_REMOVE, self.remove)
        yield primary(_EDIT, self.edit)
