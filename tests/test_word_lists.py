from pathlib import Path

import pytest
from openpyxl import load_workbook

from tools import word_lists, words

ANSWER = {"审读人": "读者甲", "日期": "2026-03-18"}
HAND, TERM, OWN = "手写的话 {n}", "保存", "到期日"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of three messages, with its own copies of the tables."""
    (tmp_path / "app" / "sheets").mkdir(parents=True)
    (tmp_path / "app" / "page.py").write_text(
        f'_("{HAND}")\n_("{OWN}")\npgettext("别处", "{TERM}")\n', encoding="utf-8"
    )
    (tmp_path / "app" / "sheets" / "slip.py").write_text(f'_("{TERM}")\n', encoding="utf-8")
    for name, path in (("GLOSSARY", words.GLOSSARY), ("OWN_WORDS", words.OWN_WORDS)):
        (tmp_path / path.name).write_bytes(path.read_bytes())
        monkeypatch.setattr(words, name, tmp_path / path.name)
    monkeypatch.setattr(words, "TEMPLATE", tmp_path / "app.pot")
    monkeypatch.setattr(words, "TRANSLATION", tmp_path / "app.po")
    monkeypatch.setattr(words, "REVIEWED", tmp_path / "reviewed.csv")
    monkeypatch.setattr(words.extracted, "__defaults__", (tmp_path / "app",))
    monkeypatch.setattr(words.uses, "__defaults__", (tmp_path / "app",))
    assert words.update() == 0
    return tmp_path


def write(project: Path, *rows: str) -> Path:
    path = project / "list.csv"
    path.write_text("\n".join(("context,zh,mn,standing,note", *rows)) + "\n", encoding="utf-8-sig")
    return path


def translation(zh: str, context: str | None = None) -> str:
    message = words.known().get(zh, context)
    assert message
    return str(message.string)


@pytest.mark.usefixtures("project")
def test_a_translation_is_taken_with_its_standing_and_note_and_update_keeps_them(project: Path) -> None:
    assert words.main(["accept", str(write(project, f",{HAND},ᠨᠡᠢᠲᠡ {{n}},composed,a doubtful word"))]) == 0
    words.update()
    message = words.known()[HAND]
    assert message
    assert (message.string, message.auto_comments, message.user_comments) == (
        "ᠨᠡᠢᠲᠡ {n}",
        ["composed"],
        ["a doubtful word"],
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",没有这句话,ᠠ,own,", "not a message"),
        (f",{HAND},ᠨᠡᠢᠲᠡ,own,", "placeholders"),
        (f",{HAND},ᠨᠡᠢᠲᠡ {{n,own,", "braces"),
        (f",{HAND},,own,", "no translation"),
        (f",{HAND},{{n}} ᠡᠳᠦᠷ\u202fᠦᠨ,own,", "U+202F"),
        (f",{HAND},{{n}} \ue234,own,", "U+E234"),
        (f",{HAND},{{n}} 天,own,", "U+5929"),
        (f",{HAND},{{n}}\u180eᠤᠨ ᠡᠳᠦᠷ,own,", "suffix can follow"),
        (f",{HAND},{{n}} ᠡᠳᠦᠷ\u180eᠡᠳᠦᠷ,own,", "not a suffix"),
        (f",{HAND},{{n}} ᠡᠳᠦᠷ,,", "standing must be"),
        (f",{TERM},ᠠ,own,", "stands in a table"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_others_are_taken(
    project: Path, row: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words.main(["accept", str(write(project, row, f"别处,{TERM},ᠠᠪᠬᠤ,own,"))]) == 1
    printed = capsys.readouterr().out
    assert reason in printed
    assert "1 taken, 1 refused" in printed
    assert translation(HAND) == ""
    assert translation(TERM, "别处") == "ᠠᠪᠬᠤ"


def test_a_list_without_the_chinese_ends_with_a_sentence(project: Path) -> None:
    (project / "other.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no column"):
        words.main(["accept", str(project / "other.csv")])


def test_the_review_list_begins_with_printed_words_and_tells_where_each_is_shown(project: Path) -> None:
    words.main(["accept", str(write(project, f",{HAND},ᠨᠡᠢᠲᠡ {{n}},own,"))])
    rows = word_lists.review_list()
    assert [(row["zh"], row["shown"], row["priority"], row["standing"]) for row in rows] == [
        (TERM, "sheets/slip.py", "1", "glossary g039 high"),
        (OWN, "page.py", "2", "composed"),
        (HAND, "page.py", "2", "own"),
    ]
    assert len({row["id"] for row in rows}) == len(rows)


def fill_in(path: Path, answers: dict[str, dict[str, str]]) -> None:
    """Fill in the columns of a review workbook as a reader would."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        for heading, text in answers.get(str(sheet.cell(line, column["中文"]).value), {}).items():
            sheet.cell(line, column[heading]).value = text
    book.save(path)


def test_a_readers_answers_come_back_from_the_workbook_into_the_catalog_the_tables_and_the_record(
    project: Path,
) -> None:
    words.main(["accept", str(write(project, f",{HAND},ᠨᠡᠢᠲᠡ {{n}},own,"))])
    book = project / "review.xlsx"
    assert words.main(["review", str(book)]) == 0
    answers = {
        HAND: {"改为": "{n} ᠡᠳᠦᠷ", **ANSWER},
        TERM: {"改为": "ᠡᠳᠦᠷ\u180eᠦᠨ", **ANSWER},
        OWN: {"通过": "是", **ANSWER},
    }
    fill_in(book, answers)
    approved = translation(OWN)
    assert words.main(["accept", str(book)]) == 0
    assert (translation(HAND), translation(TERM), translation(OWN)) == ("{n} ᠡᠳᠦᠷ", "ᠡᠳᠦᠷ\u180eᠦᠨ", approved)
    term = next(row for row in words.rows(words.GLOSSARY) if row["zh"] == TERM)
    assert (term["mn_mong_mvs"], term["mn_mong"]) == ("ᠡᠳᠦᠷ\u180eᠦᠨ", "ᠡᠳᠦᠷ\u202fᠦᠨ")
    assert {(row["zh"], row["mn"], row["reader"], row["date"]) for row in words.rows(words.REVIEWED)} == {
        (zh, translation(zh), "读者甲", "2026-03-18") for zh in (HAND, TERM, OWN)
    }
    assert [row["last"] for row in word_lists.review_list() if row["zh"] == OWN] == [f"2026-03-18 读者甲 {approved}"]


def test_rows_the_reader_left_empty_are_not_approved(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "review.csv"
    words.main(["review", str(path)])
    assert words.main(["accept", str(path)]) == 0
    assert "0 taken, 0 refused, 2 without an answer" in capsys.readouterr().out
    assert not words.REVIEWED.exists()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"通过": "是"}, "needs the reader's name"),
        ({"通过": "是", "审读人": "读者甲", "日期": "3月"}, "needs the reader's name"),
        ({"通过": "是", "蒙古文": "ᠡᠳᠦᠷ", **ANSWER}, "changed after this list"),
    ],
)
def test_an_approval_that_names_nobody_or_another_wording_is_refused(
    project: Path, answer: dict[str, str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = project / "review.xlsx"
    words.main(["review", str(book)])
    fill_in(book, {TERM: answer})
    assert words.main(["accept", str(book)]) == 1
    assert reason in capsys.readouterr().out
    assert not words.REVIEWED.exists()


def test_a_corrected_term_leaves_the_rest_of_its_table_as_it_was(project: Path) -> None:
    before = words.GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = words.rows(words.GLOSSARY)
    path = project / "answers.csv"
    path.write_text(f"zh,mn,correction,reader,date\n{TERM},,ᠠ,读者甲,2026-03-18\n", encoding="utf-8")
    assert words.main(["accept", str(path)]) == 0
    after = words.GLOSSARY.read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0].split(",")[1] == TERM
    assert len(words.rows(words.GLOSSARY)) == len(rows)
