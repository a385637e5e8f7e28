"""What is private in a package: masked in every corner of it, or sealed for the receiver and nobody else."""

import io
import zipfile

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.keys import device_key
from app.models.catalog import CatalogException
from app.models.disclosure import Disclosure
from app.models.notice import Notice, Objection
from app.models.office import Board
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.models.request import AnnualReport, Applicant, Letter, Remedy, Request, RequestEvent
from app.operations import attachments, offices
from app.operations.packages import sending, trust
from app.rules.packages import Fate
from tests.factory import ask, do, integrity
from tests.notice_factory import id_number
from tests.operations.packages.desks import NOW, TOWNSHIP
from tests.operations.packages.forging import accepted, dump, fates, notice, report, roll

ID, MOBILE, CARD = id_number(1), "13812345678", "6222021234567890128"
NUMBERS = (ID, MOBILE, CARD)
NAMES = ("演示申请人", "演示异议人", "演示收件人", "演示第三方", "演示代理人")
PRIVATE = ("演示地址九号", "demo@example.invalid", "演示病情")
DAY = NOW.date()


def text(words):
    return f"{words}：身份证{ID}，手机{MOBILE}，卡号{CARD}。"


def private_year(session):
    """A little of everything in which somebody typed, or must type, what is personal."""
    item = Disclosure(office_code=TOWNSHIP.code, title=text("标题"), summary=text("摘要"), note=text("备注"))
    item.status, item.began_on, item.withdrawn_reason = "draft", DAY, text("理由")
    sheet = Notice(**notice("N1", title=text("公示"), body=text("正文"), note=text("备注")))
    sheet.table = {"headings": ["户主", text("表头")], "rows": [["演示", [text("格"), {"深": text("更深")}]]]}
    payout_roll = PayoutRoll(**roll(programme="演示补贴"))
    applicant = Applicant(kind="person", name=NAMES[0], id_kind="id_card", id_number=ID, representative=NAMES[4])
    applicant.phone, applicant.email, applicant.address, applicant.identity = MOBILE, PRIVATE[1], PRIVATE[0], ID
    session.add_all([item, sheet, payout_roll, applicant])
    session.flush()
    row = Payout(roll_uuid=payout_roll.uuid, position=0, name="演示户", amount_fen=1, item=text("项目"))
    asked = Request(office_code=TOWNSHIP.code, number="演示1号", letter_uuid="0" * 32, applicant_uuid=applicant.uuid)
    asked.applicant_kind, asked.channel, asked.arrived_on = "person", "fax", DAY
    asked.title, asked.content, asked.state = text("申请"), text("内容"), "running"
    session.add_all([row, asked])
    session.flush()
    private = PayoutPrivate(payout_uuid=row.uuid, id_number=ID, bank_card=CARD, phone=MOBILE, address=PRIVATE[0])
    private.health = PRIVATE[2]
    step = RequestEvent(request_uuid=asked.uuid, kind="consult_out", happened_on=DAY, party=NAMES[3], reason=text("因"))
    letter = Letter(request_uuid=asked.uuid, kind="reply", title=text("答复"), addressee=NAMES[2], body=text("书"))
    letter.received_by = NAMES[0]
    session.add_all([private, step, letter])
    session.add(Objection(notice_uuid=sheet.uuid, received_on=DAY, name=NAMES[1], contact=MOBILE, content=text("异议")))
    session.add(
        Remedy(office_code=TOWNSHIP.code, kind="complaint", filed_on=DAY, claim=text("请求"), handling=text("处理"))
    )
    session.add(Board(office_code=TOWNSHIP.code, name=text("栏"), place=text("处")))
    secret = CatalogException(subject=text("事项"), ground="state_secret", reason=text("理由"), reviewer="演示乙")
    secret.decided_on = secret.review_again_on = DAY
    values = report() | {"sections": {"总体": text("总体")}, "reasons": {"检": text("原因")}}
    session.add_all([secret, AnnualReport(**values)])
    return item.uuid


def everything(path):
    """Every byte of a package as anybody can unpack it, workbooks within it too."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            found.append(name.encode() + b"\n" + data)
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    found += [book.read(part) for part in book.namelist()]
    return b"\n".join(found).decode("utf-8", "replace")


@pytest.fixture
def filled(township):
    """A township whose year holds personal data in every corner."""
    township.uuid = do(township.store, private_year)
    do(township.store, attachments.attach, township.uuid, "演示.pdf", b"demonstration")
    return township


def sealing(desk):
    do(desk.store, offices.choose, "package_private", "sealed")
    return desk


@pytest.fixture
def sealed(banner, filled):
    """The same where personal data go sealed; the banner has a recovery key and says so on its card."""
    banner.secret = trust.make_recovery(banner.keys)
    card = banner.card()
    do(filled.store, trust.enrol, card, card.key.fingerprint, DAY)
    return sealing(filled)


def opened(banner, path, key=None):
    """The package without its seal."""
    target = path.with_name(path.name.removesuffix(".age"))
    envelope.unseal(path, target, key or device_key(banner.keys))
    return target


def test_no_personal_number_and_no_private_name_is_in_any_byte_of_a_masked_package(filled):
    exported = filled.export()
    found = everything(exported.path)
    assert [one for one in (*NUMBERS, *NAMES, *PRIVATE) if one in found] == []
    assert "标题：身份证" in found  # the words round the number stay
    assert "payout_private" not in exported.header.counts
    assert {"applicant", "objection", "letter"} <= exported.header.counts.keys()


def test_starred_numbers_are_starred_in_a_package_too(filled):
    for key in ("id_style", "card_style", "phone_style"):
        do(filled.store, offices.choose, key, "mask")
    found = everything(filled.export().path)
    assert [one for one in (*NUMBERS, *NAMES, *PRIVATE) if one in found] == []
    assert "138****5678" in found


def test_names_by_which_records_are_known_are_never_masked(banner, township):
    """A uuid, a code or a hash may look like a number of a person; starred it would belong to nothing."""
    uuid, code = f"0000000{ID}0000000", "13812345678"
    number_like = "0" * 14 + ID

    def work(session):
        session.add(Disclosure(uuid=uuid, office_code=TOWNSHIP.code, title="演示", status="draft", began_on=DAY))
        session.add(Notice(uuid=number_like, **notice(code)))
        session.flush()
        session.add(Objection(notice_uuid=number_like, received_on=DAY, content="演示"))

    do(township.store, work)
    assert set(fates(accepted(banner, township.export().path))) == {Fate.TAKEN}
    assert ask(banner.store, lambda s: s.scalars(select(Disclosure.uuid)).all()) == [uuid]
    assert ask(banner.store, lambda s: s.execute(select(Notice.uuid, Notice.code)).one()) == (number_like, code)
    assert ask(banner.store, lambda s: s.scalars(select(Objection.notice_uuid)).all()) == [number_like]


def test_a_masked_record_is_no_conflict_with_itself(banner, filled):
    filled.report_to(banner)
    with pytest.raises(UserError, match="没有新的内容"):
        filled.export()

    def edit(session):
        session.scalars(select(Disclosure)).one().domain = "演示领域"
        session.scalars(select(Applicant)).one().phone = "13900000000"  # masked, it is the same above

    do(filled.store, edit)
    plan = accepted(banner, filled.export().path)
    assert fates(plan) == {Fate.TAKEN: 1}


def test_a_sealed_package_lies_in_the_outbox_only_sealed(sealed):
    exported = sealed.export()
    folder = sending.outbox(sealed.store)
    assert [path.name for path in folder.iterdir()] == [exported.path.name] == ["zwgk-152531101-00001-report.zip.age"]
    data = exported.path.read_bytes()
    assert envelope.is_sealed(exported.path)
    assert not [one for one in (*NUMBERS, *NAMES, "payout_private", "disclosure") if one.encode() in data]


def test_a_sealed_package_opens_for_the_receiver_and_carries_what_is_private(banner, sealed):
    path = opened(banner, sealed.export().path)
    found = everything(path)
    assert [one for one in (*NUMBERS, *NAMES, *PRIVATE) if one not in found] == []
    assert set(fates(accepted(banner, path))) == {Fate.TAKEN}
    private = ask(banner.store, lambda s: s.execute(select(PayoutPrivate.id_number, PayoutPrivate.health)).one())
    assert tuple(private) == (ID, PRIVATE[2])
    assert ask(banner.store, lambda s: s.scalars(select(Applicant.name)).all()) == [NAMES[0]]
    assert integrity(banner.store) == ("ok", [])


def test_even_sealed_the_pages_for_people_are_masked(banner, sealed):
    """They are printed, mailed on and left lying about."""
    path = opened(banner, sealed.export().path)
    with zipfile.ZipFile(path) as archive:
        for name in ("readme.html", "records.xlsx"):
            data = archive.read(f"{path.stem}/{name}")
            if name.endswith("xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    data = b"".join(book.read(part) for part in book.namelist())
            assert [one for one in NUMBERS if one.encode() in data] == []


def test_the_recovery_secret_opens_what_the_lost_computer_cannot(banner, sealed):
    path = opened(banner, sealed.export().path, key=banner.secret)
    assert set(fates(accepted(banner, path))) == {Fate.TAKEN}


def test_nobody_else_opens_it(other, sealed, tmp_path):
    path = sealed.export().path
    for key in (device_key(other.keys), device_key(sealed.keys), device_key(tmp_path / "stranger")):
        with pytest.raises(UserError, match="不是加密给本机的"):
            envelope.unseal(path, tmp_path / "opened.zip", key)
    with pytest.raises(UserError, match="打不开"):
        envelope.unseal(path, tmp_path / "opened.zip", envelope.recovery_pair()[1])
    assert not (tmp_path / "opened.zip").exists()


def test_without_the_receivers_key_or_its_recovery_key_nothing_leaves(filled):
    """The banner's card tells of no recovery key yet: its computer lost, nobody could open what came."""
    sealing(filled)
    before = dump(filled.store)
    with pytest.raises(UserError, match="恢复密钥"):
        filled.export()
    device = ask(filled.store, trust.listed)[0]
    assert dump(filled.store) == before
    assert list(sending.outbox(filled.store).iterdir()) == []
    do(filled.store, trust.revoke, device.uuid, "电脑丢失", DAY)
    with pytest.raises(UserError, match="还没有上级的密钥"):
        filled.export()
    assert list(sending.outbox(filled.store).iterdir()) == []


def test_a_sealed_package_that_was_answered_does_not_go_again(banner, sealed):
    sealed.read(banner.take(opened(banner, sealed.export().path)))
    with pytest.raises(UserError, match="没有新的内容"):
        sealed.export()


def test_from_masked_to_sealed_everything_private_goes_up_afterwards(banner, filled):
    filled.report_to(banner)
    trust.make_recovery(banner.keys)
    card = banner.card()
    do(filled.store, trust.enrol, card, card.key.fingerprint, DAY)
    sealing(filled)
    plan = accepted(banner, opened(banner, filled.export().path))
    assert set(fates(plan)) == {Fate.TAKEN}
    assert ask(banner.store, lambda s: s.scalars(select(Applicant.name)).all()) == [NAMES[0]]
    assert ask(banner.store, lambda s: s.scalars(select(PayoutPrivate.id_number)).all()) == [ID]
    assert ID in ask(banner.store, lambda s: s.scalar(select(Disclosure.title)))


def test_from_sealed_to_masked_what_changes_goes_up_masked_without_a_conflict(banner, sealed):
    sealed.read(banner.take(opened(banner, sealed.export().path)))
    do(sealed.store, offices.choose, "package_private", "masked")

    def edit(session):
        session.scalars(select(Disclosure)).one().domain = "演示领域"
        session.scalars(select(Applicant)).one().phone = "13900000000"

    do(sealed.store, edit)
    exported = sealed.export()
    assert [one for one in (*NUMBERS, *NAMES, *PRIVATE) if one in everything(exported.path)] == []
    assert set(fates(accepted(banner, exported.path))) == {Fate.TAKEN}
    assert ID not in ask(banner.store, lambda s: s.scalar(select(Disclosure.title)))
    assert ask(banner.store, lambda s: s.scalars(select(Applicant.name)).all()) == [""]


def test_what_went_up_sealed_is_removed_above_although_packages_are_masked_now(banner, sealed):
    """Personal data deleted below must not stay above for good (《个人信息保护法》第四十七条)."""
    sealed.read(banner.take(opened(banner, sealed.export().path)))
    do(sealed.store, offices.choose, "package_private", "masked")

    def remove(session):
        for cls in (PayoutPrivate, Payout):
            for one in session.scalars(select(cls)).all():
                session.delete(one)
            session.flush()

    do(sealed.store, remove)
    plan = accepted(banner, sealed.export().path)
    assert set(fates(plan)) == {Fate.TAKEN}
    assert ask(banner.store, lambda s: s.scalars(select(PayoutPrivate)).all()) == []
    assert ask(banner.store, lambda s: s.scalars(select(Payout)).all()) == []
