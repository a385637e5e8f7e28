"""What a request says, as it was entered; who asks is for this office's own screen only."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.request_lists import RequestDetail
from app.rules.requests import (
    APPLICANT_NAMES,
    ID_NAMES,
    MEDIUM_NAMES,
    PROACTIVE_NAMES,
    REQUEST_CHANNEL_NAMES,
    REQUEST_FIELD_NAMES,
    ROUTE_NAMES,
    ApplicantDraft,
)
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.widgets.buttons import Heading, Label

_WHO, _WHAT = N_("申请人"), N_("申请内容")
_PRIVATE = N_("以下只在本机看，打印和导出时按设置隐去。")
_TOGETHER = N_("共同申请人")
_NAMES = REQUEST_FIELD_NAMES


def request_facts(detail: RequestDetail) -> Iterator[tuple[str, str]]:
    """Labels and texts of what is asked for."""
    draft, row = detail.draft, detail.row
    yield _NAMES["number"], draft.number
    yield _NAMES["external_number"], draft.external_number
    yield _NAMES["title"], draft.title
    yield _NAMES["content"], draft.content
    yield _NAMES["purpose"], draft.purpose
    yield _NAMES["channel"], _(REQUEST_CHANNEL_NAMES[draft.channel])
    yield _NAMES["arrived_on"], row.arrived_on.isoformat()
    yield N_("收到申请之日"), row.received_on.isoformat() if row.received_on else ""
    yield _NAMES["medium"], _(MEDIUM_NAMES[draft.medium])
    yield _NAMES["route"], _(ROUTE_NAMES[draft.route])
    yield _NAMES["topic"], draft.topic
    yield _NAMES["handler"], draft.handler
    yield N_("转主动公开"), _(PROACTIVE_NAMES[row.proactive]) if row.proactive else ""
    yield N_("转主动公开的审核意见"), detail.proactive_note
    yield _NAMES["note"], draft.note


def applicant_facts(who: ApplicantDraft) -> Iterator[tuple[str, str]]:
    """Labels and texts of somebody who asks."""
    yield _NAMES["applicant"], who.name
    yield _NAMES["applicant_kind"], _(APPLICANT_NAMES[who.kind])
    yield _NAMES["id_kind"], _(ID_NAMES[who.id_kind]) if who.id_number else ""
    yield _NAMES["id_number"], who.id_number
    yield _NAMES["representative"], who.representative
    yield _NAMES["phone"], who.phone
    yield _NAMES["email"], who.email
    yield _NAMES["address"], who.address
    yield _NAMES["postcode"], who.postcode


class ContentSection(QWidget):
    """Shows one request's fields."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: RequestDetail | None = None
        self.facts, self.applicant, self.together = Facts(), Facts(), Facts()
        self.together_heading = Heading(_TOGETHER, times=1.1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (
            Heading(_WHAT, times=1.1), self.facts, Heading(_WHO, times=1.1), Label(_PRIVATE, tone="quiet", wrap=True),
            self.applicant, self.together_heading, self.together,
        ):  # fmt: skip
            box.addWidget(widget)
        box.addStretch(1)

    def show_record(self, detail: RequestDetail) -> None:
        """Show this request."""
        self._detail, draft = detail, detail.draft
        self.facts.show_rows(list(request_facts(detail)))
        self.applicant.show_rows(list(applicant_facts(draft.applicant)))
        self.together.show_rows([row for who in draft.together for row in applicant_facts(who)])
        self.together_heading.setVisible(bool(draft.together))

    def texts(self) -> list[str]:
        """Every fact that is shown."""
        return [*self.facts.texts(), *self.applicant.texts(), *self.together.texts()]

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._detail:
            self.show_record(self._detail)
