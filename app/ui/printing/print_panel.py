"""Our own print dialog: its words are ours, in both languages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations.papers import PrintOptions
from app.ui.printing.printer import PrintJob, Which, has_paper, in_copies, pages_of
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form

MOST_COPIES = 999
SIZE = (480, 540)
_TITLE, _CANCEL, _PRINT, _SAVE = N_("打印“{name}”"), N_("取消"), N_("打印"), N_("存为 PDF")
_NO_PRINTER = N_("这台电脑没有装打印机。请先存为 PDF，拿到有打印机的电脑上打印；装好打印机后重新打开这个窗口。")
_NO_A3 = N_("打印机“{printer}”没有 A3 纸。可以缩小到 A4 打印（约七成大小），或换一台打印机。")
_BACK = N_("双面打印：先印“单数页”，把纸翻面放回，再印“双数页”。")
_NO_PAGES = N_("没有这样的页。这份表共 {count} 页，请改页码。")
_COPIES_WRONG = N_("份数请填 1 到 {most}。")
_PAGES = (
    (str(Which.ALL), N_("全部")),
    (str(Which.RANGE), N_("从第几页到第几页")),
    (str(Which.ODD), N_("单数页")),
    (str(Which.EVEN), N_("双数页")),
)
_FIELDS = (
    FieldSpec("printer", N_("打印机"), "choice"),
    FieldSpec("copies", N_("份数"), "number"),
    FieldSpec("pages", N_("页"), "choice", options=_PAGES),
    FieldSpec("first", N_("从第几页"), "number"),
    FieldSpec("last", N_("到第几页"), "number"),
    FieldSpec("how", N_("方式"), "ticks", options=(("collate", N_("一份印完再印下一份")), ("fit", N_("缩小到 A4")))),
)


class PrintPanel(Dialog):
    """Printer, copies, pages; tells the job, or that a file is wanted instead."""

    chosen = Signal(object)  # PrintJob
    save_asked = Signal()

    def __init__(self, parent: QWidget, name: str, options: PrintOptions, count: int) -> None:
        super().__init__(parent, _TITLE, name=name)
        self._options, self._count = options, count
        self.form = Form(_FIELDS)
        self.note = Label(tone="soon", wrap=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.note)
        self.body.addWidget(Label(_BACK, tone="quiet", wrap=True))
        self.print_button = primary(_PRINT, self._print)
        self.set_buttons(secondary(_CANCEL, self.reject), secondary(_SAVE, self._save), self.print_button)
        self._offer()
        self.form.edited.connect(lambda _key: self._follow())
        self._follow()
        fit(self, *SIZE)

    def job(self) -> PrintJob:
        """What the choices come to; no pages if they name none."""
        values = self.form.values()
        pages = pages_of(Which(values["pages"]), self._count, values["first"] or 1, values["last"] or 0)
        ordered = in_copies(pages, values["copies"] or 0, "collate" in values["how"])
        paper = "a4" if "fit" in values["how"] else self._options.paper
        return PrintJob(values["printer"], ordered, paper, self._options.landscape)

    def _offer(self) -> None:
        names = QPrinterInfo.availablePrinterNames()
        usual = QPrinterInfo.defaultPrinterName()
        self.form.field("printer").set_options([Option(name, name) for name in names])  # type: ignore[attr-defined]
        values = {"printer": usual if usual in names else next(iter(names), ""), "copies": 1, "pages": "all"}
        self.form.set_values({**values, "first": 1, "last": self._count, "how": ("collate",)})

    def _follow(self) -> None:
        values = self.form.values()
        for key in ("first", "last"):
            self.form.show_field(key, values["pages"] == Which.RANGE)
        lacks = bool(values["printer"]) and self._lacks_paper(values["printer"])
        self.print_button.setEnabled(False)
        if not values["printer"]:
            self.note.say(_NO_PRINTER)
        elif not 1 <= (values["copies"] or 0) <= MOST_COPIES:
            self.note.say(_COPIES_WRONG, most=MOST_COPIES)
        elif not self.job().pages:
            self.note.say(_NO_PAGES, count=self._count)
        else:
            self.print_button.setEnabled(True)
            self.note.say(_NO_A3 if lacks else "", printer=values["printer"])
        self.note.setVisible(bool(self.note.text()))

    def _lacks_paper(self, printer: str) -> bool:
        wanted = self.job().paper
        return not has_paper(QPrinterInfo.printerInfo(printer), wanted)

    def _print(self) -> None:
        self.chosen.emit(self.job())
        self.accept()

    def _save(self) -> None:
        self.save_asked.emit()
        self.reject()
