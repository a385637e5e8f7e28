"""Somebody asks at the counter (群众查询): what they were shown is kept in the query log."""

from datetime import date

from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.journal import Operation
from app.models.notice import NoticeQuery
from app.operations.gate import gate

ASK = N_("登记一次查询")
_NO_NAME = N_("请填写查询人。")


def ask(session: Session, name: str, purpose: str, shown: str, on: date, notice_uuid: str = "") -> str:
    """Keep who asked, why, and what they were shown; returns the uuid. Personal numbers are masked before."""
    if not name.strip():
        raise UserError(_NO_NAME)
    masked = gate(session)
    operation = session.get(Operation, session.info.get("operation"))
    query = NoticeQuery(
        notice_uuid=notice_uuid,
        asked_on=on,
        name=masked(name.strip()),
        purpose=masked(purpose.strip()),
        shown=masked(shown.strip()),
        person=operation.person if operation else "",
    )
    session.add(query)
    return query.uuid
