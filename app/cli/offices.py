"""The office: its file, its people, its choices."""

import getpass
import sys
from functools import partial

from app.cli.answers import Answer, Table, cell
from app.cli.calendars import moved_lines
from app.cli.commands import Entry, Group, argument, command, option
from app.cli.kinds import OneOf
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import offices, references
from app.operations.calendars import choose as choose_and_recount
from app.rules.choices import CHOICES
from app.rules.offices import LEVEL_NAMES, Level, OfficeDraft

_MADE = N_("已建立{level}单位“{name}”的数据文件：{file}")
_ADDED = N_("已添加人员“{name}”。")
_PIN_SET = N_("已修改“{name}”的口令。")
_PIN_TAKEN = N_("已取消“{name}”的口令。")
_RETIRED = N_("已停用“{name}”，以前的记录里仍保留姓名。")
_CHOSEN = N_("{label}：{value}")
_ASK_PIN = N_("新口令（4至8位数字，不要口令时直接按回车）：")

people = Group(
    entries={
        "list": Entry(N_("列出人员。"), __name__, "list_people"),
        "add": Entry(N_("添加人员。"), __name__, "add_person"),
        "pin": Entry(N_("修改口令；口令从终端或标准输入读一行。"), __name__, "set_pin"),
        "retire": Entry(N_("停用人员。"), __name__, "retire_person"),
    }
)
settings = Group(
    entries={
        "list": Entry(N_("列出本单位的约定和出处。"), __name__, "list_choices"),
        "set": Entry(N_("修改一项约定。"), __name__, "choose"),
    }
)


@command
@option(
    "--office",
    "code",
    required=True,
    metavar="CODE",
    help=N_("行政区划代码：盟市4位、旗县6位、苏木乡镇9位、嘎查村12位。"),
)
@option("--level", type=OneOf(Level), required=True, help=N_("级别。"))
@option("--name", required=True, help=N_("单位名称。"))
@option("--name-mn", default="", help=N_("蒙古文名称。"))
def init(place: Workplace, code: str, level: str, name: str, name_mn: str) -> Answer:
    """Make the office's file."""
    draft = OfficeDraft(code, name, Level(level), name_mn)
    offices.create_store(place.path, draft).close()
    told = _(_MADE).format(name=name, level=_(LEVEL_NAMES[draft.level]), file=place.path)
    made = {"code": code, "name": name, "level": level, "name_mn": name_mn}
    return Answer({"store": place.path, "office": made}, (told,))


@command
@option("--all", "all_of_them", is_flag=True, help=N_("连同已停用的。"))
def list_people(place: Workplace, all_of_them: bool) -> Answer:
    """Tell who works here."""
    rows = place.ask(offices.people, all_of_them)
    shown = [(row.name, cell(row.has_pin), cell(row.active), row.uuid) for row in rows]
    return Answer(rows, (Table((N_("姓名"), N_("有口令"), N_("在用"), N_("编号")), shown),))


@command
@argument("name")
def add_person(place: Workplace, name: str) -> Answer:
    """Enter somebody who works here."""
    uuid = place.change(offices.ADD_PERSON, lambda session: offices.add_person(session, name))
    return Answer({"uuid": uuid, "name": name}, (_(_ADDED).format(name=name),))


@command
@argument("name")
def set_pin(place: Workplace, name: str) -> Answer:
    """Give somebody a new PIN, read from where it leaves no trace."""
    uuid, pin = place.ask(references.person, name), _typed_pin()
    place.change(offices.SET_PIN, lambda session: offices.set_pin(session, uuid, pin))
    told = _(_PIN_SET if pin else _PIN_TAKEN).format(name=name)
    return Answer({"uuid": uuid, "has_pin": bool(pin)}, (told,))


def _typed_pin() -> str:
    return getpass.getpass(_(_ASK_PIN)) if sys.stdin.isatty() else sys.stdin.readline().strip()


@command
@argument("name")
def retire_person(place: Workplace, name: str) -> Answer:
    """Somebody no longer works here."""
    uuid = place.ask(references.person, name)
    place.change(offices.RETIRE, lambda session: offices.retire(session, uuid))
    return Answer({"uuid": uuid, "active": False}, (_(_RETIRED).format(name=name),))


@command
def list_choices(place: Workplace) -> Answer:
    """Tell what the office chose where law leaves a choice."""
    rows = place.ask(offices.choice_rows)
    value = [
        {"key": row.choice.key, "label": row.choice.text, "value": row.value, "source": _(row.choice.source)}
        for row in rows
    ]
    shown = [(line["key"], line["value"], line["label"], line["source"]) for line in value]
    return Answer(value, (Table((N_("代码"), N_("值"), N_("约定"), N_("出处")), shown),))


@command
@argument("key", type=OneOf(CHOICES))
@argument("value")
def choose(place: Workplace, key: str, value: str) -> Answer:
    """Make a choice of the office."""
    label = CHOICES[key].text
    moved = place.change(offices.CHOOSE, partial(choose_and_recount, key=key, value=value), {"label": label})
    shown = (_(_CHOSEN).format(label=label, value=value), *moved_lines(moved))
    return Answer({"key": key, "value": value, "moved": moved}, shown)
