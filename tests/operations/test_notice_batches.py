"""Many notices in one job: in order, bound or not, and gone on with where it stopped."""

import json
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.errors import Cancelled, UserError
from app.exchange import files as exchange_files
from app.operations import notice_batches, notices, offices, papers, printouts
from app.operations.notice_batches import LIST, SHEETS, WHOLE, Batch
from app.operations.notice_lists import opened
from app.operations.papers import Kind
from app.rules.bilingual import Layout
from app.rules.privacy import find
from tests.factory import NOW, TODAY, ask, do
from tests.notice_board import announced, drafted, paid, pay_row, placed, posted, reviewed, village

LATER = datetime(2026, 3, 18, 16, 0)


@pytest.fixture
def batch(store, tmp_path):
    """Two sheets in each of three villages, entered in no order."""
    placed(store, 3)
    uuids = [reviewed(store, village(n), title=f"测试公示{n}之{k}") for k in (1, 2) for n in (3, 1, 2)]
    options = papers.shaped(Kind.NOTICE, Layout.ZH_ONLY, papers.PrintOptions(paper="a4"))
    return Batch(tuple(uuids), tmp_path / "stick", options)


def draw(store, batch, now=NOW, tell=None):
    return ask(store, notice_batches.draw, batch, now, tell)


def names(finished):
    return [path.name for path in finished.files]


def pages_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_each_notice_gets_a_file_in_the_order_of_villages(store, batch):
    told = []
    finished = draw(store, batch, tell=lambda *how_far: told.append(how_far))
    assert [name[:12] for name in names(finished)] == [village(n) for n in (1, 1, 2, 2, 3, 3)]
    assert (finished.drawn, finished.found, finished.pages) == (6, 0, 6)
    assert told == [(n, 6) for n in range(7)]
    assert "测试公示1之1" in pages_of(finished.files[0])[0]


def test_file_names_are_ascii_and_tell_nobody(store, batch):
    for name in names(draw(store, batch)):
        assert name.isascii()
        assert find(name) == []


def test_the_same_batch_draws_nothing_twice(store, batch):
    first = draw(store, batch)
    written = {path: path.stat().st_mtime_ns for path in first.files}
    again = draw(store, batch, LATER)
    assert (again.drawn, again.found) == (0, 6)
    assert {path: path.stat().st_mtime_ns for path in again.files} == written


def test_a_cancelled_batch_goes_on_where_it_stopped(store, batch):
    def stop(done, _total):
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw(store, batch, tell=stop)
    assert len(list(batch.folder.glob("*.pdf"))) == 4
    finished = draw(store, batch)
    assert (finished.drawn, finished.found) == (2, 4)
    assert do(store, notice_batches.record, finished) == 6


def test_a_stick_pulled_while_writing_leaves_whole_files_only(store, batch, monkeypatch):
    class Pulled:
        def __init__(self):
            self.left = 3

        def __call__(self, old, new):
            self.left -= new.suffix == ".pdf"
            if self.left < 0:
                raise FileNotFoundError(2, "pulled", str(new))
            rename(old, new)

    rename = exchange_files.os.replace
    with monkeypatch.context() as patch:
        patch.setattr(exchange_files.os, "replace", Pulled())
        with pytest.raises(UserError, match="U盘"):
            draw(store, batch)
    for path in batch.folder.glob("*.pdf"):
        assert len(pages_of(path)) == 1
    assert list(batch.folder.glob("*.part")) == []
    assert draw(store, batch).found == 3


def test_what_was_changed_since_is_drawn_anew_and_nothing_else(store, batch):
    draw(store, batch)
    changed = batch.uuids[1]
    do(store, notices.send_back, [changed])
    draft = replace(ask(store, opened, changed, TODAY).draft, title="测试公示改过的题目")
    do(store, notices.edit, changed, draft)
    do(store, notices.review, [changed], "演示乙", TODAY)
    finished = draw(store, batch)
    assert (finished.drawn, finished.found) == (1, 5)
    assert "改过的题目" in pages_of(finished.files[0])[0]


def test_other_options_are_another_batch(store, batch):
    draw(store, batch)
    assert draw(store, replace(batch, options=replace(batch.options, paper="a4"))).drawn == 6


@pytest.mark.parametrize("harm", ["lost", "cut", "list"])
def test_what_a_bad_stick_did_is_mended(store, batch, harm):
    path = draw(store, batch).files[2]
    if harm == "lost":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:500])
    else:
        kept = (batch.folder / LIST).read_bytes()
        (batch.folder / LIST).write_bytes(kept[:-100])
    finished = draw(store, batch)
    assert finished.drawn == 1
    assert len(pages_of(path)) == 1


def test_all_sheets_are_bound_into_one_file_that_is_still_an_archive_file(store, batch):
    finished = draw(store, replace(batch, one_file=True))
    assert names(finished) == [WHOLE]
    texts = pages_of(finished.files[0])
    assert [next(n for n in (1, 2, 3) if f"测试公示{n}之" in text) for text in texts] == [1, 1, 2, 2, 3, 3]
    with pikepdf.open(finished.files[0]) as document:
        assert b"pdfaid:part>2<" in document.Root.Metadata.read_bytes()
        assert "/OutputIntents" in document.Root
        assert str(document.docinfo["/Title"]) == "公示单合订本"
        assert str(document.docinfo["/Author"]) == "测试旗人民政府办公室"


def test_each_village_gets_a_file_and_only_a_changed_one_is_bound_anew(store, batch):
    bound = replace(batch, per_village=True)
    first = draw(store, bound)
    assert names(first) == [f"{village(n)}.pdf" for n in (1, 2, 3)]
    assert [len(pages_of(path)) for path in first.files] == [2, 2, 2]
    written = {path.name: path.stat().st_mtime_ns for path in first.files}
    more = reviewed(store, village(2), title="测试公示又一份")
    second = draw(store, replace(bound, uuids=(*bound.uuids, more)), LATER)
    changed = {path.name for path in second.files if path.stat().st_mtime_ns != written[path.name]}
    assert changed == {f"{village(2)}.pdf"}
    assert len(pages_of(second.files[1])) == 3


def test_the_record_makes_the_notices_printed_once(store, batch):
    finished = draw(store, batch)
    assert do(store, notice_batches.record, finished) == 6
    assert {ask(store, opened, uuid, TODAY).row.status for uuid in batch.uuids} == {"printed"}
    assert do(store, notice_batches.record, draw(store, batch)) == 0
    rows = ask(store, printouts.listed)
    assert len(rows) == 6
    assert ask(store, printouts.drawn_again, rows[0].uuid).same


def test_a_notice_that_was_sent_back_and_reviewed_again_is_printed_again(store, batch):
    do(store, notice_batches.record, draw(store, batch))
    do(store, notices.send_back, [batch.uuids[0]])
    do(store, notices.review, [batch.uuids[0]], "演示乙", TODAY)
    assert do(store, notice_batches.record, draw(store, batch)) == 1
    assert ask(store, opened, batch.uuids[0], TODAY).row.status == "printed"


def test_a_sheet_that_hangs_already_is_drawn_and_stays_posted(store, batch):
    uuid = posted(store)
    finished = draw(store, replace(batch, uuids=(uuid,)))
    do(store, notice_batches.record, finished)
    assert ask(store, opened, uuid, TODAY).row.status == "posted"


def test_drafts_are_refused_before_anything_is_drawn(store, batch):
    draft = drafted(store, title="测试草稿")
    with pytest.raises(UserError, match="1 份还是草稿（例如“测试草稿”）"):
        draw(store, replace(batch, uuids=(*batch.uuids, draft)))
    assert not batch.folder.exists()
    assert ask(store, notice_batches.ready, [*batch.uuids, draft])[-1] == batch.uuids[3]
    with pytest.raises(UserError, match="没有要打印的公示"):
        draw(store, replace(batch, uuids=()))


def test_a_folder_that_cannot_be_one_is_told(store, batch, tmp_path):
    (tmp_path / "a file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="不能使用"):
        draw(store, replace(batch, folder=tmp_path / "a file" / "inside"))


def test_a_full_disk_is_told_before_anything_is_drawn(store, batch, monkeypatch):
    monkeypatch.setattr(notice_batches, "ROOM", 10**15)
    with pytest.raises(UserError, match="磁盘空间不足"):
        draw(store, batch)
    assert list(batch.folder.glob("*.pdf")) == []


def test_no_number_of_a_roll_reaches_a_file_of_a_batch(store, batch):
    secret = ("11010519491231002X", "6222020000000000003", "13800001234")
    row = ("演示嘎查1", "演示甲", secret[0], "3", "", "100", "2.5", "250.00", secret[1], secret[2])
    do(store, offices.choose, "id_style", "mask")
    uuids = announced(store, paid(store, row, pay_row(2)))
    finished = draw(store, replace(batch, uuids=tuple(uuids), one_file=True))
    sheets = sorted((batch.folder / SHEETS).iterdir())
    assert len(sheets) == 1  # one notice for a village and a programme
    for path in (*sheets, *finished.files):
        with pikepdf.open(BytesIO(path.read_bytes())) as document:
            said = "".join(map(str, document.docinfo.values())) + "".join(pages_of(path))
        assert not any(number in said for number in secret)
    kept = (batch.folder / LIST).read_text(encoding="utf-8")
    assert "演示" not in kept
    assert [json.loads(line)["file"] for line in kept.splitlines()] == [
        path.name for path in (*sheets, *finished.files)
    ]
    assert names(finished) == [WHOLE]
