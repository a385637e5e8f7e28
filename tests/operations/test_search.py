"""Everything registered is found, by any piece of it; nothing is found that is not there."""

from datetime import date

import pytest

from app.models.disclosure import Disclosure
from app.operations import attachments, catalog_imports, catalogs, disclosures, exceptions, history, offices, search
from app.rules.catalog import ExceptionDraft, Ground
from app.store import indexing
from app.store import search as index
from tests.factory import TODAY, ask, do, draft, index_terms, operation, register, table_text

MONGOLIAN = "ᠵᠠᠰᠠᠭ ᠤᠨ ᠭᠠᠵᠠᠷ ᠤᠨ ᠮᠡᠳᠡᠭᠡ"
OTHER_SPELLING = "ᠵᠠᠰᠠᠭ\u202fᠤᠨ\u180eᠭᠠᠵᠠᠷ"


def hits(store, words, **options):
    return [hit.uuid for hit in ask(store, search.found, words, **options)]


@pytest.fixture
def filled(store):
    """One record of each kind that can be searched; the store and the uuids by kind."""
    plan = ask(store, catalog_imports.plan_pasted, table_text(("招生管理", "划片范围", "及时")), TODAY)
    version = do(store, catalog_imports.accept, plan, "二〇二六年本")
    disclosure = register(
        store, "春季牧场补贴公示", title_mn=MONGOLIAN, document_number="测政发〔2026〕7号", note="附清单"
    )
    secret = ExceptionDraft("内部会商纪要", Ground.INTERNAL, "讨论稿", "演示甲", date(2026, 1, 5))
    do(store, attachments.attach, disclosure, "Budget 2026 扫描.pdf", b"1")
    return store, {
        "catalog_version": version,
        "catalog_item": ask(store, catalogs.items, version)[0].uuid,
        "disclosure": disclosure,
        "catalog_exception": do(store, exceptions.add, secret, TODAY),
        "attachment": ask(store, attachments.of, disclosure)[0].uuid,
    }


NAMES = {
    "catalog_version": "二〇二六年本",
    "catalog_item": "划片范围",
    "disclosure": "春季牧场补贴公示",
    "catalog_exception": "内部会商纪要",
    "attachment": "Budget 2026 扫描.pdf",
}


@pytest.mark.parametrize("kind", NAMES)
def test_every_piece_of_every_name_finds_it(kind, filled):
    store, uuids = filled
    name = NAMES[kind]
    pieces = {name[a:b] for a in range(len(name)) for b in range(a + 1, len(name) + 1)}
    words = sorted(piece for piece in pieces if any(one.isalnum() for one in piece))
    missed = [piece for piece in words if uuids[kind] not in hits(store, piece)]
    assert missed == []


@pytest.mark.parametrize(
    "words",
    [
        "7",
        "政发",
        "〔2026〕7",
        "附清",
        "测政发 补贴",
        "补贴 春季",
        "cjmc",
        "chunji",
        "muchang",
        "mcbt",
        "gongshi",
        "ＣＪ",
    ],
)
def test_an_item_is_found_by_number_note_several_words_and_pinyin(words, filled):
    store, uuids = filled
    assert uuids["disclosure"] in hits(store, words)


@pytest.mark.parametrize("words", [MONGOLIAN, MONGOLIAN[:6], OTHER_SPELLING, "ᠮᠡᠳᠡᠭᠡ", "ᠮᠡᠳ"])
def test_mongolian_is_found_in_other_spellings(words, filled):
    store, uuids = filled
    assert uuids["disclosure"] in hits(store, words)


@pytest.mark.parametrize(
    "words", ["", "  ", "。", "冬季", "补贴 冬季", "zzzz", "春场", "'; DROP TABLE disclosure --", '"*']
)
def test_what_is_not_there_is_not_found(words, filled):
    assert hits(filled[0], words) == []


def test_the_text_that_answered_is_shown_with_its_place(filled):
    store, uuids = filled
    (hit,) = ask(store, search.found, "政发")
    assert (hit.kind, hit.uuid, hit.name) == ("disclosure", uuids["disclosure"], "春季牧场补贴公示")
    assert hit.text[hit.start : hit.end] == "政发"
    (file,) = ask(store, search.found, "budget", kinds=["attachment"])
    assert (file.owner_uuid, file.text[file.start : file.end]) == (uuids["disclosure"], "Budget")


def test_whole_names_come_first_then_beginnings_then_the_newest(store):
    inside, begins, whole = (register(store, title) for title in ("关于牧场的通知", "牧场补贴", "牧场"))
    newest = register(store, "关于牧场的公告")
    noted = register(store, "其他通知", note="见牧场清单")
    assert hits(store, "牧场") == [whole, begins, newest, inside, noted]


def test_no_more_hits_are_given_than_were_asked_for(store):
    for number in range(8):
        register(store, f"牧场{number}")
    assert len(hits(store, "牧场", limit=5)) == 5
    assert hits(store, "牧场", kinds=["attachment"]) == []


def test_an_edit_leaves_no_ghost(filled):
    store, uuids = filled
    do(store, disclosures.edit, uuids["disclosure"], draft("秋季草原通告", title_mn="ᠭᠠᠵᠠᠷ"), TODAY)
    for gone in ("春季", "牧场", "cjmc", "附清单", "ᠮᠡᠳᠡᠭᠡ", "测政发"):
        assert uuids["disclosure"] not in hits(store, gone)
    assert hits(store, "秋季草原") == [uuids["disclosure"]]
    assert not {term for term in index_terms(store) if term[1] in ("春季", "icjmc", "附清")}


def test_a_removed_item_leaves_no_ghost_and_undo_brings_it_back(filled):
    store, uuids = filled
    before = index_terms(store)
    _, removal = operation(store, disclosures.remove, [uuids["disclosure"]])
    assert hits(store, "春季") == hits(store, "扫描") == []
    assert not {term for term in index_terms(store) if term[2] is None or term[2] == uuids["disclosure"]}
    do(store, history.undo, removal.operation)
    assert index_terms(store) == before
    assert hits(store, "春季") == [uuids["disclosure"]]


def test_a_change_that_failed_leaves_the_index_as_it_was(filled):
    store, _ = filled
    before = index_terms(store)

    def fails(session):
        disclosures.register(session, draft("不会留下"), TODAY)
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        do(store, fails)
    assert index_terms(store) == before


def test_the_index_made_anew_is_the_one_that_was_kept(filled):
    store, uuids = filled
    do(store, disclosures.edit, uuids["disclosure"], draft("改一次"), TODAY)
    do(store, disclosures.edit, uuids["disclosure"], draft("改两次", note="行行好"), TODAY)
    do(store, offices.rename, "测试旗人民政府", "ᠮᠡᠳᠡᠭᠡ")
    kept = index_terms(store)
    index.rebuild(store.engine)
    assert index_terms(store) == kept
    index.rebuild(store.engine)
    assert index_terms(store) == kept


def test_an_index_of_more_rows_than_one_batch_is_made_whole(store, monkeypatch):
    uuids = {register(store, f"信息{number}") for number in range(7)}
    monkeypatch.setattr(indexing, "_BATCH", 3)
    index.rebuild(store.engine)
    assert set(hits(store, "信息")) == uuids
    with store.read() as session:
        assert len(index.candidates(session, Disclosure, 'name : "信息"', 100)) == 7


def test_a_rare_syllable_is_found_among_many_newer_names_of_its_first_letter(store):
    rare = register(store, "草原村通知")
    for number in range(search.CANDIDATES + 1):
        register(store, f"财务清单{number}")
    assert hits(store, "cun") == hits(store, "cu") == hits(store, "yuancu") == [rare]
