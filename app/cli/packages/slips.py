"""The paper of packages: the slip that goes with the stick, and the one that goes back with the receipt."""

from pathlib import Path

from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE, OneOf, Whole
from app.cli.packages.receipts import device_of
from app.cli.printouts import Look, printable, write
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import papers
from app.operations.packages.papers import WITH_SLIP, package_uuid

_WRITTEN = N_("已写出：{file}")


@command
@argument("file", type=FILE)
@option("--seq", type=Whole(1), help=N_("第几包，默认最近的一包。"))
@option("--kind", type=OneOf(WITH_SLIP), default=WITH_SLIP[0], help=N_("报送包、参数包还是数据副本，默认报送包。"))
@printable
def print_slip(place: Workplace, file: Path, seq: int | None, kind: str, look: Look) -> Answer:
    """Write the slip of a package as PDF."""
    uuid = place.ask(package_uuid, kind, seq)
    drawn = write(place, file, papers.package_of(uuid), look)
    return Answer({"file": file, "pages": drawn.pages, "number": drawn.number}, (_(_WRITTEN).format(file=file),))


@command
@argument("file", type=FILE)
@option("--office", required=True, metavar="CODE", help=N_("下级单位的代码。"))
@option("--device", default="", metavar="FINGERPRINT", help=N_("登记过几台电脑时，写明那一台的指纹。"))
@printable
def print_receipt(place: Workplace, file: Path, office: str, device: str, look: Look) -> Answer:
    """Write what became of an office's packages as PDF."""
    kid = device_of(place, office, device)
    drawn = write(place, file, papers.receipt_of(kid), look)
    return Answer({"file": file, "pages": drawn.pages, "number": drawn.number}, (_(_WRITTEN).format(file=file),))
