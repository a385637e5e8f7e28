"""The paper of packages: the slip that goes with the stick (报送单), and the one that goes back (回执单)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import fingerprint
from app.i18n import N_, _
from app.models.package import Arrival, Device, Dispute, Shipment
from app.operations import offices
from app.operations.gate import Gate, gate
from app.operations.packages.readable import called, left, named
from app.operations.packages.receipts import SETTLED
from app.operations.packages.record_names import kind_name
from app.operations.printing import numbered, office_name
from app.rules.packages import FATE_NAMES, Fate, Parcel, unseen
from app.sheets import package_slip
from app.sheets.book import printed
from app.sheets.package_slip import PackageSlipSheet, SlipTable
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Column, Row
from app.sheets.typefaces import typefaces

SLIP_TITLE = N_("报送单")
RECEIPT_TITLE = N_("回执单")
MOST = 300
"""So many records that were not taken stand on a slip; the receipt itself names all."""
LAST = 12
"""So many packages stand on a slip, the newest first."""
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        PackageKind.REPORT: SLIP_TITLE,
        PackageKind.CATALOG: N_("参数下发单"),
        PackageKind.BACKUP_COPY: N_("数据副本交接单"),
    }
)
WITH_SLIP = tuple(map(str, _TITLES))
"""The kinds of packages that go with a slip, the usual one first."""
_NO_PACKAGE = N_("没有找到这个报送包的记录，不能打印。请在“报送”页重新选择。")
_NO_ARRIVAL = N_("还没有接收过这台电脑的报送包，没有回执单可打印。请先接收报送包。")
_OFFICE, _ALL_BELOW = N_("{name}（{code}）"), N_("全部下级单位")
_NUMBER, _RECEIPT_NUMBER = N_("第 {seq} 包"), N_("第 {seq} 号")
_SINCE, _ALL = N_("第 {seq} 包的回执以后的变动"), N_("本单位的全部数据")
_SEALED, _CLEAR = N_("已加密，只有接收单位能打开"), N_("没有加密，个人信息已经隐去")
_RECORDS, _SIZE = N_("共 {n} 条"), N_("{name}（{size} 字节）")
_UPTO = N_("第 {seq} 包及以前的内容都已收到")
_UNSEEN = N_("没有见到第 {seqs} 包，它们的内容已在后来的包里")
_MORE = N_("另有 {n} 条没有列出，回执文件里都有。")
_SLIP_NOTE = N_(
    "本单盖章后与U盘一并交接，以盖章的本单为准。签名只证明文件由本单位的电脑写出、后来没有改动，不证明内容属实。"
    "接收单位请先用电话核对密钥指纹，再接收。"
)
_RECEIPT_NOTE = N_(
    "本单盖章后与回执文件一并交回，以盖章的本单为准。退回的记录改正后，随下一个报送包重报；冲突的记录由双方核对后处理。"
)


def slip_sheet(
    session: Session, uuid: str, now: datetime, tell: Tell | None = None, setup: Setup = package_slip.SETUP
) -> bytes:
    """The slip of a package that was written, as PDF; `uuid` is that of the package. UserError if there is none."""
    shipment = _shipment(session, uuid)

    def sheet() -> PackageSlipSheet:
        counts = SlipTable(_("内容"), _count_columns(), _count_rows(shipment.counts))
        return PackageSlipSheet(
            office=office_name(session),
            title=_(_TITLES[shipment.kind]),
            sheet_number=numbered("BS", now),
            printed_at=now,
            facts=tuple(_slip_facts(session, shipment)),
            tables=(counts,) if shipment.counts else (),
            note=_(_SLIP_NOTE),
        )

    return printed(sheet, package_slip.fill, setup, typefaces(), tell)


def slip_subject(session: Session, uuid: str) -> str:
    """What tells a slip from others: the number of its package."""
    return _(_NUMBER).format(seq=_shipment(session, uuid).seq)


def package_uuid(session: Session, kind: str, seq: int | None = None) -> str:
    """The package of a kind with this number, else the newest one; UserError if there is none."""
    asked = select(Shipment.package_uuid).where(Shipment.kind == kind).order_by(Shipment.id.desc()).limit(1)
    found = session.scalar(asked if seq is None else asked.where(Shipment.seq == seq))
    if found is None:
        raise UserError(_NO_PACKAGE)
    return found


def receipt_sheet(
    session: Session, kid: str, now: datetime, tell: Tell | None = None, setup: Setup = package_slip.SETUP
) -> bytes:
    """What became of the packages of a computer, as PDF; UserError if none was taken in."""
    device, arrivals = _device(session, kid), _arrivals(session, kid)
    disputes, masked = left(session, kid), gate(session)
    known = called(session, disputes[:MOST])

    def sheet() -> PackageSlipSheet:
        return PackageSlipSheet(
            office=office_name(session),
            title=_(RECEIPT_TITLE),
            sheet_number=numbered("HZ", now),
            printed_at=now,
            facts=tuple(_receipt_facts(session, device, arrivals)),
            tables=(_packages(arrivals), *_not_taken(disputes, known, masked)),
            note=_(_RECEIPT_NOTE),
        )

    return printed(sheet, package_slip.fill, setup, typefaces(), tell)


def receipt_subject(session: Session, kid: str) -> str:
    """What tells a receipt slip from others: whom it goes to."""
    return named(session, _device(session, kid).office_code).spoken


def _shipment(session: Session, uuid: str) -> Shipment:
    found = session.scalar(select(Shipment).where(Shipment.package_uuid == uuid))
    if found is None or found.kind not in _TITLES:
        raise UserError(_NO_PACKAGE)
    return found


def _device(session: Session, kid: str) -> Device:
    found = session.scalar(select(Device).where(Device.kid == kid))
    if found is None:
        raise UserError(_NO_ARRIVAL)
    return found


def _arrivals(session: Session, kid: str) -> Sequence[Arrival]:
    """The packages of a computer, newest first."""
    asked = select(Arrival).where(Arrival.kid == kid, Arrival.kind == PackageKind.REPORT)
    found = session.scalars(asked.order_by(Arrival.seq.desc(), Arrival.id.desc())).all()
    if not found:
        raise UserError(_NO_ARRIVAL)
    return found


def _office(session: Session, code: str) -> str:
    if not code:
        return _(_ALL_BELOW)
    return _(_OFFICE).format(name=named(session, code).spoken, code=code)


def _slip_facts(session: Session, shipment: Shipment) -> Iterator[tuple[str, ...]]:
    report, sealed = shipment.kind == PackageKind.REPORT, shipment.file.endswith(".age")
    made = f"{shipment.made_at:%Y-%m-%d %H:%M}"
    yield _("发出单位"), _office(session, offices.own_code(session))
    yield _("接收单位"), _office(session, shipment.receiver)
    yield _("序号"), _(_NUMBER).format(seq=shipment.seq), _("编制时间"), made
    if report:
        since = _(_SINCE).format(seq=shipment.base_seq) if shipment.base_seq else _(_ALL)
        yield _("报送内容"), since, _("个人信息"), _(_SEALED if sealed else _CLEAR)
    yield _("文件"), _(_SIZE).format(name=shipment.file, size=f"{shipment.size:,}")
    yield _("SHA-256"), _grouped(shipment.sha256)
    yield _("密钥指纹"), fingerprint(shipment.kid), _("记录"), _(_RECORDS).format(n=sum(shipment.counts.values()))


def _grouped(digest: str) -> str:
    """A hash in groups of eight that a finger can follow, in two lines."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def _count_columns() -> tuple[Column, ...]:
    kind, number = Column(_("种类"), 64), Column(_("条数"), 25, Align.END)
    return kind, number, kind, number


def _count_rows(counts: Mapping[str, int]) -> list[Row]:
    """Kinds and numbers, two pairs to a row."""
    pairs = [(kind_name(table), str(n)) for table, n in counts.items()]
    half = (len(pairs) + 1) // 2
    others = [*pairs[half:], ("", "")][:half]
    return [(*one, *other) for one, other in zip(pairs[:half], others, strict=True)]


def _receipt_facts(session: Session, device: Device, arrivals: Sequence[Arrival]) -> Iterator[tuple[str, ...]]:
    known = [Parcel(a.package_uuid, a.seq, a.base_seq, a.prev_sha256, a.sha256) for a in arrivals]
    missing = unseen(known)
    number = session.scalar(
        select(func.max(Shipment.seq)).where(Shipment.kind == PackageKind.RECEIPT, Shipment.kid == device.kid)
    )
    yield _("报送单位"), _office(session, device.office_code)
    yield _("接收单位"), _office(session, offices.own_code(session))
    yield _("回执"), _(_RECEIPT_NUMBER).format(seq=number) if number else "", _("密钥指纹"), fingerprint(device.kid)
    upto = _(_UPTO).format(seq=arrivals[0].seq)
    seqs = "、".join(map(str, missing))
    yield _("收到"), "\n".join(filter(None, (upto, _(_UNSEEN).format(seqs=seqs) if missing else "")))


def _packages(arrivals: Sequence[Arrival]) -> SlipTable:
    sums = Counter[str]()
    for arrival in arrivals:
        sums.update({fate: getattr(arrival, fate) for fate in Fate})
    rows = [
        (
            str(a.seq),
            f"{a.made_at:%Y-%m-%d}",
            f"{a.taken_at:%Y-%m-%d}",
            *(str(getattr(a, fate)) for fate in Fate),
            f"{a.sha256[:8]}…",
        )
        for a in arrivals[:LAST]
    ]
    totals = tuple(_("{fate} {n} 条").format(fate=_(FATE_NAMES[fate]), n=sums[fate]) for fate in Fate)
    return SlipTable(_("报送包"), _package_columns(), rows, totals)


def _package_columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), 14, Align.CENTRE, whole=True),
        Column(_("编制日期"), 24, Align.CENTRE, whole=True),
        Column(_("接收日期"), 24, Align.CENTRE, whole=True),
        *(Column(_(FATE_NAMES[fate]), 18, Align.END, whole=True) for fate in Fate),
        Column(_("SHA-256"), 28, Align.CENTRE, whole=True),
    )


def _not_taken(disputes: Sequence[Dispute], known: Mapping[str, str], masked: Gate) -> Iterator[SlipTable]:
    """Each record that was not taken, by name with its reason."""
    title, rest = _("没有接收的记录"), len(disputes) - MOST
    columns = (
        Column(_("种类"), 26),
        Column(_("名称"), 58),
        Column(_("结果"), 16, Align.CENTRE, whole=True),
        Column(_("原因"), 78),
    )
    rows = [_disputed(dispute, known, masked) for dispute in disputes[:MOST]]
    if rows:
        yield SlipTable(title, columns, rows, (_(_MORE).format(n=rest),) if rest > 0 else ())


def _disputed(dispute: Dispute, known: Mapping[str, str], masked: Gate) -> Row:
    reason = _(dispute.reason).format(**dispute.values)
    settled = _(SETTLED[dispute.settled]) if dispute.settled in SETTLED else ""
    return (
        kind_name(dispute.record_table),
        masked(known.get(dispute.record_uuid, "")),
        _(FATE_NAMES[Fate(dispute.fate)]),
        masked("\n".join(filter(None, (reason, settled, dispute.note)))),
    )
