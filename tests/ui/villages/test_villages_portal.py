import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.operations import notices
from app.rules.notices import NoticeDraft
from tests.factory import do
from tests.ui.villages.conftest import FIRST, posted


class Opened(QObject):
    """Takes the place of the computer's own programs."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened(qapp):
    receiver = Opened()
    QDesktopServices.setUrlHandler("file", receiver, "take")
    yield receiver.urls
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def section(store, page):
    posted(store)
    do(store, notices.draft, NoticeDraft(FIRST.code, title="没贴出的公示", body="内容", year=2026))
    return page.choose("portal")


def test_it_says_what_is_written_and_what_is_left_out(section):
    assert section.inside.text() == "写进去：2 个嘎查村，1 份公示。"
    assert section.left_out.text().startswith("不写：还没有张贴的公示 1 份；")
    assert section.write_button.isEnabled()
    assert not section.open_button.isEnabled()


def test_without_a_notice_that_hung_there_is_nothing_to_write(page):
    section = page.choose("portal")
    assert not section.write_button.isEnabled()
    assert "请先在“公示”里登记张贴" in section.inside.text()


def test_the_pages_are_written_and_the_folder_opened(section, tmp_path, opened, context):
    folder = tmp_path / "portal"
    section.set_folder(folder)
    section.write()
    pages = [page.read_text(encoding="utf-8") for page in folder.rglob("*.html")]
    assert section.written.text() == f"已写出 {len(pages)} 个网页到 {folder}。"
    assert any("测试公示" in page for page in pages)
    assert not any("没贴出的公示" in page for page in pages)
    section.open_written()
    assert opened == [str(folder)]
    assert context.preferences.current.last["portal"] == str(folder)


def test_the_sheets_go_with_the_pages_if_wanted(section, tmp_path, context):
    section.set_folder(tmp_path / "portal")
    section.with_pdf.setChecked(True)
    section.write()
    assert len(list((tmp_path / "portal").rglob("*.pdf"))) == 1
    assert context.preferences.current.last["portal_pdf"] == "yes"


def test_a_folder_with_other_files_is_left_alone(section, tmp_path, failures):
    other = tmp_path / "documents"
    other.mkdir()
    (other / "letter.txt").write_text("不能丢", encoding="utf-8")
    section.set_folder(other)
    section.write()
    assert "letter.txt" in str(failures[0].values)
    assert [each.name for each in other.iterdir()] == ["letter.txt"]
    assert not section.written.isVisible()


def test_writing_can_be_cancelled_and_leaves_what_was_there(section, tmp_path, runner, failures):
    folder = tmp_path / "portal"
    section.set_folder(folder)
    section.write()
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    runner.job_started.connect(lambda job: job.cancel())
    section.write()
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before
    assert failures == []


def test_no_file_of_the_pages_is_called_after_a_person(section, tmp_path):
    section.set_folder(tmp_path / "portal")
    section.write()
    assert all(str(each.relative_to(tmp_path)).isascii() for each in (tmp_path / "portal").rglob("*"))
