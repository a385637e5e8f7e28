"""Draw the pictures of docs/letters: a letter of every kind, as it goes out.

    python -m tools.letters [FOLDER]

Office, applicants and matters are invented. What only a clerk knows — the blanks a letter is begun with — is filled in
by invented words too, as a letter with a blank does not go out. The day is fixed, so that the pictures differ only
where the letters do.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.letter_templates import letter_templates
from app.models.request import Request
from app.operations import letters, offices, papers, requests
from app.operations.offices import create_store
from app.rules.bilingual import Layout
from app.rules.letters import BLANK, LetterKind
from app.rules.offices import Level, OfficeDraft
from app.rules.request_events import Event, EventKind, PartyKind
from app.rules.requests import ApplicantDraft, ApplicantKind, Proactive, RequestChannel, RequestDraft, RequestRoute
from app.store.database import Store

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "letters"
DAY = date(2026, 5, 29)
MOMENT = datetime(2026, 5, 29, 9, 30)
ARRIVED, STEP_ON = date(2026, 3, 2), date(2026, 3, 10)
OFFICE = OfficeDraft("000000000", "演示旗演示苏木人民政府", Level.TOWNSHIP)
APPLICANT = ApplicantDraft(name="演示申请人甲", phone="0470-0000009", address="演示旗演示苏木一号")
COMPANY = ApplicantDraft(ApplicantKind.BUSINESS, "演示商贸有限公司", phone="0470-0000010", address="演示旗二号")
CHOSEN = {"letter_short": "演苏", "review_authority": "演示旗人民政府", "court": "演示旗人民法院"}
PIXELS = 1100
"""The longer side of a picture."""
COLOURS = 8
_K, _P = EventKind, PartyKind
ASK = Event(_K.CONSULT_OUT, STEP_ON, party_kind=_P.THIRD_PARTY, party="演示第三方乙")
CORRECT = Event(_K.CORRECTION_NOTICE, STEP_ON, days=15, reason="请写明所需文件的年份，或者其他便于查找的特征。")
CHARGE = Event(_K.FEE_NOTICE, STEP_ON, reached_on=STEP_ON, method="page", quantity=68, amount_fen=38_000)
_HEAD = """# Letters of a case

A letter of every kind, as it goes out: documents in Chinese by GB/T 9704-2012, three forms in one or both scripts.
Office, applicants and matters are invented; what only a clerk knows is filled in by invented words. A reply is named by
its outcome (3.4) and, where there are several, by the article it rests on (36(1)); every one of them closes with the
remedies that this outcome has. 草稿 stands on Mongolian that no native reader has approved yet. Drawn by
`python -m tools.letters`.
"""
_LAYOUTS = {None: "", Layout.ZH_PROMINENT_2026: ", in both scripts", Layout.MN_ONLY: ", in Mongolian"}


@dataclass(frozen=True)
class Shown:
    """A letter to be drawn: the name of its picture, the steps that lead to it, who asks, and how it is printed."""

    name: str
    kind: LetterKind
    steps: Sequence[Event] = ()
    applicant: ApplicantDraft = APPLICANT
    proactive: Proactive = Proactive.NONE
    layout: Layout | None = None


def main(folder: Path = FOLDER) -> None:
    """Draw every letter into the folder, and the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        store = create_store(Path(scratch) / "letters.iltod", OFFICE)
        try:
            store.change("", _settle)
            parts = [_drawn(store, shown, folder) for shown in shown_letters()]
        finally:
            store.close()
    (folder / "README.md").write_text("\n".join([_HEAD, *parts]), encoding="utf-8")


def _settle(session: Session) -> None:
    for key, value in CHOSEN.items():
        offices.choose(session, key, value)


def shown_letters() -> Iterator[Shown]:
    """Every letter once; the receipt in other scripts too."""
    yield Shown("receipt", LetterKind.RECEIPT)
    yield Shown("receipt_both", LetterKind.RECEIPT, layout=Layout.ZH_PROMINENT_2026)
    yield Shown("receipt_mn", LetterKind.RECEIPT, layout=Layout.MN_ONLY)
    yield from _on_the_way()
    yield from _consulted()
    for key in letter_templates():
        if key.startswith("reply-"):
            _reply, outcome, *basis = key.split("-")
            yield Shown(_name(key), LetterKind.REPLY, [*_before(outcome), _reply_step(outcome, "".join(basis))])
    yield Shown("abandoned_6_1", LetterKind.ABANDONED, [CORRECT, Event(_K.CORRECTION_LAPSE, date(2026, 4, 20))])
    yield Shown("abandoned_6_2", LetterKind.ABANDONED, [CHARGE, Event(_K.FEE_LAPSE, date(2026, 4, 20))])
    yield Shown("proactive", LetterKind.PROACTIVE, proactive=Proactive.ACCEPTED)
    yield Shown("delivery", LetterKind.DELIVERY, [_reply_step("1")])


def _name(key: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in key).strip("_")


def _on_the_way() -> Iterator[Shown]:
    extend = Event(_K.EXTEND, STEP_ON, days=20, person="演示负责人", reason="需要查阅多个年度的档案")
    ask_reason = Event(_K.REASON_REQUEST, STEP_ON, reason="本月已提出申请二十六件。")
    yield Shown("correction", LetterKind.CORRECTION, [CORRECT])
    yield Shown("reason", LetterKind.REASON, [ask_reason], COMPANY)
    yield Shown("extension", LetterKind.EXTENSION, [extend])
    yield Shown("fee", LetterKind.FEE, [CHARGE], COMPANY)


def _consulted() -> Iterator[Shown]:
    refused = Event(_K.CONSULT_IN, date(2026, 3, 20), agrees=False)
    for kind in (LetterKind.OPINION_THIRD, LetterKind.OPINION_NOTICE, LetterKind.OPINION_REPLY):
        yield Shown(str(kind), kind, [ASK])
    yield Shown("public_interest", LetterKind.PUBLIC_INTEREST, [ASK, refused, _reply_step("1")])
    author = replace(ASK, party_kind=_P.CO_AUTHOR, party="演示旗农牧局")
    yield Shown("opinion_co_author", LetterKind.OPINION_CO_AUTHOR, [author])
    agency = replace(ASK, party_kind=_P.AGENCY, party="演示旗档案馆", reason="请协助查找2025年的发放依据文件。")
    yield Shown("assistance", LetterKind.ASSISTANCE, [agency])


def _before(outcome: str) -> Sequence[Event]:
    if outcome == "4.3":
        return [CORRECT, Event(_K.CORRECTED, date(2026, 3, 17))]
    if outcome == "5.4":
        ask = Event(_K.REASON_REQUEST, STEP_ON, reason="本月已提出申请二十六件。")
        return [ask, Event(_K.REASON_IN, date(2026, 3, 16))]
    return []


def _reply_step(outcome: str, basis: str = "") -> Event:
    return Event(_K.REPLY, date(2026, 3, 26), outcome=outcome, basis=basis, reason="演示理由，由经办人按实际情况写明。")


def _drawn(store: Store, shown: Shown, folder: Path) -> str:
    """Lead a case to the letter, issue it and keep its pictures; its part of the page that shows them all."""
    uuid, _changed = store.change("", partial(_issued, shown=shown))
    with store.read() as session:
        paper = papers.letter_of(uuid, shown.kind)
        options = papers.usual(paper.kind, DAY, session)
        if shown.layout:
            options = papers.shaped(paper.kind, shown.layout, options)
        pictures = _pictures(papers.drawn(session, paper, options, MOMENT).pdf)
        names = {_name(each.key): letters.template_name(each) for each in letters.templates(session)}
        words = names.get(shown.name) or letters.draft_of(session, uuid).title + _LAYOUTS[shown.layout]
    files = [f"{shown.name}{f'_{n}' if len(pictures) > 1 else ''}.png" for n in range(1, len(pictures) + 1)]
    for name, picture in zip(files, pictures, strict=True):
        picture.save(folder / name, optimize=True)
    return "\n".join([f"## {words}\n", *(f"![{words}]({name})\n" for name in files)])


def _issued(session: Session, shown: Shown) -> str:
    uuid = _request(session, shown)
    draft = letters.begun(session, uuid, shown.kind, "", DAY)
    if shown.kind is LetterKind.DELIVERY:
        reply = letters.begun(session, uuid, LetterKind.REPLY, "", DAY)
        letters.issue(session, letters.keep(session, _without_blanks(reply)), date(2026, 3, 26), DAY)
        draft = letters.begun(session, uuid, shown.kind, "", DAY)
    letter = letters.keep(session, _without_blanks(draft))
    letters.issue(session, letter, shown.steps[-1].on if shown.steps else ARRIVED, DAY)
    return letter


def _request(session: Session, shown: Shown) -> str:
    draft = RequestDraft(
        applicant=shown.applicant,
        channel=RequestChannel.IN_PERSON,
        arrived_on=ARRIVED,
        title="演示苏木2025年草场生态保护补助的发放依据文件",
        content="2025年草场生态保护补助的发放依据文件、标准。",
        route=RequestRoute.IN_PERSON,
        handler="演示经办人",
        suggests_proactive=shown.proactive is not Proactive.NONE,
    )
    uuid = requests.register(session, draft, DAY)
    for step in shown.steps:
        requests.step(session, uuid, step, DAY)
    if shown.proactive is not Proactive.NONE:
        request = session.scalars(select(Request).where(Request.uuid == uuid)).one()
        request.proactive, request.proactive_note = shown.proactive, "该信息涉及公众利益调整，已编入主动公开目录"
    return uuid


def _without_blanks(draft: letters.LetterDraft) -> letters.LetterDraft:
    return replace(draft, body=draft.body.replace(BLANK, "演示内容"))


def _pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_picture(document[n]) for n in range(len(document))]


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=PIXELS / max(page.get_size())).to_pil()
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
