"""Steps of invented cases for the rules, and the worked examples they are checked by."""

import json
from datetime import date
from pathlib import Path

from app.rules.request_events import Event, EventKind
from app.rules.requests import RequestChannel

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))
CHANNELS = {
    "当面": RequestChannel.IN_PERSON,
    "邮寄(需签收)": RequestChannel.SIGNED_MAIL,
    "平常信函": RequestChannel.ORDINARY_MAIL,
    "互联网": RequestChannel.INTERNET,
}
USUAL = {
    EventKind.CORRECTION_NOTICE: {"reason": "请写明所需文件的年份。"},
    EventKind.CONSULT_OUT: {"party": "演示第三方", "party_kind": "third_party"},
    EventKind.EXTEND: {"days": 20, "person": "演示负责人"},
    EventKind.FEE_NOTICE: {"method": "page", "quantity": 68, "amount_fen": 38_000},
    EventKind.REPLY: {"outcome": "1"},
}


def on(day):
    """A day as ISO writes it."""
    return date.fromisoformat(day)


def event(kind, day, **values):
    """A step with all that the rules ask of it, unless told otherwise."""
    return Event(kind, day, **{**USUAL.get(kind, {}), **values})
