"""Receipts for several offices below: each has a file of its own, and the same state gives the same one again."""

from app.operations.packages import receipts
from tests.factory import published
from tests.operations.packages.desks import BANNER, OTHER_TOWNSHIP, TOWNSHIP, Desk


def test_receipts_for_two_townships_do_not_take_each_others_place(tmp_path):
    banner, *townships = (Desk(tmp_path / office.code, office) for office in (BANNER, TOWNSHIP, OTHER_TOWNSHIP))
    written = []
    for desk in townships:
        banner.know(desk)
        published(desk.store, "演示信息")
        written.append(banner.take(desk.export().path))
    assert len(set(written)) == 2
    for desk, path in zip(townships, written, strict=True):
        kid = desk.card().key.kid
        before = path.read_bytes()
        assert receipts.write(banner.store, banner.keys, kid, banner.later()) == path
        assert path.read_bytes() == before
        assert desk.read(path).packages == 1
    for desk in (banner, *townships):
        desk.store.close()
