"""Village notices as pages for the portal: complete, escaped, in both scripts, and never a person's number."""

import json
import os
import resource
import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from app.errors import Cancelled, UserError
from app.exchange.portal import MARKER, PortalColumn, PortalFile, Words, write
from app.i18n import _, speaking
from app.rules.bilingual import Layout
from app.text.mongolian import to_nnbsp
from tests.exchange.portal_samples import COLUMNS, plain, portal, rolled, village, whole

HOSTILE = "<script>alert(1)</script> & \"'引号'\x00\u202e</title>"
PERSONAL = "15000019900101001X"
HOME = village(1).code


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "portal"


def contents(folder):
    """Every file of a folder, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder):
    return {path.relative_to(folder).as_posix(): parsed(path) for path in folder.rglob("*.html")}


def parsed(path):
    return html.fromstring(path.read_bytes().decode())


def text(page, script="zh-CN"):
    """What is read in one script, blanks made even."""
    return " ".join(" ".join(page.xpath(f"//section[@lang='{script}']")[0].itertext()).split())


def letters(words):
    """The words without what stands between them: the page writes suffixes for older faces too."""
    return "".join(char for char in words if not char.isspace() and char not in "\u180e\u202f")


def written(folder, *notices, **changes):
    """A portal of one village with these notices; its notice page, or else the village's."""
    write(folder, portal(village(1, *notices), **changes))
    page = folder / HOME / notices[0].page if notices and notices[0].page else folder / HOME / "index.html"
    return parsed(page)


def refused(folder, made):
    with pytest.raises(UserError) as refusal:
        write(folder, made)
    return str(refusal.value)


def test_every_link_leads_to_a_file_of_the_folder_and_every_file_is_linked(folder):
    write(folder, whole())
    reached = {"index.html", MARKER}
    for name, page in pages(folder).items():
        anchors = set(page.xpath("//@id"))
        for target in page.xpath("//@href | //@src"):
            if target.startswith("#"):
                assert target[1:] in anchors, (name, target)
                continue
            assert ":" not in target
            assert not target.startswith("/")
            reached.add(os.path.normpath(Path(name).parent / target).replace(os.sep, "/"))
    assert reached == set(contents(folder))


def test_no_page_runs_anything_or_needs_anything_from_elsewhere(folder):
    write(folder, whole())
    for page in pages(folder).values():
        assert page.xpath("//script | //iframe | //img | //@style | //@*[starts-with(name(), 'on')]") == []
    assert all("http" not in path.read_text() for path in [*folder.rglob("*.html"), folder / "style.css"])


def test_every_page_speaks_both_languages_and_its_headings_go_down_step_by_step(folder):
    write(folder, whole())
    assert len(pages(folder)) == 1 + 3 + 4
    for page in pages(folder).values():
        assert page.get("lang") == "zh-CN"
        assert page.findtext(".//title")
        assert page.xpath("//section/@lang") == ["zh-CN", "mn-Mong"]
        for section in page.xpath("//section"):
            levels = [int(heading.tag[1]) for heading in section.iter("h1", "h2", "h3")]
            assert levels[0] == 1
            assert all(after <= before + 1 for before, after in pairwise(levels))
            first = section.xpath(".//a")[0]
            assert first.get("href") == f"#{section.xpath('.//h1/@id')[0]}"


@pytest.mark.parametrize(
    ("layout", "scripts"),
    [
        (Layout.MN_FIRST_1996, ["mn-Mong", "zh-CN"]),
        (Layout.ZH_ONLY, ["zh-CN"]),
        (Layout.MN_ONLY, ["mn-Mong"]),
    ],
)
def test_the_scripts_stand_as_the_office_chose(folder, layout, scripts):
    page = written(folder, rolled(), layout=layout)
    assert page.xpath("//section/@lang") == scripts
    assert page.get("lang") == scripts[0]


def test_a_notice_page_tells_all_that_hangs_on_the_wall(folder):
    page = written(folder, rolled(households=3))
    read = text(page)
    for told in (
        "补贴发放",
        "2026年11月16日至2026年11月25日",
        "村务监督委员会",
        "0470-0000000",
        "K7P-3QX4.pdf (44 KB)",
    ):
        assert told in read
    assert page.xpath("//section[1]//th[@scope='col']/text()") == ["序号", "户主", "面积（亩）", "金额（元）"]
    assert page.xpath("//section[1]//tbody/tr[2]/td/text()") == ["2", "样例2号", "220.5", "2,230.00"]
    assert page.xpath("//section[1]//tfoot//td[2]/text()") == ["合计"]


def test_mongolian_says_the_same_with_its_own_words_suffixes_and_upright_numbers(folder):
    page = written(folder, rolled(households=20))
    mongolian = page.xpath("//section[@lang='mn-Mong']")[0]
    assert mongolian.xpath(".//tfoot//td[2]/text()") == ["ᠨᠡᠢᠲᠡ"]
    assert len(mongolian.xpath(".//tbody/tr")) == 20
    tables = mongolian.xpath(".//table")
    assert [len(table.xpath(".//tbody/tr")) for table in tables] == [8, 8, 4]
    assert [len(table.xpath(".//tfoot/tr")) for table in tables] == [0, 0, 1]
    assert "16" in mongolian.xpath(".//span[@class='upright']/text()")
    assert "16\u202fᠤ ᠡᠳᠦᠷ" in "".join(mongolian.itertext())


def test_a_notice_without_mongolian_text_says_so_and_marks_its_chinese(folder):
    page = written(folder, plain("B22-0001", "财务收支公示"))
    mongolian = page.xpath("//section[@lang='mn-Mong']")[0]
    with speaking("mn_Mong"):
        assert letters(_("这份公示的正文只有汉文。")) in letters(text(page, "mn-Mong"))
    assert mongolian.xpath(".//h1/span[@lang='zh-CN']/text()") == ["财务收支公示"]
    assert "收支情况见附件。" not in text(page, "mn-Mong")


def test_mongolian_that_nobody_approved_is_marked_as_a_draft_if_the_office_wants_it(folder):
    with speaking("mn_Mong"):
        draft = " ".join(to_nnbsp(_("草稿：蒙古文尚未经母语人员审读。")).split())
    page = written(folder, rolled())
    assert draft in text(page, "mn-Mong")
    assert "草稿" not in text(page)
    page = written(folder, rolled(), mark_drafts=False)
    assert draft not in text(page, "mn-Mong")


def test_a_broad_roll_takes_the_whole_width(folder):
    assert written(folder, rolled()).xpath("//main/@class") == []
    broad = rolled(columns=COLUMNS * 2, rows=(("1", "样例", "2", "3") * 2,), totals=(), totals_mn=())
    assert written(folder, broad).xpath("//main/@class") == ["wide"]


def test_hostile_text_stays_text(folder):
    words = Words(HOSTILE, HOSTILE)
    notice = rolled(
        title=words,
        kind=words,
        issuer=words,
        paragraphs=(HOSTILE,),
        columns=(PortalColumn(words), PortalColumn(words, number=True)),
        rows=((HOSTILE, HOSTILE),),
        totals=(HOSTILE, HOSTILE),
        totals_mn=(),
    )
    own = replace(village(1, notice), name=words, township=words)
    write(folder, portal(own, title=words, office=words))
    for page in pages(folder).values():
        assert page.xpath("//script") == []
    page = parsed(folder / HOME / notice.page)
    shown = "<script>alert(1)</script> & \"'引号'</title>"
    assert page.xpath("//section[1]//h1/text()") == [shown]
    assert page.xpath("//section[1]//td/text()") == [shown] * 4
    assert page.findtext(".//title") == f"{shown} - {shown}"


def test_what_was_taken_down_is_listed_with_its_days_and_says_so_on_its_page(folder):
    write(folder, whole())
    listed = text(parsed(folder / HOME / "index.html"))
    assert "已撤下 2026-09-20 已归档 2026-09-21" in listed
    assert "春季防疫物资发放公示" in listed
    assert "已撤下 2026-09-20" in text(parsed(folder / HOME / "A11-0001.html"))
    assert "低保对象审批公布" not in text(parsed(folder / "index.html"))


def test_what_was_taken_down_is_left_out_where_only_the_present_is_wanted(folder):
    write(folder, replace(whole(), current_only=True))
    assert "A11-0001.html" not in {path.name for path in folder.rglob("*")}
    assert all("低保对象" not in text(page) for page in pages(folder).values())


def test_a_notice_without_content_is_listed_and_has_no_page(folder):
    page = written(folder, plain("C33-0001", "春季防疫物资发放公示", paragraphs=()))
    assert "春季防疫物资发放公示" in text(page)
    assert not (folder / HOME / "C33-0001.html").exists()


def test_the_first_page_counts_the_notices_of_each_village_and_names_the_newest(folder):
    write(folder, whole())
    page = parsed(folder / "index.html")
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[1]//tbody/tr")]
    assert rows == [["样例2嘎查", "1", "0"], ["样例1嘎查", "2", "2"], ["样例3嘎查", "0", "0"]]
    assert page.xpath("//section[1]//h3/text()") == ["样例第1苏木", "样例第2苏木"]
    assert page.xpath("//section[1]//li/span/text()") == ["2026-11-16", "2026-11-16", "2026-10-10"]


def test_a_village_without_notices_says_that_there_are_none(folder):
    assert "现在没有正在公示的内容。" in text(written(folder))


FIELDS = {
    "编号": {"number": PERSONAL},
    "标题": {"title": Words("公示", f"ᠵᠠᠷᠯᠠᠯ {PERSONAL}")},
    "类别": {"kind": Words(PERSONAL)},
    "正文": {"paragraphs": ("甲", f"联系人138 0000 0000，{PERSONAL}")},
    "公示单位": {"issuer": Words(f"村委会{PERSONAL}")},
    "监督单位": {"supervisor": Words(PERSONAL)},
    "监督电话": {"phone": "13800000000"},
    "表头": {"columns": (PortalColumn(Words("户主", PERSONAL)),), "rows": (), "totals": (), "totals_mn": ()},
    "名册": {"rows_mn": (("1", "样例", "2", PERSONAL),)},
    "合计": {"totals": ("", "", "", PERSONAL)},
    "附件": {"files": (PortalFile(f"{PERSONAL}.pdf", lambda: b""),)},
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_personal_number_anywhere_in_a_notice_stops_everything(folder, field):
    message = refused(folder, portal(village(1, plain("B22-0001", "好"), rolled(**FIELDS[field]))))
    assert f"{HOME}/K7P-3QX4.html" in message
    assert f"“{field}”" in message
    assert PERSONAL not in message
    assert list(folder.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("made", "page"),
    [
        (portal(village(1), title=Words(PERSONAL)), "index.html"),
        (portal(village(1), office=Words("", PERSONAL)), "index.html"),
        (portal(replace(village(1), name=Words(PERSONAL))), f"{HOME}/index.html"),
        (portal(replace(village(1), township=Words("", PERSONAL))), f"{HOME}/index.html"),
    ],
)
def test_a_personal_number_in_the_name_of_an_office_stops_everything(folder, made, page):
    assert f"“{page}”" in refused(folder, made)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["../a.pdf", "a", "名册.pdf", "index.html", "CON.pdf", ".a.pdf", "a b.pdf", ""])
def test_a_name_that_does_not_do_everywhere_is_no_name_of_a_file(name):
    with pytest.raises(ValueError, match=r".*"):
        PortalFile(name, lambda: b"")


@pytest.mark.parametrize("code", ["../x", "", "index", "甲", "a.b", "nul"])
def test_a_code_that_is_no_file_name_is_refused(code):
    with pytest.raises(ValueError, match=r".*"):
        rolled(code)


def test_two_files_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"K7P-3QX4"):
        village(1, rolled("K7P-3QX4"), rolled("k7p-3qx4", files=()))
    with pytest.raises(ValueError, match=HOME):
        portal(village(1), village(1))


def test_the_same_portal_gives_the_same_bytes(tmp_path):
    write(tmp_path / "a", whole())
    write(tmp_path / "b", whole())
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_marker_lists_every_other_file(folder):
    write(folder, whole())
    marker = json.loads((folder / MARKER).read_text())
    assert (marker["kind"], marker["version"], marker["made_at"]) == ("iltod-portal", 1, "2026-11-21T16:05:00")
    assert {*marker["files"], MARKER} == set(contents(folder))


def test_an_older_portal_is_replaced_as_a_whole(folder):
    write(folder, whole())
    (folder / "Thumbs.db").write_bytes(b"of the system")
    write(folder, portal(village(2)))
    assert set(contents(folder)) == {"index.html", "style.css", MARKER, f"{village(2).code}/index.html"}
    assert list(folder.parent.iterdir()) == [folder]


def test_an_empty_folder_is_filled(folder):
    folder.mkdir()
    write(folder, portal(village(1)))
    assert (folder / "index.html").exists()


def test_a_portal_in_which_somebody_kept_a_file_of_his_own_is_not_touched(folder):
    write(folder, whole())
    (folder / HOME / "我的.docx").write_bytes(b"mine")
    before = contents(folder)
    assert f"{HOME}/我的.docx" in refused(folder, portal(village(2)))
    assert contents(folder) == before


def test_a_file_somebody_saves_there_meanwhile_is_not_lost(folder):
    write(folder, whole())

    def save(done, total):
        (folder / "我的.docx").write_bytes(b"mine")

    with pytest.raises(UserError, match=r"我的\.docx"):
        write(folder, portal(village(2)), save)
    assert (folder / "我的.docx").read_bytes() == b"mine"
    assert (folder / HOME / "index.html").exists()
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("marker", [None, b"{", b"[]", b'{"kind": "other", "files": ["index.html"]}', b"\xff"])
def test_a_folder_that_is_no_portal_of_ours_is_not_touched(folder, marker):
    folder.mkdir()
    (folder / "index.html").write_text("another site")
    if marker is not None:
        (folder / MARKER).write_bytes(marker)
    before = contents(folder)
    assert "index.html" in refused(folder, whole())
    assert contents(folder) == before


def test_a_file_is_no_place_for_a_portal(folder):
    folder.write_text("a file")
    assert str(folder) in refused(folder, whole())
    assert folder.read_text() == "a file"


def test_a_whole_disk_is_not_replaced():
    assert "磁盘" in refused(Path("/"), portal(village(1)))


def test_a_missing_stick_is_told(tmp_path):
    assert "U盘" in refused(tmp_path / "away" / "portal", portal(village(1)))


def test_a_stick_pulled_in_the_middle_leaves_the_old_portal(folder):
    write(folder, portal(village(2)))
    before = contents(folder)

    def pull(done, total):
        if done == 3:
            shutil.rmtree(next(path for path in folder.parent.iterdir() if path != folder))

    with pytest.raises(UserError, match="U盘"):
        write(folder, whole(), pull)
    assert contents(folder) == before


def test_a_full_disk_leaves_the_old_portal_and_nothing_else(folder):
    write(folder, portal(village(2)))
    before = contents(folder)
    big = PortalFile("big.pdf", lambda: bytes(1_000_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        message = refused(folder, portal(village(1, rolled(files=(big,)))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "磁盘空间不足" in message
    assert contents(folder) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_an_attachment_that_cannot_be_read_is_named(folder, tmp_path):
    notice = rolled(files=(PortalFile("K7P.pdf", tmp_path / "gone.pdf"),))
    assert "K7P.pdf" in refused(folder, portal(village(1, notice)))
    assert list(tmp_path.iterdir()) == []


def test_attachments_come_from_the_disk_as_they_are(folder, tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(b"%PDF-1.4 bytes")
    written(folder, rolled(files=(PortalFile("K7P.pdf", source),)))
    assert (folder / HOME / "K7P.pdf").read_bytes() == b"%PDF-1.4 bytes"


def test_every_file_written_is_told(folder):
    told = []
    write(folder, whole(), lambda done, total: told.append((done, total)))
    total = len(contents(folder)) - 1
    assert told == [(done, total) for done in range(1, total + 1)]


def test_who_cancels_keeps_the_old_portal_and_nothing_else(folder):
    write(folder, portal(village(2)))
    before = contents(folder)

    def cancel(done, total):
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(folder, whole(), cancel)
    assert contents(folder) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_notices_of_one_day_stand_by_their_codes(folder):
    day = date(2026, 5, 1)
    notices = [plain(code, code, posted_on=day) for code in ("B", "C", "A")] + [
        plain("D", "D", posted_on=date(2026, 6, 1))
    ]
    write(folder, portal(village(1, *notices)))
    titles = parsed(folder / HOME / "index.html").xpath("//section[1]//td/a/text()")
    assert titles == ["D", "A", "B", "C"]
