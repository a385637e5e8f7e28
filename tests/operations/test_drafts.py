"""What is being typed, kept until it is saved."""

import pytest

from app.operations import drafts, history
from app.store.database import Store
from tests.factory import NOW, ask


def keep(store, form="disclosure", record="", person="p", **fields):
    store.keep(lambda session: drafts.keep(session, form, record, person, fields, NOW))


def test_a_draft_is_kept_found_and_dropped_and_outlives_the_program(store, path):
    keep(store, title="没打完")
    store.close()
    again = Store.open(path)
    assert ask(again, drafts.kept, "disclosure", "", "p").fields == {"title": "没打完"}
    keep(again, title="打完了")
    assert ask(again, drafts.kept, "disclosure", "", "p").fields == {"title": "打完了"}
    again.keep(lambda session: drafts.drop(session, "disclosure", "", "p"))
    again.keep(lambda session: drafts.drop(session, "disclosure", "", "p"))
    assert ask(again, drafts.kept, "disclosure", "", "p") is None
    again.close()


@pytest.mark.parametrize(
    "where", [("disclosure", "b" * 32, "p"), ("disclosure", "", "q"), ("exception", "a" * 32, "p")]
)
def test_a_draft_never_opens_in_another_record_form_or_hand(where, store):
    keep(store, record="a" * 32, title="甲的")
    assert ask(store, drafts.kept, *where) is None
    keep(store, *where, title="乙的")
    assert ask(store, drafts.kept, "disclosure", "a" * 32, "p").fields == {"title": "甲的"}
    assert ask(store, drafts.kept, *where).fields == {"title": "乙的"}


def test_drafts_are_listed_by_person_and_make_no_history(store):
    newest = ask(store, history.newest)
    keep(store, record="a" * 32, title="一")
    keep(store, record="b" * 32, title="二")
    keep(store, person="q", title="三")
    assert {row.fields["title"] for row in ask(store, drafts.waiting, "p")} == {"一", "二"}
    assert ask(store, history.newest) == newest
