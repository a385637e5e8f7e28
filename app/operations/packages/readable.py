"""What a person without the program reads in a package: readme.html and records.xlsx, masked like everything else."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.packages import readme
from app.exchange.packages.header import Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import fingerprint
from app.exchange.packages.manifests import README, SHEETS
from app.exchange.packages.readme import Contents, Listed
from app.exchange.packages.writing import Writer
from app.exchange.portal.content import Words
from app.i18n import N_, _, speaking
from app.models.office import Office
from app.models.package import Arrival, Device, Dispute
from app.operations import offices
from app.operations.gate import gate
from app.operations.packages.kinds import KINDS, Kind
from app.operations.packages.record_names import Named, kind_name, names
from app.rules.bilingual import usual_layout
from app.rules.packages import FATE_NAMES, Fate

First = Callable[[Kind, int], list[tuple[str, str]]]
Line = Mapping[str, Any]
_SUMMARIES: Mapping[PackageKind, str] = MappingProxyType(
    {
        PackageKind.REPORT: N_("{office}第 {seq} 个报送包：第 {base} 包的回执以后变动的记录 {n} 条。"),
        PackageKind.RECEIPT: N_("{office}出具的第 {seq} 号回执：没有接收的记录 {n} 条。"),
        PackageKind.CATALOG: N_("{office}下发的第 {seq} 个参数包：目录、日历等 {n} 条。"),
        PackageKind.BACKUP_COPY: N_("{office}发还的第 {seq} 个数据副本：记录 {n} 条。"),
    }
)
_FIRST = N_("{office}第 {seq} 个报送包：本单位的全部数据 {n} 条。")
_KIND, _ALL_BELOW = N_("{kind} {n} 条"), N_("全部下级单位")
_WHY = N_("{name}：{reason}")


def summary(session: Session, counts: Mapping[str, int], header: Header) -> tuple[str, str]:
    """What the package holds, in a sentence of each language: Chinese, Mongolian."""
    office = named(session, header.sender)
    whole = header.kind is PackageKind.REPORT and not header.base_seq
    said = []
    for language in readme.BOTH:
        with speaking(language):
            sentence = _(_FIRST if whole else _SUMMARIES[header.kind]).format(
                office=office.spoken, seq=header.seq, base=header.base_seq, n=sum(counts.values())
            )
            kinds = [_(_KIND).format(kind=_(KINDS[table].label), n=n) for table, n in counts.items() if n]
            said.append("\n".join(filter(None, (sentence, "；".join(kinds)))))
    return said[0], said[1]


def tags(session: Session, bag: Writer, header: Header, first: First) -> None:
    """Write readme.html and records.xlsx; `first(kind, limit)` gives office code and name of its first records."""
    write(bag, _contents(session, header, _listed(session, header, first)))


def of_lines(session: Session, header: Header, lines: Iterable[Line]) -> tuple[Header, Contents]:
    """The same of a package whose lines are at hand: its header with the summary, and what `write` puts into it."""
    shown, found = gate(session), defaultdict[str, list[tuple[str, str]]](list)
    for one in lines:
        kind = KINDS.get(one["type"])
        name = str(one.get("fields", {}).get(kind.name, "")) if kind and kind.name else ""
        if name and len(found[one["type"]]) < readme.IN_WORKBOOK:
            found[one["type"]].append(("", Kind.named(name, shown)))
    header = _summed(session, header, header.counts)
    return header, _contents(session, header, _listed(session, header, lambda kind, _limit: found[kind.table]))


def of_receipt(session: Session, header: Header) -> tuple[Header, Contents]:
    """The same of a receipt: how many records met each fate, and by name with the reason those not taken."""
    packages, disputes = header.body["packages"], left(session, header.body["kid"])
    sums = [Listed(FATE_NAMES[fate], sum(one[fate] for one in packages)) for fate in (Fate.TAKEN, Fate.UNCHANGED)]
    header = _summed(session, header, Counter(one.record_table for one in disputes))
    told = [Listed(FATE_NAMES[fate], len(those), those) for fate, those in _told(session, disputes).items()]
    return header, _contents(session, header, [*sums, *told])


def left(session: Session, kid: str) -> Sequence[Dispute]:
    """What of a computer's packages was not taken and did not come again since."""
    asked = select(Dispute).join(Arrival, Arrival.uuid == Dispute.arrival_uuid).where(Arrival.kid == kid)
    return session.scalars(asked.where(Dispute.settled != "superseded").order_by(Dispute.id)).all()


def called(session: Session, disputes: Sequence[Dispute]) -> Mapping[str, str]:
    """What records in dispute are called, by uuid."""
    wanted = [Named(one.record_table, one.record_uuid, one.theirs.get("fields", {})) for one in disputes]
    return names(session, wanted)


def write(bag: Writer, contents: Contents) -> None:
    """Put page and workbook into a package."""
    bag.tag(README, readme.page(contents))
    bag.tag(SHEETS, readme.sheets(contents))


def _told(session: Session, disputes: Sequence[Dispute]) -> Mapping[Fate, list[tuple[str, str]]]:
    """What was not taken: its kind in the place of the office, its name and why."""
    shown, found = gate(session), {Fate.RETURNED: list[tuple[str, str]](), Fate.CONFLICT: list[tuple[str, str]]()}
    known = called(session, disputes)
    with speaking("zh"):
        for one in disputes:
            reason = _(one.reason).format(**one.values)
            words = _(_WHY).format(name=known.get(one.record_uuid, ""), reason=reason)
            found[Fate(one.fate)].append((kind_name(one.record_table), shown(words)))
    return found


def _summed(session: Session, header: Header, counts: Mapping[str, int]) -> Header:
    zh, mn = summary(session, counts, header)
    return replace(header, summary_zh=zh, summary_mn=mn)


def _listed(session: Session, header: Header, first: First) -> list[Listed]:
    shown = gate(session)
    known = {code: Kind.named(name, shown) for code, name in session.execute(select(Office.code, Office.name))}
    return [
        Listed(
            kind.label,
            header.counts[table],
            [(known.get(code, code), name) for code, name in first(kind, readme.IN_WORKBOOK)],
        )
        for table, kind in KINDS.items()
        if header.counts.get(table)
    ]


def _contents(session: Session, header: Header, kinds: Sequence[Listed]) -> Contents:
    return Contents(
        header=header,
        sender=named(session, header.sender),
        receiver=named(session, header.receiver) if header.receiver else Words(_ALL_BELOW),
        fingerprint=fingerprint(header.device),
        kinds=kinds,
        layout=usual_layout(header.made_at.date()),
        mark_drafts=offices.chosen(session)["mark_drafts"] == "yes",
    )


def named(session: Session, code: str) -> Words:
    """The name of an office as it may go out, from the tree or its card; its code where neither tells."""
    shown = gate(session)
    found = session.execute(select(Office.name, Office.name_mn).where(Office.code == code)).first()
    if found:
        return Words(shown(found[0]), shown(found[1]))
    return Words(shown(session.scalar(select(Device.office_name).where(Device.office_code == code)) or code))
