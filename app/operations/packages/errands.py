"""The errand of a package (U盘往返): what lies on a stick, out and in, and the log of what was carried (介质登记)."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import paths
from app.errors import Cancelled, UserError
from app.exchange.packages import envelope, reading, stick
from app.exchange.packages.cards import Card, read_card
from app.exchange.packages.header import KIND_NAMES, Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import PublicKey, device_key
from app.exchange.packages.reading import Parcel
from app.exchange.packages.stick import Carried, Told
from app.exchange.packages.volumes import LIST, is_plain, whole_name
from app.i18n import N_
from app.models.package import Errand, Shipment
from app.operations.packages import arriving
from app.rules.privacy import without_numbers
from app.store.database import Store

__all__ = [
    "KIND_NAMES", "OUTCOMES", "WAYS", "Carried", "ErrandRow", "Found", "Header", "PackageKind", "Parcel",
    "bring_in", "carry_out", "found_on", "inbox", "keys_folder", "log", "opened", "put_away",
]  # fmt: skip

OUT, IN = "out", "in"
DONE, CANCELLED, FAILED = "", "cancelled", "failed"
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        DONE: N_("已完成，核对无误"),
        CANCELLED: N_("中途取消"),
        FAILED: N_("没有成功"),
    }
)
WAYS: Mapping[str, str] = MappingProxyType({OUT: N_("写到U盘"), IN: N_("从U盘读入")})
PREFIX, ZIP, AGE, CARD = "zwgk-", ".zip", ".age", "-key.json"
_STRANGER = N_(
    "“{file}”由本机没有登记的密钥签名，不能确认是谁发出的，没有接收。请先在“信任”里登记发出单位的登记卡"
    "（命令行用 iltod packages keys enrol），并用电话核对指纹，再接收。"
)
_MINE = N_("“{file}”是本单位自己写出的，不能在这里读入。请把它交给要接收它的单位。")
_IS_CARD = N_("“{file}”是登记卡，不是报送包。请在“信任”里登记它（命令行用 iltod packages keys enrol）。")
_NO_FOLDER = N_("打不开“{folder}”。请检查U盘是否插好，或另选一个文件夹。")
_INCOMPLETE = N_("分卷不齐。请把所有分卷和扩展名为 .parts 的清单放在同一个文件夹里。")


@dataclass(frozen=True, slots=True)
class Found:
    """A file on a stick that may be a package or a card; nothing of it is verified yet.

    `header` is None where it cannot be read beforehand: sealed, in volumes, a card, or no sound package, of which
    `problem` tells in a sentence.
    """

    path: Path
    header: Header | None
    size: int
    sealed: bool
    problem: str
    at: datetime
    card: Card | None = None
    volumes: int = 0


@dataclass(frozen=True, slots=True)
class ErrandRow:
    """One line of the log: a package that was carried out or in; `outcome` is a key of OUTCOMES, empty once done."""

    at: datetime
    way: str
    medium: str
    file: str
    size: int
    sha256: str
    person: str
    outcome: str


def keys_folder() -> Path:
    """Where the keys of this computer lie."""
    return paths.user_data() / "keys"


def inbox(store: Store) -> Path:
    """The folder beside the office's file where copies of packages lie until they are taken in."""
    return store.path.parent / "packages" / "in"


def found_on(folder: Path) -> list[Found]:
    """The packages, receipts, packs and cards in a folder, the newest first; a bad file is told, never raised.

    UserError only if the folder itself cannot be read.
    """
    wholes: dict[str, list[Path]] = {}
    try:
        for path in sorted(folder.iterdir()):
            if not path.name.startswith(".") and path.is_file() and not path.is_symlink():
                wholes.setdefault(whole_name(path.name), []).append(path)
    except OSError as error:
        raise UserError(_NO_FOLDER, {"folder": str(folder)}, str(error)) from error
    found = [one for name, there in wholes.items() if (one := _found(name, there)) is not None]
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def _found(name: str, there: Sequence[Path]) -> Found | None:
    """What one name on the stick may be; None if it is nothing of ours."""
    ours, low = name.startswith(PREFIX), name.lower()
    try:
        if low.endswith(CARD) and ours:
            return _card(there[0])
        if not low.endswith((ZIP, AGE)):
            return None
        whole = next((path for path in there if path.name == name), None)
        return _volumes(name, there) if whole is None else _package(whole, ours)
    except OSError:
        return None  # the stick was pulled meanwhile


def _card(path: Path) -> Found:
    base = Found(path, None, path.stat().st_size, False, "", _changed(path))
    try:
        card = read_card(path)
        return replace(base, card=card, at=card.made_at.replace(tzinfo=None))
    except UserError as error:
        return replace(base, problem=str(error))


def _package(path: Path, ours: bool) -> Found | None:
    base = Found(path, None, path.stat().st_size, envelope.is_sealed(path), "", _changed(path))
    if base.sealed:
        return base
    try:
        header = reading.unverified_header(path)
        return replace(base, header=header, at=header.made_at)
    except UserError as error:
        return replace(base, problem=str(error)) if ours else None


def _volumes(name: str, there: Sequence[Path]) -> Found:
    volumes = [path for path in there if path.name != name + LIST]
    first = (volumes or there)[0]
    problem = "" if volumes and len(volumes) < len(there) else str(UserError(_INCOMPLETE))
    size = sum(path.stat().st_size for path in volumes)
    return Found(first, None, size, name.endswith(AGE), problem, _changed(first), volumes=len(volumes))


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)


def carry_out(store: Store, path: Path, folder: Path, now: datetime, tell: Told | None = None) -> list[Carried]:
    """Write a package to a stick, prove it, and log it; what lies there afterwards.

    UserError and Cancelled as `stick.carry`; a failed errand is logged too.
    """
    with _logged(store, OUT, folder, path.name, now) as rows:
        carried = stick.carry(path, folder, told=tell)
        whole = carried[0].sha256 if len(carried) == 1 else _digest(path)
        rows.append(_Log(path.name, path.stat().st_size, whole, DONE))
    return carried


def bring_in(store: Store, keys: Path, path: Path, now: datetime, tell: Told | None = None) -> Path:
    """Copy a package off the stick, open its seal, and log it; the copy, in a folder of the inbox named by its content.

    UserError for a card, a package that is incomplete or not sealed for this computer; Cancelled as `tell` wishes. Then
    nothing is kept.
    """
    if path.name.lower().endswith(".json"):
        raise UserError(_IS_CARD, {"file": path.name})
    with _logged(store, IN, path.parent, whole_name(path.name), now) as rows:
        inbox(store).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=inbox(store)) as scratch:
            copy = stick.brought(path, Path(scratch), tell)
            rows.append(_Log(copy.name, copy.stat().st_size, _digest(copy), DONE))
            return _kept(_unsealed(copy, keys), inbox(store))


def _unsealed(copy: Path, keys: Path) -> Path:
    if not envelope.is_sealed(copy):
        return copy
    name = copy.name.removesuffix(AGE)
    inner = copy.with_name(name if name != copy.name else f"open-{name}")
    envelope.unseal(copy, inner, device_key(keys))
    return inner


def _kept(copy: Path, folder: Path) -> Path:
    """Give the copy its place; one that is there already is the same and stays, since it may be open."""
    target = folder / _digest(copy)[:16] / copy.name
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        copy.replace(target)
    return target


def put_away(store: Store, path: Path) -> None:
    """Remove a copy from the inbox once nobody needs it: an opened one holds what was sealed on its way.

    Whatever lies elsewhere is left alone.
    """
    if path.parent.parent == inbox(store):
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()


def opened(store: Store, path: Path, tell: Told | None = None) -> Parcel:
    """The package in a file once all of it is verified by a key that is trusted here; to be closed after use.

    UserError as `reading.opened`, with the cure for one whose sender's card was not registered yet.
    """
    with store.read() as session:
        known = arriving.key_of(session)

        def key_of(kid: str) -> PublicKey | None:
            key = known(kid)
            if key is None:
                mine = session.scalar(
                    select(Shipment.id).where(Shipment.kid == kid, Shipment.kind == "report").limit(1)
                )
                raise UserError(_MINE if mine else _STRANGER, {"file": path.name}, kid)
            return key

        return reading.opened(path, key_of, _telling(tell))


def _telling(tell: Told | None) -> reading.Tell | None:
    if tell is None:
        return None

    def told(done: int, total: int) -> None:
        if tell(done, total) is False:
            raise Cancelled

    return told


def log(session: Session, limit: int = 200) -> list[ErrandRow]:
    """What was carried to and from sticks, the newest first."""
    found = session.scalars(select(Errand).order_by(Errand.id.desc()).limit(limit))
    return [ErrandRow(e.at, e.way, e.medium, e.file, e.size, e.sha256, e.person, e.outcome) for e in found]


@dataclass(frozen=True, slots=True)
class _Log:
    file: str
    size: int
    sha256: str
    outcome: str


@contextmanager
def _logged(store: Store, way: str, medium: Path, file: str, now: datetime) -> Iterator[list[_Log]]:
    """Log what stands in the list afterwards; in its place the failure, if there was one."""
    rows, name = list[_Log](), file if is_plain(file) else ""
    try:
        yield rows
    except BaseException as error:
        outcome = CANCELLED if isinstance(error, Cancelled | KeyboardInterrupt) else FAILED
        with suppress(UserError):  # the first failure is the one to tell
            _log(store, way, medium, [_Log(name, 0, "", outcome)], now)
        raise
    _log(store, way, medium, rows, now)


def _log(store: Store, way: str, medium: Path, rows: Sequence[_Log], now: datetime) -> None:
    named = without_numbers({"medium": _medium(medium)})["medium"]
    person = store.desk.person

    def write(session: Session) -> None:
        for row in rows:
            values = {"file": row.file, "size": row.size, "sha256": row.sha256, "outcome": row.outcome}
            session.add(Errand(at=now, way=way, medium=named, person=person, **values))

    store.keep(write)


def _medium(folder: Path) -> str:
    """The name of the stick for people, else the folder."""
    there = [one for one in stick.sticks() if folder.is_relative_to(one.path)]
    return max(there, key=lambda one: len(one.path.parts)).label if there else str(folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
