"""Annual reports as files: Word, workbook and JSON written, workbook and JSON read back."""

from app.exchange.report_files.content import (
    FigureIn,
    FigureOut,
    FindingOut,
    ReportContent,
    ReportIn,
    SectionOut,
)
from app.exchange.report_files.data import write_data
from app.exchange.report_files.reading import read_report
from app.exchange.report_files.word import write_word
from app.exchange.report_files.workbook import SOURCE_NAMES, write_template, write_workbook

__all__ = [
    "SOURCE_NAMES",
    "FigureIn",
    "FigureOut",
    "FindingOut",
    "ReportContent",
    "ReportIn",
    "SectionOut",
    "read_report",
    "write_data",
    "write_template",
    "write_word",
    "write_workbook",
]
