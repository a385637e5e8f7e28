"""The demonstration, which needs no window."""

from pathlib import Path

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command
from app.cli.kinds import FILE
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import demo as demonstration
from app.rules.request_events import ENDED

_CATALOG = N_("已公布目录：新增 {taken} 项，更新 {changed} 项，不变 {unchanged} 项，未采纳 {refused} 行。")
_IMPORT = N_("台账：登记 {taken} 条，未采纳 {refused} 行。")
_PAYOUTS = N_("补贴名册：登记 {taken} 行，未采纳 {refused} 行。")
_NOTICES = N_("公示：{n} 份，从起草到建档都有；{villages} 个嘎查村里有 {covered} 个已公示全部补贴。")
_REQUESTS = N_("依申请公开：{n} 件，其中在办 {open} 件。")
_DUE = N_("7天内到期 {n} 条，已超期 {overdue} 条。")


@command
@argument("folder", type=FILE)
def demo(place: Workplace, folder: Path) -> Answer:
    """Do the main job from an empty folder."""
    done = demonstration.run(folder, place.today)
    shown = (
        _(_CATALOG).format(**done.catalog),
        _(_IMPORT).format(**done.imported),
        _(_PAYOUTS).format(**done.payouts),
        _(_NOTICES).format(n=sum(done.notices.values()), villages=done.villages, covered=done.covered),
        _(_REQUESTS).format(
            n=sum(done.requests.values()), open=sum(n for state, n in done.requests.items() if state not in ENDED)
        ),
        _(_DUE).format(n=len(done.due), overdue=done.overdue),
        Table((N_("结果"), N_("文件")), [(name, str(path)) for name, path in done.files.items()]),
    )
    return Answer(done, shown)
