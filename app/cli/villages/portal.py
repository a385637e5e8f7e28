"""The pages for the banner's web site."""

from pathlib import Path

from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import portals

_WRITTEN = N_("已写出 {n} 个网页：{folder}")


@command
@argument("folder", type=FILE)
@option("--with-pdf", is_flag=True, help=N_("每份公示旁边放上公示单的PDF。"))
def portal(place: Workplace, folder: Path, with_pdf: bool) -> Answer:
    """Write what was posted as a folder of static pages, masked, in both scripts."""
    n = place.ask(portals.write, folder, place.today, with_pdf=with_pdf, now=place.now)
    return Answer({"folder": folder, "pages": n}, (_(_WRITTEN).format(n=n, folder=folder),))
