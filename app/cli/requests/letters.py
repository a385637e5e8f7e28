"""Letters of a case from the command line: what it needs, begun, issued, delivered, printed, and their templates."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from app.cli import printouts
from app.cli.answers import Answer, Table, cell
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, Day, OneOf
from app.cli.printouts import Look, printable
from app.cli.requests.filters import request_argument
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations import letter_papers, letters, papers, references, request_lists
from app.operations.request_lists import LetterRow
from app.rules.letters import DELIVERY_NAMES, LETTER_NAMES, PLACES, Delivery, LetterKind

_BEGUN = N_("已起草“{name}”，编号 {uuid}。")
_OPEN = N_("还有空白没有填：{problem}")
_EDITED = N_("已修改文书“{name}”。")
_ISSUED = N_("已印发“{name}”，文号 {number}。")
_ISSUED_FORM = N_("已印发“{name}”。")
_DELIVERED = N_("已登记“{name}”于 {day} 送达。")
_REMOVED = N_("已删除 {n} 份文书。")
_WRITTEN = N_("已写出：{file}")
_SET = N_("已保存文书模板“{name}”。")
_RESET = N_("已恢复自带的文书模板“{name}”。")
_NOTHING = N_("没有写要修改的内容，例如 --body-file 文件。")
_UNREADABLE = N_("读不到文件“{file}”，或者它不是UTF-8文本。请核对文件名和编码。")
_FIELD = N_("{name}：{value}")
_OWN, _USUAL = N_("本单位"), N_("自带")
_HEADINGS = (N_("编号"), N_("文书"), N_("文号"), N_("印发日期"), N_("送达方式"), N_("送达日期"), N_("签收人"))

letter_argument = argument("letter", metavar="LETTER")


def _letter(place: Workplace, text: str) -> str:
    return place.ask(references.letter, text)


def _name(place: Workplace, uuid: str) -> str:
    return _(LETTER_NAMES[place.ask(letters.draft_of, uuid).kind])


@command
@request_argument
def offered(place: Workplace, request: str) -> Answer:
    """Tell the letters a case needs now, and why."""
    found = place.ask(letters.offered, place.ask(references.request, request))
    shown = [(str(offer.kind), offer.name, offer.why, offer.event_uuid) for offer in found]
    return Answer(found, (Table((N_("代码"), N_("文书"), N_("为什么"), N_("步骤")), shown),))


@command
@request_argument
@argument("kind", type=OneOf(LetterKind))
@option("--event", default="", metavar="ID", help=N_("属于哪一步；不写时是最近的一步。"))
@option("--title", help=N_("标题。"))
@option("--addressee", help=N_("主送。"))
@option("--body-file", type=FILE, help=N_("正文取自这个文本文件，每段一行。"))
def begin(
    place: Workplace, request: str, kind: str, event: str, title: str | None, addressee: str | None,
    body_file: Path | None,
) -> Answer:  # fmt: skip
    """Begin a letter, filled with what the case knows, and keep it as a draft."""
    uuid = place.ask(references.request, request)
    draft = _changed(place.ask(letters.begun, uuid, LetterKind(kind), event, place.today), title, addressee, body_file)
    name = _(LETTER_NAMES[draft.kind])
    made = place.change(letters.WRITE, partial(letters.keep, draft=draft), {"name": name})
    left = [_(_OPEN).format(problem=problem.text) for problem in letters.problems(draft)]
    value = {"uuid": made, "title": draft.title, "addressee": draft.addressee, "body": draft.body, "problems": left}
    return Answer(value, (_(_BEGUN).format(name=name, uuid=made), draft.body, *left))


def _changed(
    draft: letters.LetterDraft, title: str | None, addressee: str | None, body_file: Path | None
) -> letters.LetterDraft:
    """The letter with what was said on the command line in place of its own."""
    return replace(
        draft,
        title=draft.title if title is None else title,
        addressee=draft.addressee if addressee is None else addressee,
        body=_text(body_file) if body_file else draft.body,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeError) as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error


@command
@letter_argument
def show(place: Workplace, letter: str) -> Answer:
    """Tell everything a letter says."""
    draft = place.ask(letters.draft_of, _letter(place, letter))
    values = {
        N_("文书"): _(LETTER_NAMES[draft.kind]),
        N_("文号"): draft.number,
        N_("标题"): draft.title,
        N_("主送"): draft.addressee,
        N_("正文"): draft.body,
    }
    shown = [_(_FIELD).format(name=_(name), value=value) for name, value in values.items() if value]
    return Answer(draft, (*shown, *(problem.text for problem in letters.problems(draft))))


@command
@letter_argument
@option("--title", help=N_("标题。"))
@option("--addressee", help=N_("主送。"))
@option("--body-file", type=FILE, help=N_("正文取自这个文本文件，每段一行。"))
def edit(place: Workplace, letter: str, title: str | None, addressee: str | None, body_file: Path | None) -> Answer:
    """Write a draft anew."""
    if title is None and addressee is None and body_file is None:
        raise Misuse(_(_NOTHING))
    uuid = _letter(place, letter)
    draft = _changed(place.ask(letters.draft_of, uuid), title, addressee, body_file)
    name = _(LETTER_NAMES[draft.kind])
    place.change(letters.EDIT, partial(letters.edit, uuid=uuid, draft=draft), {"name": name})
    left = [problem.text for problem in letters.problems(draft)]
    return Answer({"uuid": uuid, "problems": left}, (_(_EDITED).format(name=name), *left))


@command
@letter_argument
@option("--on", "day", type=Day(), help=N_("印发的日期，默认今天。"))
def issue(place: Workplace, letter: str, day: date | None) -> Answer:
    """Send a letter out under its number; refused while a blank is left."""
    uuid = _letter(place, letter)
    name, on = _name(place, uuid), day or place.today
    number = place.change(letters.ISSUE, partial(letters.issue, uuid=uuid, on=on, today=place.today), {"name": name})
    told = _(_ISSUED if number else _ISSUED_FORM).format(name=name, number=number)
    return Answer({"uuid": uuid, "number": number, "issued_on": on}, (told,))


@command
@letter_argument
@option("--by", "delivery", type=OneOf(Delivery), default=str(Delivery.IN_PERSON), help=N_("送达方式。"))
@option("--on", "day", type=Day(), help=N_("送达的日期，默认今天。"))
@option("--received-by", default="", help=N_("签收人。"))
def deliver(place: Workplace, letter: str, delivery: str, day: date | None, received_by: str) -> Answer:
    """Enter how a letter arrived; where a period runs from its arrival, the case is counted anew."""
    uuid = _letter(place, letter)
    name, on = _name(place, uuid), day or place.today
    work = partial(
        letters.deliver, uuid=uuid, delivery=delivery, on=on, received_by=received_by, today=place.today
    )  # fmt: skip
    place.change(letters.DELIVER, work, {"name": name})
    told = _(_DELIVERED).format(name=name, day=on.isoformat())
    return Answer({"uuid": uuid, "delivery": delivery, "delivered_on": on}, (told,))


@command
@letter_argument
@argument("file", type=FILE)
@printable
def print_letter(place: Workplace, letter: str, file: Path, look: Look) -> Answer:
    """Write an issued letter as PDF and keep that it went out."""
    uuid = _letter(place, letter)
    paper = papers.letter_of(uuid, place.ask(letters.draft_of, uuid).kind)
    drawn = printouts.write(place, file, paper, look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))


@command
@letter_argument
@argument("file", type=FILE)
def word(place: Workplace, letter: str, file: Path) -> Answer:
    """Write a letter as a Word file for the last touch; drafts too."""
    place.ask(letter_papers.write_word, _letter(place, letter), file, place.now)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@request_argument
def list_letters(place: Workplace, request: str) -> Answer:
    """Tell the letters of a case."""
    rows = place.ask(request_lists.letters, place.ask(references.request, request))
    return Answer(rows, (Table(_HEADINGS, [_line(row) for row in rows]),))


def _line(row: LetterRow) -> tuple[str, ...]:
    way = _(DELIVERY_NAMES[Delivery(row.delivery)]) if row.delivery else ""
    return (
        row.uuid, _(LETTER_NAMES[LetterKind(row.kind)]), row.number, cell(row.issued_on), way, cell(row.delivered_on),
        row.received_by,
    )  # fmt: skip


@command
@argument("ids", nargs=-1, required=True, metavar="LETTER...")
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take letters to the recycle bin."""
    uuids = [_letter(place, text) for text in ids]
    n = place.change(letters.REMOVE, partial(letters.remove, uuids=uuids), {"n": len(uuids)})
    return Answer({"removed": n}, (_(_REMOVED).format(n=n),))


@command
def templates(place: Workplace) -> Answer:
    """Tell every template, and whose words it has."""
    found = place.ask(letters.templates)
    shown = [(each.key, letters.template_name(each), _(_OWN) if each.own else _(_USUAL), each.title) for each in found]
    return Answer(found, (Table((N_("代码"), N_("文书"), N_("文字"), N_("标题")), shown),))


@command
@argument("key")
@option("--title", help=N_("换成这个标题。"))
@option("--body-file", type=FILE, help=N_("换成这个文本文件里的正文。"))
@option("--reset", is_flag=True, help=N_("恢复自带的文字。"))
def template(place: Workplace, key: str, title: str | None, body_file: Path | None, reset: bool) -> Answer:
    """Tell one template with the places it may hold, or put the office's own words in its place."""
    found = place.ask(letters.template, key)
    told = {"name": letters.template_name(found)}
    if reset:
        place.change(letters.RESET, partial(letters.reset_template, key=key), told)
        return Answer(place.ask(letters.template, key), (_(_RESET).format(**told),))
    if title is None and body_file is None:
        places = Table((N_("项目"), N_("填的是什么")), [(f"{{{place_}}}", _(what)) for place_, what in PLACES.items()])
        return Answer(found, (told["name"], found.note, found.title, found.body, places))
    body = _text(body_file) if body_file else found.body
    work = partial(letters.set_template, key=key, title=found.title if title is None else title, body=body)
    place.change(letters.TEMPLATE, work, told)
    return Answer(place.ask(letters.template, key), (_(_SET).format(**told),))
