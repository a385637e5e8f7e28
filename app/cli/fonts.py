"""The typefaces of paper: which file serves what on this computer, and why others do not."""

from dataclasses import fields

from app.cli.answers import Answer, Table
from app.cli.commands import command
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import fonts as faces

_NONE = N_("没有可用的字体")
HEADINGS = (N_("用途"), N_("字体"), N_("文件"), N_("许可"))


@command
def fonts(place: Workplace) -> Answer:
    """List what serves each kind of text, and the files that cannot with their reasons."""
    rows = faces.listed()
    shown = [
        (
            _(faces.NAMES[row.role]),
            row.family or _(_NONE),
            row.file.name if row.file else "",
            row.licence and _(row.licence),
        )
        for row in rows
    ]
    refused = dict.fromkeys(faces.told(each) for row in rows for each in row.refused)
    value = [
        {each.name: getattr(row, each.name) for each in fields(row)}
        | {"refused": [{"file": str(each.path), "reason": faces.reason(each)} for each in row.refused]}
        for row in rows
    ]
    return Answer(value, (Table(HEADINGS, shown), *refused))
