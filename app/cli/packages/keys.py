"""Whose packages are believed: this computer's card, the cards of others, the recovery key."""

from functools import partial
from pathlib import Path

from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import errands, trust
from app.operations.packages.trust import DeviceRow

_ROLES = {"above": N_("上级"), "below": N_("下级")}
_CARD = N_("已写出本机的登记卡：{file}")
_COMPARE = N_("本机的指纹：{fingerprint}。对方登记时请在电话里逐字念给对方核对。")
_ENROLLED = N_("已登记“{office}”的密钥，指纹 {fingerprint}。")
_ASK = N_(
    "登记卡上是“{office}”（{code}），电脑“{device}”，还没有登记。请打电话请对方念一遍本机的指纹"
    "（对方用 iltod packages keys card 查看），再用 --fingerprint 写上对方念的。"
)
_REVOKED = N_("已停用“{office}”的密钥 {fingerprint}，它以后签的报送包不再接收。")
_RECOVERY = N_("本单位的恢复密钥（只显示这一次，请打印后锁好，不要存在电脑里）：")
_NEW_CARD = N_("以后导出的登记卡带有它，请把新的登记卡交给对方重新登记。")
_NO_KEY = N_("没有登记过指纹是“{text}”的密钥。用 iltod packages keys list 查看。")
_HEADINGS = (
    N_("单位"), N_("单位代码"), N_("级别"), N_("电脑"), N_("指纹"), N_("登记日期"), N_("停用日期"), N_("停用原因")
)  # fmt: skip


@command
@option("--to", "folder", type=FILE, required=True, help=N_("写到这个文件夹或U盘。"))
@option("--name", default="", help=N_("这台电脑的名称，不写时用系统里的名称。"))
def card(place: Workplace, folder: Path, name: str) -> Answer:
    """Write this computer's card, and tell the fingerprint to read out."""
    keys = errands.keys_folder()
    made = place.ask(trust.own_card, keys, place.now, name)
    path = place.ask(trust.write_own_card, keys, folder, place.now, name)
    told = _(_CARD).format(file=path), _(_COMPARE).format(fingerprint=made.key.fingerprint)
    return Answer({"file": path, "fingerprint": made.key.fingerprint, "kid": made.key.kid}, told)


@command
@argument("file", type=FILE)
@option("--fingerprint", default="", help=N_("对方在电话里念的指纹。"))
@option("--by", default="", metavar="NAME", help=N_("在电话里核对的人，不写时是经办人。"))
def enrol(place: Workplace, file: Path, fingerprint: str, by: str) -> Answer:
    """Trust the computer of a card whose fingerprint was compared by voice; without it tell whom to call."""
    found = trust.read(file)
    told = {"office": found.office_name, "code": found.office_code, "device": found.device_name}
    told |= {"fingerprint": found.key.fingerprint}
    if not fingerprint:
        raise UserError(_ASK, told)
    who = by or place.store.desk.person
    work = partial(trust.enrol, card=found, told=fingerprint, today=place.today, by=who)
    uuid = place.change(trust.ENROL, work, {"office": found.office_name})
    value = {"uuid": uuid, "office_code": found.office_code, "fingerprint": found.key.fingerprint}
    return Answer(value, (_(_ENROLLED).format(**told),))


@command
def list_keys(place: Workplace) -> Answer:
    """Tell whose computers are trusted, and which no longer."""
    rows = place.ask(trust.listed)
    return Answer(rows, (Table(_HEADINGS, map(_shown, rows)),))


def _shown(row: DeviceRow) -> tuple[str, ...]:
    role = _(_ROLES.get(row.role, row.role))
    ends = cell(row.revoked_on), row.revoked_reason
    return row.office_name, row.office_code, role, row.name, row.fingerprint, str(row.enrolled_on), *ends


@command
@argument("fingerprint")
@option("--reason", required=True, help=N_("停用的原因。"))
def revoke(place: Workplace, fingerprint: str, reason: str) -> Answer:
    """Trust a computer no longer; what it sent before stays."""
    wanted = fingerprint.strip().lower()
    row = next((row for row in place.ask(trust.listed) if row.fingerprint.lower() == wanted), None)
    if row is None:
        raise UserError(_NO_KEY, {"text": fingerprint})
    work = partial(trust.revoke, uuid=row.uuid, reason=reason, today=place.today)
    place.change(trust.REVOKE, work, {"office": row.office_name})
    told = _(_REVOKED).format(office=row.office_name, fingerprint=row.fingerprint)
    return Answer({"uuid": row.uuid, "revoked_on": place.today}, (told,))


@command
@option("--again", is_flag=True, help=N_("重新生成，以前的恢复密钥以后不再使用。"))
def recovery(place: Workplace, again: bool) -> Answer:
    """Make the recovery key; its secret is told once and kept nowhere."""
    keys = errands.keys_folder()
    secret = trust.make_recovery(keys, again)
    return Answer({"secret": secret, "recipient": trust.recovery(keys)}, (_(_RECOVERY), secret, _(_NEW_CARD)))
