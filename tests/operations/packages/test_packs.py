"""What an office sets for those below goes down whole, under a rising number, and says beforehand what it changes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.packages import json_lines
from app.exchange.packages.keys import device_key
from app.exchange.packages.writing import Writer
from app.models.catalog import CatalogItem, CatalogVersion
from app.models.disclosure import Disclosure
from app.models.office import CalendarYear, Office
from app.models.package import PackPart
from app.models.request import LetterTemplate
from app.operations import calendars, catalogs, disclosures, fees, history, letters, villages
from app.operations.packages import pack_texts, packs
from app.operations.packages.pack_words import Effect
from app.rules.offices import Level, OfficeDraft
from app.rules.package_parts import Part, Turn, Validity
from tests.factory import adopted, ask, counted, do, draft, operation, records, table_text
from tests.operations.packages.desks import BANNER, LEAGUE, OTHER_TOWNSHIP, TOWNSHIP, Desk

NEXT_YEAR = """
year = 2027
source = "测试通知"
issued_on = 2026-11-10

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
work = [2027-01-31]

[[holiday]]
name = "测试节"
first = 2027-01-11
last = 2027-01-13
"""
SLOW, QUICK = "自该信息形成之日起20个工作日内", "自该信息形成之日起5个工作日内"
ITEMS = (("招生", "招生范围", SLOW), ("招生", "招生结果", SLOW))
CHANGED = (("招生", "招生范围", QUICK), ("招生", "招生计划", SLOW))


@pytest.fixture
def desks(tmp_path):
    made = []

    def desk(office):
        made.append(Desk(tmp_path / f"{office.code}-{len(made)}", office))
        return made[-1]

    yield desk
    for one in made:
        one.store.close()


@pytest.fixture
def banner(desks):
    return desks(BANNER)


@pytest.fixture
def township(desks, banner):
    made = desks(TOWNSHIP)
    made.know(banner)
    return made


@pytest.fixture
def arrangement(tmp_path):
    file = tmp_path / "2027.toml"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    return file


def effects(plan, part):
    return {line.name: line.effect for line in plan.lines if line.part == part}


def details(plan, part):
    return [detail.text for line in plan.lines if line.part == part for detail in line.details]


def due(desk, uuid):
    with desk.store.read() as session:
        return session.scalar(select(Disclosure.due_on).where(Disclosure.uuid == uuid))


def test_a_catalog_goes_down_and_is_in_force_below(banner, township):
    adopted(banner.store, table_text(*ITEMS), name="义务教育目录")
    plan = township.plan(banner.make("catalogs").path)
    assert effects(plan, "catalogs") == {"义务教育目录": Effect.NEW}
    assert details(plan, "catalogs") == ["共 2 项"]
    assert ask(township.store, catalogs.in_force, plan.header.made_at.date()) == []
    township.install(banner.store.path.parent / "packages/out/zwgk-152531-00001-catalog.zip", plan)
    held = ask(township.store, catalogs.in_force, date(2026, 5, 6))
    assert [item.name for item in held] == ["招生范围", "招生结果"]
    with township.store.read() as session:
        assert set(session.scalars(select(CatalogItem.owner_code))) == {BANNER.code}


def test_the_difference_of_a_new_catalog_is_told_item_by_item(banner, township):
    adopted(banner.store, table_text(*ITEMS))
    township.install(banner.make("catalogs").path)
    adopted(banner.store, table_text(*CHANGED), begin=date(2026, 3, 1), name="新目录")
    plan = township.plan(banner.make("catalogs").path)
    assert effects(plan, "catalogs")["新目录"] is Effect.NEW
    assert list(effects(plan, "catalogs").values()).count(Effect.SAME) == 1
    told = [
        text for text in details(plan, "catalogs") if "项" not in text.removeprefix("新增事项").removeprefix("取消事项")
    ]
    assert "新增事项“招生计划”" in told
    assert "取消事项“招生结果”" in told
    assert f"“招生范围”的公开时限由“{SLOW}”改为“{QUICK}”" in told


def test_a_withdrawn_catalog_is_withdrawn_below_too(banner, township):
    uuid = adopted(banner.store, table_text(*ITEMS))
    township.install(banner.make("catalogs").path)
    do(banner.store, catalogs.withdraw, uuid, "有新规定", date(2026, 5, 6))
    plan = township.plan(banner.make("catalogs").path)
    assert [line.effect for line in plan.lines] == [Effect.CHANGED]
    township.install(banner.make("catalogs").path)
    assert ask(township.store, catalogs.in_force, date(2026, 5, 7)) == []


def test_a_draft_of_a_catalog_stays_where_it_is(banner, township):
    from app.operations import catalog_imports

    plan = ask(banner.store, catalog_imports.plan_pasted, table_text(*ITEMS), date(2026, 5, 6))
    do(banner.store, catalog_imports.accept, plan)
    with pytest.raises(UserError, match="还没有内容"):
        banner.make("catalogs")


def test_the_days_that_would_move_are_told_before_and_move_when_it_is_installed(banner, township, arrangement):
    december = date(2026, 12, 21)
    uuid = do(township.store, disclosures.register, draft("年末信息", formed_on=december), december)
    before = due(township, uuid)
    do(banner.store, calendars.install, arrangement)
    pack = banner.make("calendars").path
    held = records(township.store)
    plan = township.plan(pack)
    assert effects(plan, "calendars")["2027 年"] is Effect.NEW
    assert "放假 6 天，调休上班 1 天" in details(plan, "calendars")
    assert [(moved.title, moved.old) for moved in plan.moved] == [("年末信息", before)]
    assert records(township.store) == held
    outcome = township.install(pack, plan)
    assert outcome.moved == plan.moved
    assert due(township, uuid) == plan.moved[0].new != before


def test_a_changed_day_is_told_by_its_date(banner, township, arrangement):
    do(banner.store, calendars.install, arrangement)
    township.install(banner.make("calendars").path)
    arrangement.write_text(NEXT_YEAR.replace("2027-01-13", "2027-01-12"), encoding="utf-8")
    do(banner.store, calendars.install, arrangement)
    plan = township.plan(banner.make("calendars").path)
    assert effects(plan, "calendars")["2027 年"] is Effect.CHANGED
    assert details(plan, "calendars") == ["2027-01-13：改为平常日子"]


def test_shipped_years_and_tariffs_go_down_for_older_programs_and_change_nothing(banner, township):
    plan = township.plan(banner.make("calendars", "tariffs").path)
    assert {"2019 年", "2026 年"} <= set(effects(plan, "calendars"))
    assert plan.moved == ()
    township.install(banner.make("calendars", "tariffs").path)
    assert counted(township.store, CalendarYear) == len(calendars.shipped().years)
    assert [row.tariff for row in ask(township.store, fees.tariffs)] == list(fees.shipped())
    assert ask(township.store, calendars.calendar).version == calendars.shipped().version


def test_installing_is_undone_in_one_step(banner, township, arrangement):
    december = date(2026, 12, 21)
    do(township.store, disclosures.register, draft("年末信息", formed_on=december), december)
    do(banner.store, calendars.install, arrangement)
    adopted(banner.store, table_text(*ITEMS))
    held = records(township.store)
    with township.opened(banner.make().path) as parcel:
        wanted = ask(township.store, packs.plan, parcel, december)
        _outcome, changed = operation(township.store, packs.install, parcel, wanted, township.now)
    assert records(township.store) != held
    do(township.store, history.undo, changed.operation)
    assert records(township.store) == held
    assert ask(township.store, packs.installed) is None


def test_an_older_pack_is_refused_and_the_same_is_told_as_installed(banner, township):
    adopted(banner.store, table_text(*ITEMS))
    old, new = banner.make("catalogs").path, banner.make("catalogs").path
    township.install(new)
    held = records(township.store)
    with pytest.raises(UserError, match="不能退回旧版"):
        township.plan(old)
    assert township.plan(new).turn is Turn.SAME
    with pytest.raises(UserError, match="不用再装"):
        township.install(new)
    assert records(township.store) == held


def test_another_pack_of_the_same_number_is_refused(banner, township):
    adopted(banner.store, table_text(*ITEMS))
    first = banner.make("catalogs")
    township.install(first.path)
    forged = rewritten(
        banner, township, first.path, lambda header, lines: (replace(header, made_at=banner.later()), lines)
    )
    with pytest.raises(UserError, match="内容不同"):
        township.plan(forged)


def rewritten(banner, township, path, work):
    """A pack signed by the same computer, after somebody worked on it."""
    with township.opened(path) as parcel:
        header, lines = work(parcel.header, list(parcel.records()))
    target = path.with_name(f"{path.stem}-2.zip")
    with Writer(target, device_key(banner.keys)) as bag:
        with bag.records() as put:
            for line in lines:
                put(json_lines.line(line))
        bag.finish(header)
    return target


def test_parts_of_two_packs_cannot_be_mixed(banner, township):
    adopted(banner.store, table_text(*ITEMS))
    path = banner.make("catalogs", "tariffs").path
    for work in (
        lambda header, lines: (header, lines[:-1]),
        lambda header, lines: (header, [line for line in lines if line["type"] == "tariff"]),
        lambda header, lines: (replace(header, body={**header.body, "parts": {}}), lines),
    ):
        with pytest.raises(UserError, match="清单对不上"):
            township.plan(rewritten(banner, township, path, work))


def test_a_pack_with_something_this_program_does_not_know_is_refused_as_a_whole(banner, township):
    adopted(banner.store, table_text(*ITEMS))

    def newer(header, lines):
        lines.append({**lines[-1], "type": "weather", "uuid": "f" * 32})
        return replace(header, body={**header.body, "parts": packs.hashes(lines)}), lines

    path = rewritten(banner, township, banner.make("catalogs").path, newer)
    plan = township.plan(path)
    assert plan.refused is not None
    held = records(township.store)
    with pytest.raises(UserError, match="要么整个装入，要么不装"):
        township.install(path, plan)
    assert records(township.store) == held


def test_a_body_that_is_written_wrongly_is_a_sentence(banner, township):
    path = banner.make("tariffs").path
    for body in ({}, {"version": 7}, {"valid_until": "soon"}, {"parts": []}, {"keys": [{"kid": 5}]}, {"keys": "all"}):
        wrong = rewritten(
            banner, township, path, lambda h, lines, b=body: (replace(h, body={**h.body, **b} if b else {}), lines)
        )
        with pytest.raises(UserError, match="写得不对"):
            township.plan(wrong)


def test_a_pack_is_not_taken_from_below_or_from_a_neighbour(desks, banner, township):
    village = desks(OfficeDraft("152531101201", "演示嘎查", Level.VILLAGE))
    village.know(township)
    path = township.make("tariffs").path
    with pytest.raises(UserError, match="不是本单位的上级"):
        banner.plan(path)
    village.install(path)
    with pytest.raises(UserError, match="没有下级"):
        village.make("tariffs")


def test_a_pack_for_one_office_is_not_taken_by_another(desks, banner, township):
    other = desks(OTHER_TOWNSHIP)
    other.know(banner)
    path = banner.make("tariffs", receiver=TOWNSHIP.code).path
    with pytest.raises(UserError, match="不是发给本单位的"):
        other.plan(path)
    township.install(path)


def test_the_league_reaches_the_township_through_the_banner(desks, banner, township, arrangement):
    league = desks(LEAGUE)
    league.know(banner)
    adopted(league.store, table_text(*ITEMS), name="全盟目录")
    do(league.store, calendars.install, arrangement)
    banner.install(league.make("catalogs", "calendars").path)
    adopted(banner.store, table_text(("补助", "补助标准", "20个工作日内"), domain="社会救助"), name="旗目录")
    township.install(banner.make("catalogs", "calendars").path)
    with township.store.read() as session:
        owners = dict(session.execute(select(CatalogVersion.name, CatalogVersion.owner_code)).all())
        assert owners == {"全盟目录": LEAGUE.code, "旗目录": BANNER.code}
        assert session.scalar(select(CalendarYear.owner_code).where(CalendarYear.year == 2027)) == LEAGUE.code


def test_the_leagues_own_pack_handed_on_as_it_is_is_taken_too(desks, banner, township):
    league = desks(LEAGUE)
    league.know(banner)
    league.know(township)
    adopted(league.store, table_text(*ITEMS), name="全盟目录")
    pack = league.make("catalogs").path
    banner.install(pack)
    township.install(pack)
    plan = township.plan(banner.make("catalogs").path)
    assert effects(plan, "catalogs") == {"全盟目录": Effect.SAME}


def test_own_words_of_a_letter_stay(banner, township):
    key = next(iter(ask(banner.store, letters.templates))).key
    for desk, words in ((banner, "旗里的样式"), (township, "本单位的样式")):
        desk.store.change("x", lambda s, w=words: s.add(LetterTemplate(key=key, title=w, body="正文")))
    plan = township.plan(banner.make("letters").path)
    assert effects(plan, "letters") == {"旗里的样式": Effect.KEPT}
    township.install(banner.make("letters").path)
    with township.store.read() as session:
        assert session.scalars(select(LetterTemplate.title)).all() == ["本单位的样式"]


def test_the_tree_of_offices_goes_down_without_villages_and_keeps_what_is_here(banner, township):
    do(banner.store, villages.add, TOWNSHIP)
    do(banner.store, villages.add, OTHER_TOWNSHIP)
    do(banner.store, villages.add, OfficeDraft("152531101201", "旗里登记的嘎查", Level.VILLAGE))
    plan = township.plan(banner.make("offices").path)
    told = effects(plan, "offices")
    assert told["样例苏木"] is Effect.NEW
    assert told["演示苏木"] in (Effect.SAME, Effect.KEPT)
    township.install(banner.make("offices").path)
    with township.store.read() as session:
        assert set(session.scalars(select(Office.code))) == {BANNER.code, TOWNSHIP.code, OTHER_TOWNSHIP.code}


def test_texts_go_down_and_go_away_when_the_office_takes_them_out(banner, township, tmp_path):
    file = tmp_path / "disciplines.toml"
    file.write_text('id = "codes"\nname = "演示代码表"\n', encoding="utf-8")
    uuid = do(banner.store, pack_texts.enter, Part.CODE_LISTS, file)
    other = do(banner.store, pack_texts.enter, Part.CODE_LISTS, renamed(file, "second"), "另一张表")
    plan = township.plan(banner.make("code_list").path)
    assert set(effects(plan, "code_list").values()) == {Effect.NEW}
    township.install(banner.make("code_list").path)
    assert {row.key for row in ask(township.store, pack_texts.listed)} == {"codes", "second"}
    do(banner.store, pack_texts.remove, uuid)
    plan = township.plan(banner.make("code_list").path)
    assert effects(plan, "code_list") == {"演示代码表": Effect.GONE, "另一张表": Effect.SAME}
    township.install(banner.make("code_list").path)
    assert counted(township.store, PackPart) == 1
    assert other


def renamed(file, name):
    file = file.with_name(f"{name}.txt")
    file.write_text("一 甲\n二 乙\n", encoding="utf-8")
    return file


def test_the_last_day_of_a_pack_only_warns(banner, township):
    until = date(2026, 6, 30)
    pack = banner.make("tariffs", until=until)
    township.install(pack.path)
    row = ask(township.store, packs.installed)
    assert (row.version, row.office, row.valid_until) == (1, BANNER.name, until)
    days = (date(2026, 5, 7), date(2026, 6, 1), until, date(2026, 7, 1))
    assert [row.validity(day) for day in days] == [Validity.GOOD, Validity.SOON, Validity.SOON, Validity.EXPIRED]
    with pytest.raises(UserError, match="已经过去"):
        banner.make("tariffs", until=date(2026, 5, 1))


def test_an_expired_pack_can_still_be_installed(banner, township):
    pack = banner.make("tariffs", until=date(2026, 5, 7))
    township.now = township.now.replace(year=2027)
    township.install(pack.path)
    assert ask(township.store, packs.installed).validity(township.now.date()) is Validity.EXPIRED


def test_the_number_goes_on_where_this_computer_stood_when_the_file_is_an_older_one(banner, tmp_path, desks):
    banner.make("tariffs")
    banner.make("tariffs")
    again = desks(BANNER)
    again.keys = banner.keys
    with pytest.raises(UserError, match="恢复过旧备份"):
        again.make("tariffs")
    assert again.make("tariffs", despite=True).header.seq == 3


def test_a_plan_that_is_out_of_date_is_not_carried_out(banner, township, arrangement):
    do(banner.store, calendars.install, arrangement)
    pack = banner.make("calendars").path
    plan = township.plan(pack)
    do(township.store, calendars.install, arrangement)
    with pytest.raises(UserError, match="又有变化"):
        township.install(pack, plan)


def test_packs_made_are_listed_with_their_parts(banner):
    banner.make("tariffs", until=date(2026, 12, 31))
    pack = banner.make("tariffs", "calendars")
    newest, first = ask(banner.store, packs.made, pack.path.parent)
    assert (newest.version, newest.parts, newest.path) == (2, ("calendars", "tariffs"), pack.path)
    assert (first.version, first.parts, first.valid_until) == (1, ("tariffs",), date(2026, 12, 31))
    assert newest.path.is_file()


def test_what_a_part_would_hold_is_counted(banner):
    adopted(banner.store, table_text(*ITEMS))
    held = ask(banner.store, packs.contents)
    assert (held[Part.CATALOGS], held[Part.TARIFFS], held[Part.LETTERS]) == (1, len(fees.shipped()), 0)
    assert held[Part.CALENDARS] == len(calendars.shipped().years)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.toml", b"id = ", "TOML"), ("b.txt", b"\xff\xfe\xff", "UTF-8"), ("c.txt", b"  \n", "是空的")],
)
def test_a_text_that_cannot_go_down_is_refused_with_its_cure(banner, tmp_path, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UserError, match=said):
        do(banner.store, pack_texts.enter, Part.TERMS, file)


def test_a_catalog_is_no_text(banner, tmp_path):
    with pytest.raises(UserError, match="不从文件添加"):
        do(banner.store, pack_texts.enter, Part.CATALOGS, tmp_path / "x.toml")
