"""The paper of packages from the command line."""

import pypdfium2
import pytest

from tests.factory import published
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk


@pytest.fixture
def offices(tmp_path):
    """A banner that took in a township's package."""
    banner, township = Desk(tmp_path / "banner", BANNER), Desk(tmp_path / "township", TOWNSHIP)
    banner.know(township)
    published(township.store, "演示草场补贴安排")
    banner.take(township.export().path)
    banner.store.close()
    township.store.close()
    return banner, township


def text_of(path):
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_the_slip_of_the_newest_package_is_written(offices, run, tmp_path):
    _banner, township = offices
    file = tmp_path / "slip.pdf"
    said = run("--store", township.store.path, "--today", "2026-05-06", "packages", "slip", file)
    assert said.code == 0, said.err
    assert "报送单" in text_of(file)
    assert township.card().key.fingerprint in text_of(file)


def test_a_number_that_no_package_has_is_told(offices, run, tmp_path):
    _banner, township = offices
    said = run("--store", township.store.path, "packages", "slip", tmp_path / "slip.pdf", "--seq", "7")
    assert (said.code, "没有找到这个报送包" in said.err) == (1, True)


def test_the_receipt_slip_of_an_office_is_written(offices, run, tmp_path):
    banner, _township = offices
    file = tmp_path / "receipt.pdf"
    said = run("--store", banner.store.path, "packages", "receipt-slip", file, "--office", TOWNSHIP.code)
    assert said.code == 0, said.err
    assert "回执单" in text_of(file)
    assert TOWNSHIP.name in text_of(file)
