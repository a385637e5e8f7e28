"""The annual report as PDF, in the scripts and on the paper of a setup."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.i18n import N_
from app.operations import annual_reports, report_document
from app.operations.printing import numbered
from app.sheets import report
from app.sheets.book import printed
from app.sheets.sheet import Setup, Tell
from app.sheets.typefaces import typefaces

TITLE = N_("政府信息公开工作年度报告")


def report_sheet(
    session: Session,
    office_code: str,
    year: int,
    scope: str,
    form: str,
    now: datetime,
    tell: Tell | None = None,
    setup: Setup = report.SETUP,
) -> bytes:
    """The report as it stands now; every text on it passes the gate. UserError where there is no such report."""
    found = annual_reports.opened(session, office_code, year, scope, form)
    years = report_document.years_of(session, found)

    def sheet() -> report.ReportSheet:
        made = report_document.document(session, found, years)
        return report.ReportSheet(
            office=made.office,
            title=made.title,
            sheet_number=numbered("NB", now),
            printed_at=now,
            blocks=made.blocks,
            remarks=made.remarks,
        )

    return printed(sheet, report.fill, setup, typefaces(), tell)
