"""The errand: what lies on a stick, a package out and in, and the log of both."""

import hashlib
import shutil
import zipfile

import pytest

from app.errors import Cancelled, UserError
from app.exchange.packages import stick as sticks
from app.operations import offices
from app.operations.packages import errands, trust
from tests.factory import ask, do, register
from tests.operations.packages.desks import BANNER, NOW, OTHER_TOWNSHIP, TOWNSHIP, Desk
from tests.operations.packages.quarrel import offices as neighbours


@pytest.fixture
def pair(tmp_path):
    banner, township = neighbours(tmp_path)
    register(township.store)
    return banner, township


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def carried(township, stick):
    """A new package of the township, on the stick."""
    (one,) = errands.carry_out(township.store, township.export().path, stick, NOW)
    return one.path


def inbox(desk):
    folder = errands.inbox(desk.store)
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def log(desk):
    return ask(desk.store, errands.log)


def stop(done, _total):
    if done:
        raise Cancelled


def test_what_is_carried_out_is_the_package_and_stands_in_the_log(pair, stick):
    _banner, township = pair
    made = township.export()
    (one,) = errands.carry_out(township.store, made.path, stick, NOW)
    assert one.path.read_bytes() == made.path.read_bytes()
    (row,) = log(township)
    assert (row.at, row.way, row.file, row.size) == (NOW, "out", made.path.name, made.size)
    assert (row.sha256, row.outcome, row.medium) == (made.sha256, "", str(stick))


def test_an_errand_that_failed_is_logged_and_what_lies_on_the_stick_stays(pair, stick):
    _banner, township = pair
    made = township.export()
    other = stick / made.path.name
    other.write_bytes(b"another")
    with pytest.raises(UserError, match="已有同名但内容不同"):
        errands.carry_out(township.store, made.path, stick, NOW)
    assert other.read_bytes() == b"another"
    assert [(row.file, row.size, row.outcome) for row in log(township)] == [(other.name, 0, "failed")]


def test_carried_once_more_it_is_found_there(pair, stick):
    _banner, township = pair
    made = township.export()
    errands.carry_out(township.store, made.path, stick, NOW)
    (one,) = errands.carry_out(township.store, made.path, stick, NOW)
    assert one.found
    assert [row.outcome for row in log(township)] == ["", ""]


def test_a_package_brought_in_lies_under_its_content_and_is_opened(pair, stick):
    banner, township = pair
    path = carried(township, stick)
    copy = errands.bring_in(banner.store, banner.keys, path, NOW)
    assert copy.parent.name == hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    assert errands.bring_in(banner.store, banner.keys, path, NOW) == copy
    with errands.opened(banner.store, copy) as parcel:
        assert parcel.header.sender == township.code
    assert inbox(banner) == [copy]
    errands.put_away(banner.store, copy)
    assert inbox(banner) == []
    assert [(row.way, row.file, row.outcome) for row in log(banner)] == [("in", path.name, "")] * 2


def test_only_what_lies_in_the_inbox_is_put_away(pair, stick):
    banner, township = pair
    path = carried(township, stick)
    errands.put_away(banner.store, path)
    assert path.exists()


@pytest.mark.parametrize("step", ["out", "in"])
def test_cancelled_in_the_middle_nothing_is_kept(pair, stick, step):
    banner, township = pair
    made = township.export()
    if step == "out":
        with pytest.raises(Cancelled):
            errands.carry_out(township.store, made.path, stick, NOW, stop)
        assert list(stick.iterdir()) == []
    else:
        shutil.copy(made.path, stick)
        with pytest.raises(Cancelled):
            errands.bring_in(banner.store, banner.keys, stick / made.path.name, NOW, stop)
        assert inbox(banner) == []
    assert [row.outcome for row in log(township if step == "out" else banner)] == ["cancelled"]


def test_verifying_can_be_stopped_by_saying_no(pair, stick):
    banner, township = pair
    path = carried(township, stick)
    with pytest.raises(Cancelled):
        errands.opened(banner.store, path, lambda _done, _total: False)


def test_a_sealed_package_is_opened_on_its_way_in_and_by_nobody_else(tmp_path, stick):
    banner, township, other = (Desk(tmp_path / office.code, office) for office in (BANNER, TOWNSHIP, OTHER_TOWNSHIP))
    trust.make_recovery(banner.keys)
    banner.know(township)
    do(township.store, offices.choose, "package_private", "sealed")
    register(township.store)
    path = carried(township, stick)
    assert path.name.endswith(".zip.age")
    copy = errands.bring_in(banner.store, banner.keys, path, NOW)
    assert copy.name == path.name.removesuffix(".age")
    with errands.opened(banner.store, copy) as parcel:
        assert parcel.header.receiver == banner.code
    with pytest.raises(UserError, match="不是加密给本机的"):
        errands.bring_in(other.store, other.keys, path, NOW)
    assert inbox(other) == []
    assert [row.outcome for row in log(other)] == ["failed"]


def test_a_package_of_a_stranger_tells_to_register_the_card_first(tmp_path, stick):
    banner, township = Desk(tmp_path / "b", BANNER), Desk(tmp_path / "t", TOWNSHIP)
    register(township.store)
    path = carried(township, stick)
    with pytest.raises(UserError, match="iltod packages keys enrol"):
        errands.opened(banner.store, path)


def test_our_own_package_is_told_as_ours(pair, stick):
    _banner, township = pair
    path = carried(township, stick)
    with pytest.raises(UserError, match="本单位自己写出的"):
        errands.opened(township.store, path)


def test_a_card_is_no_package(pair, stick):
    banner, township = pair
    card = ask(township.store, trust.write_own_card, township.keys, stick, NOW)
    with pytest.raises(UserError, match="是登记卡，不是报送包"):
        errands.bring_in(banner.store, banner.keys, card, NOW)
    assert log(banner) == []


def test_a_name_somebody_gave_a_file_does_not_reach_log_or_inbox(pair, stick):
    banner, township = pair
    named = stick / "演示甲13800000000.zip"
    carried(township, stick).rename(named)
    copy = errands.bring_in(banner.store, banner.keys, named, NOW)
    assert copy.name.startswith("zwgk-")
    with errands.opened(banner.store, copy) as parcel:
        assert parcel.header.sender == township.code
    named.write_bytes(b"")
    errands.bring_in(banner.store, banner.keys, named, NOW)
    assert all("13800000000" not in f"{row.file}{row.medium}" and "演示甲" not in row.file for row in log(banner))


def test_volumes_are_joined_from_whichever_is_named(pair, stick):
    banner, township = pair
    made = township.export()
    sticks.carry(made.path, stick, volume=4_000)
    (row,) = errands.found_on(stick)
    assert (row.volumes > 1, row.size, row.problem, row.header) == (True, made.size, "", None)
    for piece in (row.path, stick / f"{made.path.name}.002", stick / f"{made.path.name}.parts"):
        assert errands.bring_in(banner.store, banner.keys, piece, NOW).read_bytes() == made.path.read_bytes()
    (stick / f"{made.path.name}.parts").unlink()
    (row,) = errands.found_on(stick)
    assert "分卷不齐" in row.problem


def test_among_two_hundred_files_only_what_may_be_ours_is_found(pair, stick):
    banner, township = pair
    path = carried(township, stick)
    with errands.opened(banner.store, path) as parcel:
        made_at = parcel.header.made_at
    card = ask(banner.store, trust.write_own_card, banner.keys, stick, NOW)
    for n in range(200):
        (stick / f"演示照片{n}.jpg").write_bytes(b"\xff\xd8")
    with zipfile.ZipFile(stick / "演示资料.zip", "w") as others:
        others.writestr("a.txt", "a")
    (stick / "zwgk-152531102-00001-report.zip").write_bytes(path.read_bytes()[:-100])
    (stick / "zwgk-152531103-key.json").write_bytes(b"{")
    (stick / ".zwgk-152531104-00001-report.zip").write_bytes(b"hidden")
    (stick / "zwgk-152531105-00001-report.zip").mkdir()
    (stick / f"{path.name}.part").write_bytes(b"unfinished")
    found = {row.path.name: row for row in errands.found_on(stick)}
    assert set(found) == {
        path.name, card.name, "zwgk-152531102-00001-report.zip", "zwgk-152531103-key.json"
    }  # fmt: skip
    assert (found[path.name].header.sender, found[path.name].at) == (township.code, made_at)
    assert found[card.name].card.office_name == "演示旗"
    assert "不完整" in found["zwgk-152531102-00001-report.zip"].problem
    assert "不是登记卡" in found["zwgk-152531103-key.json"].problem


def test_what_a_clerk_renamed_is_found_by_what_is_in_it(pair, stick):
    _banner, township = pair
    carried(township, stick).rename(stick / "报送.zip")
    (row,) = errands.found_on(stick)
    assert row.header.sender == township.code


def test_a_folder_that_is_gone_is_told_with_the_cure(tmp_path):
    with pytest.raises(UserError, match="U盘是否插好"):
        errands.found_on(tmp_path / "none")


def test_the_newest_comes_first(pair, stick):
    _banner, township = pair
    first = carried(township, stick)
    register(township.store, "演示信息")
    second = carried(township, stick)
    assert [row.path for row in errands.found_on(stick)] == [second, first]
