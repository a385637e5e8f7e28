"""Parameters go down on a stick, and are looked at before they are installed."""

from datetime import date

import pytest

from app.exchange.packages.chain import Chain, note_chain
from app.operations import calendars, catalogs, disclosures, offices
from app.operations.packages import errands, packs
from app.rules.offices import Level, OfficeDraft
from app.ui.packages.found_dialog import FoundDialog
from app.ui.packages.pack_dialogs import CopyDialog, MakePackDialog, PackPlanDialog
from tests.factory import adopted, ask, do, draft, records, table_text
from tests.ui.packages.conftest import TODAY, Office

VILLAGE = OfficeDraft("152500101201", "演示嘎查", Level.VILLAGE)
SLOW = "自该信息形成之日起20个工作日内"
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


@pytest.fixture
def tab(page):
    return page.choose("packs")


@pytest.fixture
def sent(banner, township, stick, known):
    """The banner writes a pack to the stick; where it lies there."""

    def send(*parts, until=None):
        made = packs.make(banner.store, banner.keys, "", frozenset(parts or packs.Part), until, banner.later())
        errands.carry_out(banner.store, made.path, stick, banner.now)
        return stick / made.path.name

    return send


@pytest.fixture
def opened(tab):
    def open_it(path):
        tab.open(path)
        assert isinstance(tab.dialog, PackPlanDialog)
        return tab.dialog

    return open_it


def texts(dialog):
    return [dialog.details.item(n).text() for n in range(dialog.details.count())]


def on(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_tab_says_what_packs_are_for(tab):
    assert tab.room.currentWidget() is tab.empty
    assert "还没有装入过" in tab.which.text()
    assert tab.valid.isHidden()


def test_a_pack_is_made_with_the_ticked_parts_and_the_stick_may_be_pulled(tab, stick, failures):
    tab.new()
    dialog = tab.dialog
    assert isinstance(dialog, MakePackDialog)
    assert set(dialog.form.values()["parts"]) == {"offices", "calendars", "tariffs"}
    dialog.form.set_values({"parts": ("tariffs",), "receiver": "", "until": date(2026, 12, 31)})
    dialog.make_button.click()
    tab.dialog.use(stick)
    assert on(stick) == ["zwgk-152500101-00001-catalog.zip"]
    assert "可以拔出" in tab.carried.text()
    (row,) = tab.table.rows()
    assert (row.version, row.parts, row.valid_until) == (1, ("tariffs",), date(2026, 12, 31))
    tab.table.selectRow(0)
    assert "全部下级" in tab.facts.texts()
    assert failures == []


def test_nothing_is_made_without_a_part(tab):
    tab.new()
    tab.dialog.form.set_values({"parts": (), "receiver": "", "until": None})
    tab.dialog.make_button.click()
    assert tab.dialog.isVisible()
    assert not tab.table.rows()


def test_what_would_change_and_move_is_shown_before_it_is_installed(banner, store, sent, opened, tab, tmp_path):
    december = date(2026, 12, 21)
    do(store, disclosures.register, draft("年末信息", formed_on=december), december)
    file = tmp_path / "2027.toml"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    do(banner.store, calendars.install, file)
    adopted(banner.store, table_text(("招生", "招生范围", SLOW), ("招生", "招生结果", SLOW)), name="义务教育目录")
    held = records(store)
    dialog = opened(sent("catalogs", "calendars", until=date(2026, 5, 20)))
    assert "义务教育目录" in {line.name for line in dialog.table.rows()}
    dialog.table.selectRow([line.name for line in dialog.table.rows()].index("2027 年"))
    assert texts(dialog) == ["放假 6 天，调休上班 1 天"]
    assert [row.title for row in dialog.moved.table.rows()] == ["年末信息"]
    assert records(store) == held
    dialog.install_button.click()
    assert "已装入" in tab.done.text()
    assert [row.title for row in tab.moved.table.rows()] == ["年末信息"]
    assert "即将到期" in tab.valid.text()
    assert "第 1 版" in tab.which.text()
    assert len(ask(store, catalogs.in_force, TODAY)) == 2


def test_installing_is_undone_with_the_usual_key(banner, store, sent, opened, tab, runner):
    held = records(store)
    opened(sent("tariffs")).install_button.click()
    assert records(store) != held
    runner.undo()
    assert records(store) == held
    assert "还没有装入过" in tab.which.text()


def test_a_pack_that_is_not_installed_leaves_no_copy_behind(store, sent, opened):
    opened(sent("tariffs")).reject()
    assert [path for path in errands.inbox(store).rglob("*") if path.is_file()] == []


def test_the_same_pack_again_can_only_be_closed(sent, opened):
    path = sent("tariffs")
    opened(path).install_button.click()
    dialog = opened(path)
    assert dialog.install_button.text() == "关闭"


def test_an_older_pack_is_refused_in_a_sentence(sent, opened, tab, failures):
    old = sent("tariffs")
    opened(sent("tariffs")).install_button.click()
    tab.open(old)
    assert "不能退回旧版" in str(failures[0])


def test_the_files_of_a_stick_are_shown_and_lead_on(sent, stick, tab):
    sent("tariffs")
    tab.look(stick)
    assert isinstance(tab.dialog, FoundDialog)
    tab.dialog.go_on()
    assert isinstance(tab.dialog, PackPlanDialog)


def test_a_file_that_went_back_in_time_is_asked_about_before_a_number_is_given_again(
    tab, store, township, stick, monkeypatch
):
    note_chain(township.keys, "152500101-catalog", Chain(4, "a" * 64, "b" * 32))
    asked = []
    monkeypatch.setattr("app.ui.packages.packs.ask", lambda *words, **values: asked.append(values) or True)
    tab.make(frozenset({"tariffs"}), "", None, stick, despite=False)
    assert asked[0]["known"] == 4
    assert on(stick) == ["zwgk-152500101-00005-catalog.zip"]


def test_an_office_below_gets_its_records_back_on_a_stick(tab, store, stick, tmp_path, failures):
    village = Office(offices.create_store(tmp_path / "v" / "office.iltod", VILLAGE), tmp_path / "village-keys")
    township = Office(store, errands.keys_folder())
    township.enrol(village)
    village.enrol(township)
    village.disclose("嘎查的公开信息")
    township.take(village.export().path)
    tab.reload()
    tab.ask_copy()
    assert isinstance(tab.dialog, CopyDialog)
    tab.dialog.make_button.click()
    tab.dialog.use(stick)
    assert on(stick) == ["zwgk-152500101-00001-backup-copy.zip.age"]
    assert "数据副本" in tab.carried.text()
    assert failures == []
    village.store.close()


def test_without_an_office_below_no_copy_can_be_made(tab):
    tab.ask_copy()
    assert not tab.dialog.make_button.isEnabled()
