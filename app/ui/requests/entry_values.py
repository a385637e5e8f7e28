"""What stands in the form of a request, as plain values and as a draft of the register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from app.i18n import N_, _
from app.rules.requests import (
    APPLICANT_NAMES,
    ID_NAMES,
    MEDIUM_NAMES,
    REQUEST_CHANNEL_NAMES,
    REQUEST_FIELD_NAMES,
    ROUTE_NAMES,
    ApplicantDraft,
    ApplicantKind,
    IdKind,
    Medium,
    RequestChannel,
    RequestDraft,
    RequestRoute,
)

FORM = "request"  # of the drafts
YES = "yes"
OWN = ("title", "content", "purpose", "topic", "handler", "external_number", "number", "note")
APPLICANT = ("id_number", "representative", "phone", "email", "address", "postcode")
NAMES: Mapping[str, str] = REQUEST_FIELD_NAMES
_SUGGESTED = N_("建议")


def applicant_of(values: Mapping[str, Any]) -> ApplicantDraft:
    """Who stands in the fields of an applicant."""
    return ApplicantDraft(
        ApplicantKind(values.get("applicant_kind") or ApplicantKind.PERSON),
        str(values.get("applicant") or ""),
        IdKind(values.get("id_kind") or IdKind.ID_CARD),
        **{key: str(values.get(key) or "") for key in APPLICANT},
    )


def applicant_values(draft: ApplicantDraft) -> dict[str, Any]:
    """An applicant as values of the fields."""
    values = asdict(draft)
    values |= {"applicant_kind": str(values.pop("kind")), "applicant": values.pop("name")}
    return {**values, "id_kind": str(draft.id_kind)}


def draft_of(values: Mapping[str, Any], letter_uuid: str = "") -> RequestDraft:
    """The request that stands in the form; `letter_uuid` is that of a part of a letter."""
    arrived = values.get("arrived_on")
    return RequestDraft(
        applicant=applicant_of(values),
        together=tuple(applicant_of(each) for each in together_of(values)),
        channel=RequestChannel(values.get("channel") or RequestChannel.IN_PERSON),
        arrived_on=arrived if isinstance(arrived, date) else None,
        medium=Medium(values.get("medium") or Medium.PAPER),
        route=RequestRoute(values.get("route") or RequestRoute.MAIL),
        suggests_proactive=bool(values.get("suggests_proactive")),
        letter_uuid=letter_uuid,
        **{key: str(values.get(key) or "") for key in OWN},
    )


def values_of(draft: RequestDraft) -> dict[str, Any]:
    """A draft as values of the form."""
    return {
        **applicant_values(draft.applicant),
        **{key: getattr(draft, key) for key in (*OWN, "arrived_on")},
        **{key: str(getattr(draft, key)) for key in ("channel", "medium", "route")},
        "suggests_proactive": YES if draft.suggests_proactive else "",
        "together": together_text([applicant_values(each) for each in draft.together]),
    }


def together_of(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of each who asks jointly."""
    text = str(values.get("together") or "")
    return list(json.loads(text)) if text else []


def together_text(people: list[dict[str, Any]]) -> str:
    """Those who ask jointly as one text, as a draft keeps them; empty for nobody."""
    return json.dumps(people, ensure_ascii=False) if people else ""


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same in words, for showing two versions side by side."""
    found = dict(values)
    for key, names in _WORDS.items():
        found[key] = _(names[str(values[key])]) if values.get(key) in names else values.get(key)
    found["suggests_proactive"] = _(_SUGGESTED) if values.get("suggests_proactive") else ""
    found["together"] = "、".join(str(each.get("applicant") or "") for each in together_of(values))
    return found


def _plain(names: Mapping[Any, str]) -> Mapping[str, str]:
    return {str(key): title for key, title in names.items()}


_WORDS: Mapping[str, Mapping[str, str]] = {
    "applicant_kind": _plain(APPLICANT_NAMES),
    "id_kind": _plain(ID_NAMES),
    "channel": _plain(REQUEST_CHANNEL_NAMES),
    "medium": _plain(MEDIUM_NAMES),
    "route": _plain(ROUTE_NAMES),
}
