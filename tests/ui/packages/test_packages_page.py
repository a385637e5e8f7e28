from app.ui.packages.page import SECTIONS


def test_every_tab_opens_on_an_empty_office(page, township, failures):
    for spec in SECTIONS:
        page.choose(spec.key).reload()
        assert page.key() == spec.key
    assert failures == []


def test_page_opens_a_tab_by_its_key(page):
    page.open("trust")
    assert page.key() == "trust"


def test_unknown_target_leaves_the_page_as_it_is(page):
    page.open("nothing of ours")
    page.open(None)
    assert page.key() == "send"
