"""What waits on the village boards (公示栏): for the first page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.operations import matters, notice_lists, payouts
from app.rules.payouts import post_by

PAYOUT_MONTH = 10  # from October on the first page asks for the year's pay-outs


@dataclass(frozen=True, slots=True)
class Board:
    """What waits: notices by what is to be done, matters of the year plan, villages whose pay-outs hang nowhere."""

    waiting: notice_lists.Waiting
    to_post: int
    matters_due: int
    unposted_villages: int
    payouts_due_on: date
    days_left: int

    @property
    def nothing(self) -> bool:
        """Whether nothing waits at all."""
        waiting = self.waiting
        counts = (waiting.over, waiting.soon, waiting.objections, waiting.to_file)
        return not any((*counts, self.to_post, self.matters_due, self.unposted_villages))


def overview(session: Session, today: date) -> Board:
    """What waits on a day; pay-outs of the year from October on, until the last day law allows."""
    due_on = post_by(today.year)
    missing = 0
    if today.month >= PAYOUT_MONTH:
        missing = sum(row.missing > 0 for row in payouts.coverage(session, today.year, owner="").rows)
    return Board(
        notice_lists.waiting(session, today),
        notice_lists.counted(session, notice_lists.NoticeFilter("to_post"), today),
        len(matters.due_soon(session, today)),
        missing,
        due_on,
        (due_on - today).days,
    )
