"""The header of a package this office writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.exchange.packages.header import FORMAT, MINOR, Header, Kind
from app.models.base import new_uuid
from app.operations import offices
from app.operations.packages import versions

MAKER = "Iltod"


def made(
    session: Session,
    kind: Kind,
    receiver: str,
    kid: str,
    seq: int,
    now: datetime,
    *,
    base_seq: int = 0,
    prev_sha256: str = "",
    body: Mapping[str, Any] | None = None,
) -> Header:
    """The header of a new package from this office; counts and summary are filled in once the lines are written."""
    return Header(
        kind=kind,
        package_uuid=new_uuid(),
        sender=offices.own_code(session),
        receiver=receiver,
        device=kid,
        seq=seq,
        base_seq=base_seq,
        prev_sha256=prev_sha256,
        made_at=now.replace(microsecond=0),
        maker=MAKER,
        counts={},
        held=versions.held(session),
        summary_zh="",
        summary_mn="",
        body=dict(body or {}),
        format=FORMAT,
        format_minor=MINOR,
    )
