"""What the cards of the first page say: of the village boards, of requests and the annual report, of packages."""

from collections.abc import Iterator, Sequence

from app.i18n import N_, _
from app.operations.annual_reports import ReportDeadline
from app.operations.board import Board
from app.operations.notice_lists import NoticeFilter
from app.operations.packages.reminders import Reminders
from app.operations.request_lists import RequestFilter, Waiting
from app.rules.annual_report import Scope
from app.ui.home.task_card import Task

BOARD_TITLE, BOARD_NOTHING = N_("公示栏"), N_("公示栏上没有等着办的事。")
REQUESTS_TITLE, REQUESTS_NOTHING = N_("依申请公开"), N_("没有等着办的申请。")
PACKAGES_TITLE, PACKAGES_NOTHING = N_("报送"), N_("没有等着报送或处理的。")
_OVERDUE = N_("{n} 件异议已过答复期限")
_OBJECTIONS = N_("{n} 件异议等待答复")
_OVER = N_("{n} 份公示期满，等待取下")
_SOON = N_("{n} 份公示 3 日内期满")
_TO_POST = N_("{n} 份公示等待张贴")
_TO_FILE = N_("{n} 份公示等待建档")
_MATTERS = N_("{n} 个嘎查村公开事项 14 日内到期或已过期")
_PAYOUTS = N_("{n} 个嘎查村的本年补贴发放结果还没有公示，距 {day} 还有 {left} 日")
_LATE = N_("{n} 件申请已过答复期限")
_DUE_SOON = N_("{n} 件申请的下一步 7 日内到期")
_CONFIRM = N_("{n} 件申请等待与申请人确认")
_LAPSED = N_("{n} 件申请等的期限已满，等待登记结果")
_TO_ARCHIVE = N_("{n} 件申请已办结，等待归档")
_SUGGESTED = N_("{n} 件申请建议转主动公开，等待审核")
_REPORTS = {
    Scope.OWN: (
        N_("{year}年年度报告应在 {day} 前完成，还有 {left} 日"),
        N_("{year}年年度报告应在 {day} 前完成，已经过期"),
    ),
    Scope.TREE: (
        N_("{year}年汇总的年度报告应在 {day} 前公布，还有 {left} 日"),
        N_("{year}年汇总的年度报告应在 {day} 前公布，已经过期"),
    ),
}
_SEND = (N_("{period}的内容应在 {day} 前报送，还有 {left} 日"), N_("{period}的内容应在 {day} 前报送，已经过期"))
_RETURNED = N_("{n} 条记录被上级退回或有冲突，等待处理")
_DISPUTED = N_("{n} 条报来的记录有冲突，等待处理")
_EXPIRING = N_("{n} 个参数包即将到期或已到期")


def of_packages(waiting: Reminders) -> Iterator[Task]:
    """What waits of packages: to be sent, to be settled."""
    if waiting.due:
        period = waiting.due.period
        values = {"period": _(period.message).format(**period.values), "day": waiting.due.on.isoformat()}
        yield Task(_SEND[waiting.days_left < 0], 1, "packages", "send", values | {"left": waiting.days_left})
    yield Task(_RETURNED, waiting.returned, "packages", "receipts")
    yield Task(_DISPUTED, waiting.disputed, "packages", "receive")
    yield Task(_EXPIRING, waiting.expiring, "packages", "packs")


def of_board(board: Board) -> Iterator[Task]:
    """What waits on the boards, the late things first."""
    waiting = board.waiting
    values = {"day": board.payouts_due_on.isoformat(), "left": board.days_left}
    yield Task(_OVERDUE, waiting.overdue_objections, "notices", NoticeFilter("objection"))
    yield Task(_OBJECTIONS, waiting.objections - waiting.overdue_objections, "notices", NoticeFilter("objection"))
    yield Task(_OVER, waiting.over, "notices", NoticeFilter("over"))
    yield Task(_SOON, waiting.soon, "notices", NoticeFilter("running"))
    yield Task(_TO_POST, board.to_post, "notices", NoticeFilter("to_post"))
    yield Task(_TO_FILE, waiting.to_file, "notices", NoticeFilter("to_file"))
    yield Task(_MATTERS, board.matters_due, "villages", "plan")
    yield Task(_PAYOUTS, board.unposted_villages, "payouts", "coverage", values)


def of_requests(waiting: Waiting, deadlines: Sequence[ReportDeadline], office_code: str) -> Iterator[Task]:
    """What waits of requests, the late things first, then the reports that are due."""
    for sentence, n, view in (
        (_LATE, waiting.overdue, "overdue"),
        (_LAPSED, waiting.lapsed, "lapsed"),
        (_CONFIRM, waiting.confirmation, "confirmation"),
        (_DUE_SOON, waiting.due_soon, "due_soon"),
        (_SUGGESTED, waiting.suggested, "suggested"),
        (_TO_ARCHIVE, waiting.to_archive, "to_archive"),
    ):
        yield Task(sentence, n, "requests", RequestFilter(view))
    for deadline in deadlines:
        values = {"year": deadline.year, "day": deadline.due_on.isoformat(), "left": deadline.days_left}
        sentence = _REPORTS[Scope(deadline.scope)][deadline.days_left < 0]
        yield Task(sentence, int(not deadline.done), "report", (office_code, deadline.year, deadline.scope), values)
