"""The receipt: written for an office below, and read when one comes from above."""

from pathlib import Path

from app.cli.answers import Answer
from app.cli.commands import command, option
from app.cli.packages.errands import brought, carried, file_argument, to_option
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import errands, receipts, trust
from app.operations.packages.errands import PackageKind

_NO_DEVICE = N_("没有登记过单位 {office} 的密钥，没有回执可出。用 iltod packages keys list 查看登记过的单位。")
_SEVERAL = N_("单位 {office} 登记过几台电脑，请用 --device 写明给哪一台：{devices}")
_NOT_A_RECEIPT = N_(
    "“{file}”不是回执。报送包请用 iltod packages accept 接收，参数包请用 iltod packages pack install 安装。"
)
_WRITTEN = N_("已出回执：{file}")
_READ = N_(
    "已读入第 {seq} 号回执：到第 {upto} 包为止，已接收 {taken}，重复 {unchanged}，退回 {returned}，冲突 {conflict}。"
)
_AGAIN = N_("其中 {n} 条会随下一个报送包自动重报。")
_LOOK = N_("退回和冲突的，用 iltod packages returned list 查看。")


@command
@option("--office", required=True, metavar="CODE", help=N_("下级单位的代码。"))
@option("--device", default="", metavar="FINGERPRINT", help=N_("登记过几台电脑时，写明那一台的指纹。"))
@to_option
def answer(place: Workplace, office: str, device: str, folder: Path | None) -> Answer:
    """Write the receipt for an office's computer: what became of every package and record."""
    kid = device_of(place, office, device)
    path = receipts.write(place.store, errands.keys_folder(), kid, place.now)
    files, told = carried(place, path, folder)
    return Answer({"file": path, "carried": files}, (_(_WRITTEN).format(file=path), *told))


def device_of(place: Workplace, office: str, fingerprint: str) -> str:
    """The kid of the computer a receipt is for; UserError if the office has none, or several and none was named."""
    rows = [row for row in place.ask(trust.listed) if row.office_code == office and row.role == "below"]
    if fingerprint:
        rows = [row for row in rows if row.fingerprint.lower() == fingerprint.strip().lower()]
    if not rows:
        raise UserError(_NO_DEVICE, {"office": office})
    if len(rows) > 1:
        told = "、".join(f"{row.fingerprint}（{row.name}）" for row in rows)
        raise UserError(_SEVERAL, {"office": office, "devices": told})
    return rows[0].kid


@command
@file_argument
def receipt(place: Workplace, file: Path) -> Answer:
    """Read a receipt: what was taken need not go again, what was not is told."""
    with brought(place, file) as parcel:
        if parcel.header.kind is not PackageKind.RECEIPT:
            raise UserError(_NOT_A_RECEIPT, {"file": file.name})
        said = receipts.read(place.store, errands.keys_folder(), parcel, place.now)
    values = {"seq": said.seq, "upto": said.upto, "taken": said.taken, "unchanged": said.unchanged}
    shown = [_(_READ).format(**values, returned=said.returned, conflict=said.conflict)]
    shown += [_(_AGAIN).format(n=said.again)] if said.again else []
    shown += [_(_LOOK)] if said.returned or said.conflict else []
    return Answer(said, tuple(shown))
