"""The gate: numbers of hundreds of people, put wherever text can stand, reach nothing that leaves the office."""

import csv
import logging
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pikepdf
import pypdfium2
import pytest
from sqlalchemy import select

from app import log
from app.cli.workplace import Workplace
from app.errors import UserError
from app.models.catalog import CatalogException, CatalogItem, CatalogVersion
from app.models.disclosure import Attachment, ChannelEvent, Disclosure
from app.models.journal import Operation
from app.models.notice import Notice, NoticeQuery, Objection
from app.models.office import Board, Office
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.models.printout import Printout
from app.models.village import VillageMatter
from app.operations import (
    agreements,
    catalog_sheets,
    catalogs,
    disclosure_sheets,
    gate,
    history,
    matter_sheets,
    notice_batches,
    notice_lists,
    notice_queries,
    notice_sheets,
    notices,
    offices,
    papers,
    payout_sheets,
    payouts,
    portals,
    printouts,
    village_sheets,
)
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.gate import Gate
from app.operations.notice_batches import Batch
from app.operations.notice_lists import NoticeFilter
from app.rules.bilingual import Layout
from app.rules.privacy import MaskStyle, PrivateField, find
from app.store.database import Store
from tests.factory import NOW, TODAY, adopted, ask, do, published, table_text
from tests.identities import WAYS, leaked, people, told, written
from tests.notice_factory import EAST, SOUTH, WEST, drafted, filed, id_number, posted, reviewed, rolled, settled

EVERYBODY = people(400)
STYLES = [{"id_style": i, "card_style": c, "phone_style": p, "address_style": "omit"}
          for i in MaskStyle for c in MaskStyle for p in MaskStyle]  # fmt: skip


# --- the gate itself -------------------------------------------------------------------------------------------------


def test_the_people_are_well_made():
    assert len({number for person in EVERYBODY for number in person.numbers}) == 4 * len(EVERYBODY)
    for n, person in enumerate(EVERYBODY):
        assert len(find(told(person, n))) == 4
        assert all(found.valid for found in find(told(person, n)))
        assert leaked(told(person, n), EVERYBODY) == set(person.numbers)
    assert leaked(EVERYBODY[0].address, EVERYBODY) == {EVERYBODY[0].address}


@pytest.mark.parametrize("styles", STYLES)
def test_no_number_in_any_writing_passes_in_any_style(styles):
    masked = Gate(styles)
    for n, person in enumerate(EVERYBODY[:240]):
        for text in (told(person, n), *(way(number) for number in person.numbers for way in WAYS)):
            assert leaked(masked(text), [person]) == set()
    everything = "\n".join(told(person, n) for n, person in enumerate(EVERYBODY))
    assert leaked(masked(everything), EVERYBODY) == set()


@pytest.mark.parametrize("styles", STYLES)
@pytest.mark.parametrize("address", ["omit", "township", "village"])
def test_no_private_field_passes_whole_in_any_style(styles, address):
    masked = Gate({**styles, "address_style": address})
    for n, person in enumerate(EVERYBODY[:240]):
        shown = [
            masked.field(PrivateField.ID_NUMBER, written(person.id_18, n)),
            masked.field(PrivateField.ID_NUMBER, written(person.id_15, n)),
            masked.field(PrivateField.BANK_CARD, written(person.card, n)),
            masked.field(PrivateField.PHONE, written(person.mobile, n)),
            masked.field(PrivateField.ADDRESS, f"测试旗测试苏木测试嘎查{person.address}"),
            masked.field(PrivateField.HEALTH, person.health),
            masked.of_person(f"{person.health}{told(person, n)}"),
        ]
        assert leaked("\n".join(shown), [person]) == set()


def test_what_is_shown_at_all_is_the_offices_choice_and_health_never(store):
    assert not any(ask(store, gate.gate).shows(field) for field in PrivateField)
    for key in ("id_style", "card_style", "phone_style"):
        do(store, offices.choose, key, "mask")
    do(store, offices.choose, "address_style", "village")
    shown = {field for field in PrivateField if ask(store, gate.gate).shows(field)}
    assert shown == set(PrivateField) - {PrivateField.HEALTH}
    assert ask(store, gate.gate)("") == ask(store, gate.gate).of_person("") == ""


def test_texts_of_a_row_pass_and_other_values_stay(store):
    masked = ask(store, gate.gate)
    cells = {"title": told(EVERYBODY[0], 0), "n": 3, "on": TODAY, "none": None}
    assert leaked(masked.row(cells)["title"], EVERYBODY) == set()
    assert {key: masked.row(cells)[key] for key in ("n", "on", "none")} == {"n": 3, "on": TODAY, "none": None}


@pytest.mark.parametrize("person", EVERYBODY[::40], ids=lambda person: person.id_18[:2])
def test_no_file_is_named_by_a_number_and_none_says_one_of_itself(person, tmp_path):
    for n, number in enumerate(person.numbers):
        with pytest.raises(UserError, match="文件名"):
            gate.check_name(tmp_path / f"测试{written(number, n)}.xlsx")
        with pytest.raises(UserError, match="文件属性"):
            gate.check_properties("公示", f"测试{written(number, n)}")
    gate.check_name(tmp_path / "2026年公示.pdf")
    gate.check_properties("公示", "")


@pytest.mark.parametrize("office", ["1525", "150121", "152531101", "152531101201"])
def test_the_name_of_a_package_is_no_number_of_a_person(office, tmp_path):
    """An office code and the package's number behind it read like a telephone number."""
    gate.check_name(tmp_path / f"zwgk-{office}-00012-report.zip")
    assert Gate(STYLES[0])(f"已写出：zwgk-{office}-00012-receipt.zip") == f"已写出：zwgk-{office}-00012-receipt.zip"


@pytest.mark.parametrize(
    "name", ["zwgk-13800000000.zip", "zwgk-138-0000-0000-report.zip", "zwgk-150121-00012-13800000000.zip"]
)
def test_what_only_looks_like_the_name_of_a_package_hides_no_number(name, tmp_path):
    with pytest.raises(UserError, match="文件名"):
        gate.check_name(tmp_path / name)


# --- who looked ------------------------------------------------------------------------------------------------------


def paid_line(store):
    rolled(settled(store), ("测试东嘎查", "测试甲", id_number(1), "5"))
    (line,) = ask(store, payouts.looked_up, "测试甲")
    return line


def test_looking_behind_the_mask_wants_a_reason_and_stands_in_the_record_without_numbers(store):
    line = paid_line(store)
    assert line.id_number == ""
    with pytest.raises(UserError, match="理由"):
        do(store, payouts.unmasked, line.uuid, " ", NOW)
    assert ask(store, gate.unmaskings) == []
    found = do(store, payouts.unmasked, line.uuid, f"本人{told(EVERYBODY[0], 0)}来问", NOW)
    assert found[PrivateField.ID_NUMBER] == id_number(1)
    (row,) = ask(store, gate.unmaskings)
    assert (row.table, row.record_uuid, row.at) == ("payout", line.uuid, NOW)
    assert "身份证号" in row.what
    assert "来问" in row.reason
    assert leaked(row.reason, EVERYBODY) == set()


def test_what_was_looked_at_cannot_be_taken_out_of_the_record_by_undoing_the_roll(store):
    line = paid_line(store)
    do(store, payouts.unmasked, line.uuid, "本人查询", NOW)
    do(store, payouts.remove, [line.roll_uuid])
    assert len(ask(store, gate.unmaskings)) == 1


# --- everything that leaves the office -------------------------------------------------------------------------------


class Crowd:
    """Hands out one person after another, each told in another way."""

    def __init__(self):
        self._next = 0

    def __call__(self, before=""):
        n = self._next
        self._next += 1
        return before + told(EVERYBODY[n % len(EVERYBODY)], n)


def overwrite(record, crowd, keep=()):
    """Put a person into every text of a record, as if it had come from another program."""
    fixed = {"uuid", "code", "office_code", "issuer_code", "owner_code", "kind", "status", "period_unit", "theme",
             "cycle", "level",
             "notice_uuid", "roll_uuid", "payout_uuid", "board_uuid", "matter_uuid", "corrects_uuid", "version_uuid",
             "disclosure_uuid", "owner_uuid", "parent_code", "merged_into", "key", "item_key", "channel", "mode",
             "standing", "seen_on", "sha256", "retention", "number", "archive_number", "limit_scope", "time_limit",
             "ground", "domain", *keep}  # fmt: skip
    for column in type(record).__table__.columns:
        value = getattr(record, column.key)
        if column.key not in fixed and isinstance(value, str | None) and column.type.python_type is str:
            setattr(record, column.key, crowd(value or ""))


def crowded_table(kept, crowd):
    rows = [[crowd(EVERYBODY[n].health), str(n), crowd(EVERYBODY[n].health)] for n in range(12)]
    return {**kept, "headings": [crowd("户主姓名"), "金额（元）", crowd("备注")], "headings_mn": [crowd(), "", ""],
            "numbers": [False, True, False], "summed": [False, True, False], "rows": rows}  # fmt: skip


@pytest.fixture(scope="module")
def crowded(template, tmp_path_factory):
    """A banner in every text of which stand numbers of people; its store, closed at the end."""
    path = tmp_path_factory.mktemp("crowded") / "office.iltod"
    path.write_bytes(template.read_bytes())
    store = settled(Store.open(path))
    published(store, "测试信息", time_limit="自信息形成之日起20个工作日内")
    adopted(store, table_text(("惠农补贴", "补贴发放", "每年12月31日前")))
    drafted(store, "草稿公示")
    reviewed(store, "待张贴公示", office_code=WEST)
    posted(store, "张贴公示", programme="测试补贴")
    filed(store, "已建档公示", office_code=SOUTH)
    paid = [(village, f"测试户{n}", "", "5.00") for n in range(10) for village in ("测试东嘎查", "测试西嘎查")]
    made = do(store, payouts.make_notices, [roll.uuid for roll in rolled(store, *paid).values()], TODAY)
    do(store, notices.review, made, "演示乙", TODAY)
    do(store, notices.post, made, TODAY, "演示丙", TODAY)
    do(store, _belongings)
    do(store, _crowd)
    yield store
    store.close()


def _belongings(session):
    notice = session.scalars(select(Notice).where(Notice.title == "张贴公示")).one()
    disclosure = session.scalars(select(Disclosure)).first()
    session.add(Board(office_code=EAST, name="村部公示栏"))
    session.add(Objection(notice_uuid=notice.uuid, received_on=TODAY, content="数量不对", provisional=False))
    session.add(NoticeQuery(notice_uuid=notice.uuid, asked_on=TODAY, name="测试甲"))
    session.add(Attachment(owner_uuid=disclosure.uuid, name="附件", sha256="0" * 64, size=1))
    session.add(CatalogException(subject="测试", ground="X1", decided_on=TODAY, review_again_on=date(2027, 3, 18)))
    for code in (EAST, WEST):
        session.add(VillageMatter(office_code=code, name="补贴发放", cycle="yearly", theme="subsidy"))
    for payout in session.scalars(select(Payout)):
        session.add(PayoutPrivate(payout_uuid=payout.uuid))


def _crowd(session):
    crowd = Crowd()
    masked = gate.gate(session)
    for cls in (Notice, Disclosure, ChannelEvent, CatalogItem, CatalogVersion, CatalogException, VillageMatter, Board,
                Objection, Attachment, PayoutRoll, Payout):  # fmt: skip
        for record in session.scalars(select(cls)):
            overwrite(record, crowd, keep=("programme",) if cls in (Notice, PayoutRoll) else ())
    for query in session.scalars(select(NoticeQuery)):  # what is asked is masked when it is written down
        query.name = masked(crowd(query.name))
    for notice in session.scalars(select(Notice).where(Notice.table != {})):
        notice.table = crowded_table(notice.table, crowd)
    for notice in session.scalars(select(Notice).where(Notice.title.startswith("张贴公示"))):
        notice.table = crowded_table(notice.table, crowd)
    for n, payout in enumerate(session.scalars(select(Payout))):
        payout.item = payout.item + EVERYBODY[n].health
    for n, private in enumerate(session.scalars(select(PayoutPrivate))):
        person = EVERYBODY[n]
        private.id_number, private.bank_card, private.phone = person.id_18, written(person.card, n), person.mobile
        private.address, private.health = f"测试旗测试苏木测试嘎查{person.address}", person.health
    for office in session.scalars(select(Office).where(Office.code.in_((EAST, WEST)))):
        office.name, office.name_mn = crowd(office.name), crowd(office.name_mn)
        office.committee, office.address = crowd(office.committee), crowd(office.address)


@pytest.fixture(params=["omit", "mask"])
def style(request, crowded):
    """The offices' styles, all omitted or all starred with addresses to the village."""
    for key in ("id_style", "card_style", "phone_style"):
        do(crowded, offices.choose, key, request.param)
    do(crowded, offices.choose, "address_style", "omit" if request.param == "omit" else "village")
    return request.param


def pdf_texts(data):
    """All that a PDF says: its pages, its properties, its names, and its metadata as they stand in the file."""
    with pypdfium2.PdfDocument(data) as document:
        yield from (page.get_textpage().get_text_range() for page in document)
    with pikepdf.open(BytesIO(data)) as document:
        yield from (str(value) for value in document.docinfo.values())
        with document.open_metadata() as metadata:
            yield str(metadata)
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary):
                yield " ".join(str(value) for value in item.values() if isinstance(value, pikepdf.String))


def sheet_texts(path):
    """All that a spreadsheet says: its cells, and every part of the file as it stands."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from ("\t".join(row) for row in csv.reader(file))
        return
    for sheet in openpyxl.load_workbook(path).worksheets:
        yield sheet.title
        yield from ("\t".join(map(str, row)) for row in sheet.iter_rows(values_only=True))
    with zipfile.ZipFile(path) as parts:
        yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml"))


def file_texts(folder):
    """The names of all files of a folder, and all that they say."""
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix()
        if path.suffix == ".pdf":
            yield from pdf_texts(path.read_bytes())
        elif path.suffix in (".xlsx", ".csv"):
            yield from sheet_texts(path)
        elif path.is_file():
            yield path.read_text(encoding="utf-8")


def in_lists(texts):
    """What of the people stands in one of the texts."""
    return leaked("\n".join(texts), EVERYBODY)


def all_papers(session):
    notices = {notice.title[:3]: notice.uuid for notice in session.scalars(select(Notice))}
    item = session.scalars(select(Disclosure.uuid)).first()
    return {
        "register": papers.register_of(DisclosureFilter()),
        "register asked for": papers.register_of(DisclosureFilter(text=written(EVERYBODY[5].id_18, 2))),
        "due asked for": papers.due_of(DisclosureFilter(text=EVERYBODY[6].mobile)),
        "due": papers.due_of(DisclosureFilter()),
        "slip": papers.slip_of(item),
        "reason": papers.reason_of(item),
        "catalog": papers.items_of("county"),
        "village items": papers.items_of("village"),
        **{f"notice {title}": papers.notice_of(uuid) for title, uuid in notices.items()},
        "village list": papers.village_list_of(EAST),
        "village plan": papers.village_plan_of(EAST, 2026),
        "coverage": papers.coverage_of(2026),
        "archive": papers.archive_of(SOUTH, 2026),
        "queries": papers.queries_of(),
        "agreement": papers.agreement_of(2026),
    }


def test_no_sheet_tells_a_number_on_its_pages_or_of_itself(crowded, style):
    layout = Layout.ZH_ONLY if style == "omit" else Layout.MN_ONLY
    told_by = {}
    for name, paper in ask(crowded, all_papers).items():
        options = papers.shaped(paper.kind, layout, papers.PrintOptions())
        drawn = ask(crowded, papers.drawn, paper, options, NOW)
        told_by[name] = in_lists([*pdf_texts(drawn.pdf), drawn.title, drawn.number])
    assert {name: numbers for name, numbers in told_by.items() if numbers} == {}


def test_no_record_of_what_was_printed_tells_a_number(crowded):
    wanted = DisclosureFilter(text=written(EVERYBODY[5].id_18, 2), responsible=EVERYBODY[6].mobile)
    sheets = {name: paper for name, paper in ask(crowded, all_papers).items() if name != "notice 草稿公"}
    for paper in (*sheets.values(), papers.register_of(wanted)):
        drawn = ask(crowded, papers.drawn, paper, papers.usual(paper.kind, TODAY), NOW)
        do(crowded, printouts.record, drawn, printouts.ON_PAPER)
    with crowded.read() as session:
        columns = [column for column in Printout.__table__.columns if column.key not in ("id", "uuid", "sha256")]
        kept = [" ".join(map(str, row)) for row in session.execute(select(*columns))]
    assert in_lists(kept) == set()
    assert in_lists(f"{row.name}{row.subject}" for row in ask(crowded, printouts.listed)) == set()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_no_exported_spreadsheet_tells_a_number(crowded, style, ending, tmp_path):
    items = ask(crowded, catalogs.in_force, TODAY)
    assert items
    for name, export, *args in (
        ("register", disclosure_sheets.export, DisclosureFilter(), TODAY),
        ("catalog", catalog_sheets.export, items, told(EVERYBODY[3], 3)),
        ("villages", village_sheets.export),
        ("matters", matter_sheets.export, EAST),
        ("plan", matter_sheets.export_plan, EAST, 2026, TODAY),
        ("agreement", agreements.export, 2026),
        ("notices", notice_sheets.export, NoticeFilter(), TODAY),
        ("rolls", payout_sheets.export_rolls, ask(crowded, lambda s: list(s.scalars(select(PayoutRoll.uuid))))),
        ("found", payout_sheets.export_found, EVERYBODY[0].id_18),
        ("coverage", payout_sheets.export_coverage, 2026),
    ):
        ask(crowded, export, *args, path=tmp_path / f"{name}.{ending}")
    told_by = {path.name: in_lists(sheet_texts(path)) for path in tmp_path.iterdir()}
    assert len(told_by) == 10
    assert {name: numbers for name, numbers in told_by.items() if numbers} == {}


def test_no_web_page_of_the_catalog_tells_a_number(crowded, style, tmp_path):
    items = ask(crowded, catalogs.in_force, TODAY)
    ask(crowded, catalog_sheets.export, items, told(EVERYBODY[3], 3), tmp_path / "catalog.html")
    texts = list(file_texts(tmp_path))
    assert "测试人" in texts[-1]
    assert in_lists(texts) == set()


def test_no_exported_file_is_named_by_a_number(crowded, tmp_path):
    for ending in ("xlsx", "csv", "html"):
        path = tmp_path / f"{EVERYBODY[0].id_18}.{ending}"
        with pytest.raises(UserError, match="文件名"):
            ask(crowded, catalog_sheets.export, [], "", path)
        with pytest.raises(UserError, match="文件名"):
            ask(crowded, disclosure_sheets.export, DisclosureFilter(), TODAY, path)
    assert list(tmp_path.iterdir()) == []


def test_no_page_of_the_portal_tells_a_number(crowded, style, tmp_path):
    assert ask(crowded, portals.write, tmp_path / "site", TODAY, with_pdf=True, now=NOW)
    texts = list(file_texts(tmp_path))
    assert any(text.endswith(".html") for text in texts)
    assert any(text.endswith(".pdf") for text in texts)
    assert in_lists(texts) == set()


@pytest.mark.parametrize("bound", [{}, {"one_file": True}, {"per_village": True}])
def test_no_file_of_a_batch_tells_a_number_in_its_name_or_inside(crowded, bound, tmp_path):
    with crowded.read() as session:
        everything = list(session.scalars(select(Notice.uuid)))
    ready = tuple(ask(crowded, notice_batches.ready, everything))
    options = papers.usual(papers.Kind.NOTICE, TODAY)
    finished = ask(crowded, notice_batches.draw, Batch(ready, tmp_path, options, **bound), NOW)
    assert finished.drawn == len(ready)
    assert in_lists(file_texts(tmp_path)) == set()


def test_no_screen_for_questions_tells_a_number(crowded, style):
    with crowded.read() as session:
        rolls = list(session.scalars(select(PayoutRoll.uuid)))
    lines = [line for roll in rolls for line in ask(crowded, payouts.lines, roll)]
    lines += ask(crowded, payouts.looked_up, "测试户1")
    lines += ask(crowded, payouts.looked_up, EVERYBODY[0].id_18)
    assert len(lines) > 20
    told_of = [" ".join(map(str, (line.name, line.place, line.item, line.quantity, line.standard, line.id_number,
                                  line.bank_card, line.phone, line.address))) for line in lines]  # fmt: skip
    assert in_lists(told_of) == set()
    assert any("*" in text for text in told_of) == (style == "mask")


def test_the_log_of_questions_keeps_no_number(store):
    for n, person in enumerate(EVERYBODY[:40]):
        do(store, notice_queries.ask, told(person, n), told(person, n + 1), told(person, n + 2), TODAY)
    with store.read() as session:
        kept = [f"{query.name}{query.purpose}{query.shown}" for query in session.scalars(select(NoticeQuery))]
    assert len(kept) == 40
    assert in_lists(kept) == set()
    assert in_lists(f"{row.name}{row.purpose}{row.shown}" for row in ask(store, notice_lists.queries)) == set()


def test_the_journal_names_no_number_in_what_was_done(path):
    place = Workplace(None, path, TODAY, "", None)
    for n, person in enumerate(EVERYBODY[:40]):
        values = {"name": told(person, n), "n": 3}
        place.change("修改公示“{name}”", lambda session: offices.choose(session, "timely_days", "4"), values)
    titles = [row.title for row in place.ask(history.done)]
    with place.store.read() as session:
        kept = [str(operation.values) for operation in session.scalars(select(Operation))]
    place.close()
    assert len([title for title in titles if "测试人" in title]) == 40
    assert in_lists(titles + kept) == set()


def test_the_log_file_keeps_no_number(tmp_path):
    root = logging.getLogger()
    level = root.level
    handler = log.start(tmp_path)
    for n, person in enumerate(EVERYBODY):
        logging.getLogger("any").warning("row %s: %s", n, told(person, n))
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()
    text = (tmp_path / log.FILE).read_text(encoding="utf-8")
    assert f"row {len(EVERYBODY) - 1}" in text
    assert leaked(text, EVERYBODY) == set()
