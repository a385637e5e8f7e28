"""Letters from the command line: from what the case needs to what was delivered."""

from datetime import date

import pypdfium2
import pytest
from docx import Document

from app.cli.requests import letter_ as group
from tests.factory import TODAY
from tests.request_desk import registered, stepped


@pytest.fixture
def letter(answer):
    """The JSON of a command about letters that must be done."""
    return lambda *words: answer("requests", "letter", *words)


@pytest.fixture
def refused(iltod):
    """What a command about letters says that is refused."""

    def refused(*words):
        said = iltod("requests", "letter", *words)
        assert said.code == 1, said.out
        return said.err

    return refused


@pytest.fixture
def request_number(store):
    """A request whose extension was entered; its number."""
    uuid = registered(store)
    stepped(store, uuid, "extend", date(2026, 3, 10), reason="需要查阅档案")
    return "2026-0001"


def test_every_command_can_be_asked_for_help(run):
    for word in group.entries:
        said = run("requests", "letter", word, "--help")
        assert said.code == 0, said.err


def test_a_letter_goes_the_whole_way(letter, request_number, tmp_path):
    kinds = [offer["kind"] for offer in letter("offered", request_number)]
    assert kinds == ["extension", "receipt"]
    begun = letter("begin", request_number, "extension")
    assert begun["problems"] == []
    assert "需要查阅档案" in begun["body"]
    issued = letter("issue", begun["uuid"], "--on", "2026-03-11")
    assert issued["number"] == "公复〔2026〕1号"
    assert letter("print", issued["number"], tmp_path / "延期.pdf")["pages"] == 1
    with pypdfium2.PdfDocument(tmp_path / "延期.pdf") as document:
        assert "2026年3月11日" in document[0].get_textpage().get_text_range()
    letter("word", begun["uuid"], tmp_path / "延期.docx")
    assert "演示申请人甲：" in [paragraph.text for paragraph in Document(tmp_path / "延期.docx").paragraphs]
    letter("deliver", begun["uuid"], "--by", "mail", "--on", "2026-03-13", "--received-by", "演示甲")
    (row,) = letter("list", request_number)
    assert (row["number"], row["delivery"], row["delivered_on"]) == ("公复〔2026〕1号", "mail", "2026-03-13")
    assert letter("remove", begun["uuid"]) == {"removed": 1}
    assert letter("list", request_number) == []


def test_a_draft_is_written_anew_from_a_file_and_its_blanks_are_told(letter, refused, store, tmp_path):
    uuid = registered(store)
    stepped(store, uuid, "reply", date(2026, 3, 16))
    made = letter("begin", uuid, "reply")
    assert "还有空白" in made["problems"][0]
    assert "还有空白" in refused("issue", made["uuid"])
    body = tmp_path / "正文.txt"
    body.write_text("现予公开。", encoding="utf-8")
    assert letter("edit", made["uuid"], "--body-file", body)["problems"] == []
    assert letter("show", made["uuid"])["body"] == "现予公开。"
    assert "不能打印" in refused("print", made["uuid"], tmp_path / "答复.pdf")
    assert letter("issue", made["uuid"])["issued_on"] == TODAY.isoformat()


def test_a_template_is_read_changed_and_put_back(letter, refused, tmp_path):
    assert {"receipt", "reply-3.4", "abandoned-6.2"} <= {each["key"] for each in letter("templates")}
    body = tmp_path / "模板.txt"
    body.write_text("申请人：{申请人}", encoding="utf-8")
    assert letter("template", "receipt", "--title", "回执", "--body-file", body)["own"] is True
    assert letter("template", "receipt")["body"] == "申请人：{申请人}"
    assert letter("template", "receipt", "--reset")["own"] is False
    body.write_text("{没有的}", encoding="utf-8")
    assert "没有的" in refused("template", "receipt", "--body-file", body)


def test_an_unreadable_file_is_refused_with_its_name(refused, store, tmp_path):
    uuid = registered(store)
    assert "读不到文件“无.txt”" in refused("begin", uuid, "receipt", "--body-file", tmp_path / "无.txt")


def test_a_letter_nobody_knows_is_refused(refused):
    assert "公复〔2026〕9号" in refused("show", "公复〔2026〕9号")
