"""Who asks: entered once, recognised again, brought up to date and never mixed up."""

from dataclasses import replace

from app.models.request import Applicant
from app.operations import applicants
from app.rules.privacy import check_digit
from app.rules.requests import ApplicantDraft, ApplicantKind, IdKind
from tests.factory import ask, counted, do

ID = "00000019900101001" + check_digit("00000019900101001")
PERSON = ApplicantDraft(name="演示申请人甲", id_number=ID, phone="0470-0000009", address="演示苏木一号")
COMPANY = ApplicantDraft(ApplicantKind.BUSINESS, "演示商贸有限公司", IdKind.CREDIT_CODE, phone="0470-0000010")


def entered(store, draft):
    """The uuid under which somebody is kept."""
    return do(store, lambda session: applicants.entered(session, draft).uuid)


def kept(store, name="演示"):
    return [row.draft for row in ask(store, applicants.matched, name)]


def test_who_was_entered_before_is_recognised_by_number(store):
    assert entered(store, PERSON) == entered(store, replace(PERSON, phone="", address="", id_number=f" {ID} "))
    assert kept(store) == [replace(PERSON, id_number=ID)]


def test_without_a_number_name_and_telephone_tell_who_it_is(store):
    first = entered(store, COMPANY)
    assert entered(store, replace(COMPANY, email="demo@example.invalid")) == first
    assert entered(store, replace(COMPANY, phone="0470-0000099")) != first
    assert counted(store, Applicant) == 2


def test_what_is_left_blank_stays_and_what_is_typed_is_taken(store):
    entered(store, PERSON)
    entered(store, replace(PERSON, phone=" 0470-0000088 ", address=""))
    (draft,) = kept(store)
    assert (draft.phone, draft.address) == ("0470-0000088", "演示苏木一号")


def test_another_name_under_the_same_number_is_another_applicant(store):
    assert entered(store, PERSON) != entered(store, replace(PERSON, name="演示申请人乙"))
    assert counted(store, Applicant) == 2


def test_a_form_is_filled_by_the_beginning_of_a_name_a_number_or_a_telephone(store):
    entered(store, PERSON)
    entered(store, COMPANY)
    assert kept(store, "演示申") == kept(store, f" {ID} ") == kept(store, "0470-0000009") == [PERSON]
    assert [draft.name for draft in kept(store, "演示")] == ["演示商贸有限公司", "演示申请人甲"]
    assert kept(store, " ") == kept(store, "申请人") == kept(store, "0470") == kept(store, "%") == []


def test_no_more_are_offered_than_a_list_can_show(store):
    for number in range(25):
        entered(store, ApplicantDraft(name=f"演示申请人{number:02}"))
    assert len(kept(store)) == applicants.SHOWN
