"""What becomes of each line of a package: odd, wrong and hostile ones too."""

import hashlib

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.exchange.packages.json_lines import written
from app.models.disclosure import Attachment, ChannelEvent, Disclosure
from app.models.notice import Notice
from app.models.office import Office
from app.models.package import Carried, Dispute
from app.models.request import AnnualReport
from app.operations.packages import receipts, sorting
from app.operations.packages.kinds import content_hash
from app.rules.packages import Fate
from tests.factory import ask, do, integrity
from tests.operations.packages.desks import BANNER, NOW, OTHER_TOWNSHIP, TOWNSHIP
from tests.operations.packages.forging import (
    accepted,
    disclosure,
    dump,
    fates,
    forged,
    line,
    notice,
    planned,
    reasons,
    report,
    roll,
)

UUID = "0" * 31 + "1"


def value(desk, column, uuid=UUID):
    """What stands in a column of a record; None if the record is not there."""
    return ask(desk.store, lambda session: session.scalar(select(column).where(column.class_.uuid == uuid)))


def count(desk, cls):
    return ask(desk.store, lambda session: session.scalar(select(func.count()).select_from(cls)))


def digest(fields):
    return content_hash(written(fields))


WRONG = {
    "a kind of record of a newer program": (line("hologram", {"x": 1}), sorting.NO_KIND),
    "what only comes down": (line("tariff", {"in_force_on": "2026-01-01", "name": "演示"}), sorting.NO_KIND),
    "what never travels": (line("person", {"name": "演示"}), sorting.NO_KIND),
    "a removal of such": (line("hologram"), sorting.NO_KIND),
    "a word of a newer program": (line("disclosure", disclosure(status="teleported")), sorting.UNFIT),
    "a number for a text": (line("disclosure", disclosure(title=7)), sorting.UNFIT),
    "a text for a number": (line("notice", notice("A", year="2026")), sorting.UNFIT),
    "true for a number": (line("notice", notice("A", year=True)), sorting.UNFIT),
    "nothing where something must be": (line("disclosure", disclosure(title=None)), sorting.UNFIT),
    "a field that is missing": (line("disclosure", {"title": "演示"}), sorting.UNFIT),
    "no day": (line("disclosure", disclosure(began_on="2026-02-30")), sorting.UNFIT),
    "a day written another way": (line("disclosure", disclosure(began_on="20260504")), sorting.UNFIT),
    "a moment for a day": (line("disclosure", disclosure(began_on="2026-05-04T00:00:00")), sorting.UNFIT),
    "a text for a table": (line("notice", notice("A", table="x")), sorting.UNFIT),
    "an owner beside the sender": (line("disclosure", disclosure(), owner=OTHER_TOWNSHIP.code), sorting.NOT_THEIRS),
    "the receiver as owner": (line("disclosure", disclosure(), owner=BANNER.code), sorting.NOT_THEIRS),
    "an owner above": (line("disclosure", disclosure(), owner="1525"), sorting.NOT_THEIRS),
    "an office beside the sender": (
        line("disclosure", disclosure(office_code=OTHER_TOWNSHIP.code)),
        sorting.OUTSIDE,
    ),
    "an office that is a number": (line("disclosure", disclosure(office_code=152531101)), sorting.OUTSIDE),
    "the receiver itself": (
        line("office", {"code": BANNER.code, "name": "演示", "level": "banner"}),
        sorting.OUTSIDE,
    ),
    "a child without its parent": (
        line("channel_event", {"disclosure_uuid": UUID, "channel": "website", "published_on": "2026-05-04"}),
        sorting.NO_PARENT,
    ),
    "a file of nothing": (
        line("attachment", {"owner_uuid": UUID, "name": "演示.pdf", "sha256": "0" * 64, "size": 1}),
        sorting.NO_PARENT,
    ),
}


def test_what_cannot_be_taken_is_returned_with_its_reason_and_all_else_is_taken(banner, township):
    good = line("disclosure", disclosure("可以接收的"))
    plan = accepted(banner, forged(township, good, *(wrong for wrong, _reason in WRONG.values())))
    assert fates(plan) == {Fate.TAKEN: 1, Fate.RETURNED: len(WRONG)}
    told = {one.uuid: one.reason for one in plan.listed}
    assert {case: told[wrong["uuid"]] for case, (wrong, _reason) in WRONG.items()} == {
        case: reason for case, (_wrong, reason) in WRONG.items()
    }
    assert ask(banner.store, lambda s: s.scalars(select(Disclosure.title)).all()) == ["可以接收的"]
    disputes = ask(banner.store, lambda s: s.scalars(select(Dispute)).all())
    assert {one.record_uuid: (one.reason, one.theirs) for one in disputes} == {
        wrong["uuid"]: (reason, wrong) for wrong, reason in WRONG.values()
    }
    assert all("{" not in one.reason.format(**one.values) for one in disputes)
    assert integrity(banner.store) == ("ok", [])


NO_LINES = {
    "no uuid": {"type": "disclosure", "owner": TOWNSHIP.code, "replaces": [], "fields": {}},
    "an empty uuid": line("disclosure", disclosure()) | {"uuid": ""},
    "a uuid without end": line("disclosure", disclosure(), uuid="0" * 33),
    "a number as uuid": line("disclosure", disclosure()) | {"uuid": 7},
    "no owner": line("disclosure", disclosure(), owner=""),
    "no type": line(None, disclosure()),
    "neither fields nor removed": {k: v for k, v in line("disclosure", {}).items() if k != "fields"},
    "removed and not removed": line("disclosure", disclosure(), deleted=False),
    "fields that are a list": line("disclosure", []),
    "replaces that is a text": line("disclosure", disclosure(), replaces="0" * 64),
    "replaces of numbers": line("disclosure", disclosure(), replaces=[1]),
    "replaces that is missing": {k: v for k, v in line("disclosure", disclosure()).items() if k != "replaces"},
    "a revision that is a text": line("disclosure", disclosure(), rev="1"),
    "a revision that is missing": {k: v for k, v in line("disclosure", disclosure()).items() if k != "rev"},
}


def test_a_line_that_is_none_makes_the_whole_package_refused(banner, township):
    good = line("board", {"office_code": TOWNSHIP.code, "name": "演示栏"}, uuid=UUID)
    before = dump(banner.store)
    for case, wrong in NO_LINES.items():
        path = forged(township, good, wrong, sort=False, seq=1, base_seq=0)
        with pytest.raises(UserError, match="第 2 行"):
            pytest.fail(f"{case}: {fates(planned(banner, path))}")
    assert dump(banner.store) == before


def test_lines_out_of_order_or_doubled_are_refused_whole(banner, township):
    one, two = (line("disclosure", disclosure(), uuid=f"{number:032x}") for number in (1, 2))
    before_it = line("board", {"office_code": TOWNSHIP.code, "name": "演示栏"})
    gone = line("disclosure", uuid="f" * 32)
    before = dump(banner.store)
    for lines in ((two, one), (one, one), (one, before_it), (gone, one), (gone, gone)):
        with pytest.raises(UserError, match="写得不对"):
            planned(banner, forged(township, *lines, sort=False, seq=1, base_seq=0))
    assert dump(banner.store) == before


def test_a_record_revised_and_removed_in_one_package_is_gone_in_the_end(banner, township):
    """No program of ours writes two lines of one record; what comes last holds."""
    first = line("disclosure", disclosure(), uuid=UUID)
    accepted(banner, forged(township, first))
    known = [digest(first["fields"])]
    both = (
        line("disclosure", disclosure("改过的"), uuid=UUID, replaces=known),
        line("disclosure", uuid=UUID, replaces=known),
    )
    assert fates(accepted(banner, forged(township, *both))) == {Fate.TAKEN: 2}
    assert value(banner, Disclosure.title) is None
    assert integrity(banner.store) == ("ok", [])


def test_a_line_with_an_odd_letter_in_its_uuid_is_kept_or_returned_but_does_not_crash(banner, township):
    odd = line("disclosure", disclosure(), uuid="\t\n'\"; DROP TABLE disclosure")
    plan = accepted(banner, forged(township, odd))
    assert sum(fates(plan).values()) == 1
    assert integrity(banner.store) == ("ok", [])


def test_one_year_has_one_report(banner, township):
    first, second = line("annual_report", report()), line("annual_report", report(), uuid="f" * 32)
    plan = accepted(banner, forged(township, first, second))
    assert (fates(plan), reasons(plan)) == ({Fate.TAKEN: 1, Fate.RETURNED: 1}, [sorting.CLASH])
    third = line("annual_report", report(), uuid="e" * 32)
    plan = accepted(banner, forged(township, third))
    assert reasons(plan) == [sorting.CLASH]
    assert count(banner, AnnualReport) == 1


def test_a_notice_of_a_code_that_stands_here_already_is_returned(banner, township):
    def own(session):
        values = notice("152531A1") | {"office_code": BANNER.code, "issuer_code": BANNER.code}
        session.add(Notice(**values))

    do(banner.store, own)
    plan = accepted(banner, forged(township, line("notice", notice("152531A1")), line("notice", notice("152531A2"))))
    assert (fates(plan), reasons(plan)) == ({Fate.TAKEN: 1, Fate.RETURNED: 1}, [sorting.CLASH])
    assert integrity(banner.store) == ("ok", [])


def test_two_notices_that_exchange_their_codes_do_not_crash(banner, township):
    """Each code is taken while the other is not yet written."""
    one, two = line("notice", notice("A"), uuid="0" * 32), line("notice", notice("B"), uuid="1" * 32)
    first = forged(township, one, two)
    accepted(banner, first)
    swapped = [
        line("notice", notice("B"), uuid="0" * 32, replaces=[digest(one["fields"])]),
        line("notice", notice("A"), uuid="1" * 32, replaces=[digest(two["fields"])]),
    ]
    plan = accepted(banner, forged(township, *swapped))
    assert sum(fates(plan).values()) == 2
    assert integrity(banner.store) == ("ok", [])


def test_a_code_that_a_removal_sets_free_may_be_given_again_later(banner, township):
    old = line("notice", notice("A"), uuid="0" * 32)
    accepted(banner, forged(township, old))
    gone = line("notice", uuid="0" * 32, replaces=[digest(old["fields"])])
    new = line("notice", notice("A"), uuid="1" * 32)
    plan = accepted(banner, forged(township, new, gone))
    assert sum(fates(plan).values()) == 2
    assert integrity(banner.store) == ("ok", [])
    accepted(banner, forged(township, new))
    assert value(banner, Notice.code, "1" * 32) == "A"


def test_two_private_records_of_one_pay_out_are_not_taken(banner, township):
    parent = line("payout_roll", roll())
    row = line("payout", {"roll_uuid": parent["uuid"], "position": 0, "name": "演示", "amount_fen": 1})
    both = [line("payout_private", {"payout_uuid": row["uuid"], "id_number": number}) for number in "12"]
    plan = accepted(banner, forged(township, parent, row, *both))
    assert (fates(plan), reasons(plan)) == ({Fate.TAKEN: 3, Fate.RETURNED: 1}, [sorting.CLASH])


def test_a_removal_on_which_something_hangs_that_stays_is_returned(banner, township):
    item = line("disclosure", disclosure(), uuid=UUID)
    event = {"disclosure_uuid": UUID, "channel": "website", "published_on": "2026-05-04"}
    channel = line("channel_event", event)
    accepted(banner, forged(township, item, channel))
    gone = line("disclosure", uuid=UUID, replaces=[digest(item["fields"])])
    plan = accepted(banner, forged(township, gone))
    assert reasons(plan) == [sorting.HAS_CHILDREN]
    assert value(banner, Disclosure.title) == "演示信息"
    child = line("channel_event", uuid=channel["uuid"], replaces=[digest(event)])
    plan = accepted(banner, forged(township, child, gone))
    assert fates(plan) == {Fate.TAKEN: 2}
    assert (count(banner, Disclosure), count(banner, ChannelEvent)) == (0, 0)


def test_a_removal_whose_child_comes_in_the_same_package_is_returned(banner, township):
    item = line("disclosure", disclosure(), uuid=UUID)
    accepted(banner, forged(township, item))
    child = line("channel_event", {"disclosure_uuid": UUID, "channel": "website", "published_on": "2026-05-04"})
    gone = line("disclosure", uuid=UUID, replaces=[digest(item["fields"])])
    plan = accepted(banner, forged(township, child, gone))
    assert reasons(plan) == [sorting.HAS_CHILDREN]
    assert integrity(banner.store) == ("ok", [])


def test_what_is_removed_and_made_again_stands_here_again(banner, township):
    item = line("disclosure", disclosure(), uuid=UUID)
    accepted(banner, forged(township, item))
    accepted(banner, forged(township, line("disclosure", uuid=UUID, replaces=[digest(item["fields"])])))
    assert value(banner, Disclosure.title) is None
    again = line("disclosure", disclosure("又登记的"), uuid=UUID, rev=3)
    assert fates(accepted(banner, forged(township, again))) == {Fate.TAKEN: 1}
    assert value(banner, Disclosure.title) == "又登记的"


def test_the_removal_of_what_never_came_is_nothing_new(banner, township):
    plan = accepted(banner, forged(township, line("disclosure", replaces=["0" * 64]), line("board", uuid=UUID)))
    assert fates(plan) == {Fate.UNCHANGED: 2}


def test_the_removal_of_what_was_changed_since_is_a_conflict(banner, township):
    accepted(banner, forged(township, line("disclosure", disclosure(), uuid=UUID)))
    plan = accepted(banner, forged(township, line("disclosure", uuid=UUID, replaces=["0" * 64])))
    assert reasons(plan) == [sorting.REMOVED_THERE]
    assert value(banner, Disclosure.title) == "演示信息"


def test_a_township_cannot_touch_a_record_of_the_banner_or_of_its_neighbour(banner, township, other):
    """Neither with its uuid nor by naming the very content that stands here as replaced."""
    theirs = line("disclosure", disclosure("样例苏木的", office_code=other.code), uuid=UUID, owner=other.code)
    accepted(banner, forged(other, theirs))
    own = do(banner.store, lambda session: _own(session))
    known = [digest(theirs["fields"]), digest(_held(banner, own))]
    attack = [
        line("disclosure", disclosure("冒名改的"), uuid=UUID, replaces=known),
        line("disclosure", disclosure("冒名改的"), uuid=own, replaces=known),
    ]
    plan = accepted(banner, forged(township, *attack))
    assert (fates(plan), set(reasons(plan))) == ({Fate.CONFLICT: 2}, {sorting.OURS})
    gone = [line("disclosure", uuid=uuid, replaces=known) for uuid in (UUID, own)]
    plan = accepted(banner, forged(township, *gone))
    assert (fates(plan), set(reasons(plan))) == ({Fate.CONFLICT: 2}, {sorting.OURS})
    assert (value(banner, Disclosure.title), value(banner, Disclosure.title, own)) == ("样例苏木的", "本旗的")


def test_a_child_cannot_be_hung_on_a_record_of_somebody_else(banner, township, other):
    """A channel of a township under a neighbour's item would stand on the neighbour's page."""
    accepted(banner, forged(other, line("disclosure", disclosure(office_code=other.code), uuid=UUID, owner=other.code)))
    child = line("channel_event", {"disclosure_uuid": UUID, "channel": "website", "published_on": "2026-05-04"})
    plan = planned(banner, forged(township, child))
    assert reasons(plan) == [sorting.NOT_THEIR_PARENT]
    file = {"owner_uuid": UUID, "name": "演示.pdf", "sha256": hashlib.sha256(b"x").hexdigest(), "size": 1}
    plan = planned(banner, forged(township, line("attachment", file), contents=[b"x"], seq=1, base_seq=0))
    assert reasons(plan) == [sorting.NOT_THEIR_PARENT]


def _own(session):
    made = Disclosure(office_code=BANNER.code, title="本旗的", status="draft", began_on=NOW.date())
    session.add(made)
    return made.uuid


def _held(desk, uuid):
    return ask(desk.store, receipts.held_here, "disclosure", uuid)


def test_an_attachment_without_its_bytes_is_returned_until_they_come(banner, township):
    data = b"\x00demonstration"
    item = line("disclosure", disclosure(), uuid=UUID)
    file = line(
        "attachment",
        {"owner_uuid": UUID, "name": "演示.pdf", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)},
    )
    plan = accepted(banner, forged(township, item, file))
    assert (fates(plan), reasons(plan)) == ({Fate.TAKEN: 1, Fate.RETURNED: 1}, [sorting.NO_CONTENT])
    accepted(banner, forged(township, item, file, contents=[data]))
    assert count(banner, Attachment) == 1


def test_fields_of_a_newer_program_are_kept_hashed_and_given_up_when_they_go(banner, township):
    newer = disclosure(mood="演示", score={"a": [1, 2]})
    accepted(banner, forged(township, line("disclosure", newer, uuid=UUID)))
    assert ask(banner.store, lambda s: s.scalars(select(Carried)).one().fields) == {
        "mood": "演示",
        "score": {"a": [1, 2]},
    }
    assert _held(banner, UUID) == newer
    same = forged(township, line("disclosure", newer, uuid=UUID))
    assert fates(accepted(banner, same)) == {Fate.UNCHANGED: 1}
    changed = newer | {"mood": "又一个"}
    revised = line("disclosure", changed, uuid=UUID, replaces=[digest(newer)])
    assert fates(accepted(banner, forged(township, revised))) == {Fate.TAKEN: 1}
    assert _held(banner, UUID) == changed
    plain = line("disclosure", disclosure(), uuid=UUID, replaces=[digest(changed)])
    assert fates(accepted(banner, forged(township, plain))) == {Fate.TAKEN: 1}
    assert (count(banner, Carried), _held(banner, UUID)) == (0, disclosure())


def test_what_is_carried_goes_with_its_record(banner, township):
    newer = disclosure(mood="演示")
    accepted(banner, forged(township, line("disclosure", newer, uuid=UUID)))
    gone = line("disclosure", uuid=UUID, replaces=[digest(newer)])
    assert fates(accepted(banner, forged(township, gone))) == {Fate.TAKEN: 1}
    again = line("disclosure", disclosure(), uuid=UUID, rev=3)
    accepted(banner, forged(township, again))
    assert _held(banner, UUID) == disclosure()


def test_a_column_the_older_sender_does_not_know_gets_its_default_and_makes_no_conflict(banner, township):
    older = disclosure()
    assert "note" not in older
    accepted(banner, forged(township, line("disclosure", older, uuid=UUID)))
    assert value(banner, Disclosure.note) == ""
    edited = line("disclosure", disclosure("改过的"), uuid=UUID, replaces=[digest(older)])
    assert fates(accepted(banner, forged(township, edited))) == {Fate.TAKEN: 1}


def test_an_office_that_the_banner_entered_itself_is_the_townships_as_soon_as_it_tells_more(banner, township):
    def enter(session):
        session.add(Office(code=TOWNSHIP.code, name="演示苏木", level="township", parent_code=BANNER.code))

    do(banner.store, enter)
    told = {"code": TOWNSHIP.code, "name": "演示苏木人民政府", "level": "township", "parent_code": BANNER.code}
    plan = accepted(banner, forged(township, line("office", told)))
    assert fates(plan) == {Fate.TAKEN: 1}
    rows = ask(
        banner.store, lambda s: s.execute(select(Office.name, Office.owner_code).where(Office.code == TOWNSHIP.code))
    )
    assert [tuple(row) for row in rows] == [("演示苏木人民政府", TOWNSHIP.code)]
