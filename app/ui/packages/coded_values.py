"""The words for values that stand in records as codes (draft, website): by table and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.i18n import N_
from app.rules import annual_report, channels, disclosures, notices, offices, remedies, request_events, requests
from app.rules.letters import LETTER_NAMES
from app.rules.notice_templates import TEMPLATES

_CODED: Mapping[tuple[str, str], Mapping[Any, str]] = {
    ("office", "level"): offices.LEVEL_NAMES,
    ("disclosure", "status"): disclosures.STATUS_NAMES,
    ("channel_event", "channel"): channels.NAMES,
    ("gate_review", "gate"): disclosures.GATE_NAMES,
    ("notice", "status"): {**notices.STATE_NAMES, notices.NoticeStatus.POSTED: N_("已张贴")},
    ("notice", "kind"): {kind: template.name for kind, template in TEMPLATES.items()},
    ("applicant", "kind"): requests.APPLICANT_NAMES,
    ("applicant", "id_kind"): requests.ID_NAMES,
    ("request", "applicant_kind"): requests.APPLICANT_NAMES,
    ("request", "channel"): requests.REQUEST_CHANNEL_NAMES,
    ("request", "state"): request_events.STATE_NAMES,
    ("request_event", "kind"): request_events.EVENT_NAMES,
    ("letter", "kind"): LETTER_NAMES,
    ("remedy", "kind"): remedies.REMEDY_NAMES,
    ("remedy", "result"): remedies.RESULT_NAMES,
    ("annual_report", "scope"): annual_report.SCOPE_NAMES,
    ("annual_report", "status"): annual_report.STATUS_NAMES,
}


def word_of(table: str, column: str, code: str) -> str:
    """The source message for a code; empty for a value that is none."""
    return _CODED.get((table, column), {}).get(code, "")
