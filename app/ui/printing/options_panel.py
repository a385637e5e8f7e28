"""What can be chosen beside the pages: scripts and their order, paper, the mark of a draft."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.i18n import N_
from app.operations.papers import Kind, PrintOptions, shaped
from app.rules.bilingual import LAYOUT_NAMES, LAYOUT_SOURCES, RESPONSIBLE, Layout
from app.ui import theme
from app.ui.printing.remembered import LANDSCAPE, PORTRAIT
from app.ui.widgets.buttons import Label
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

WIDTH = 280
_DRAFT_WHY = N_(
    "蒙古文尚未经母语人员审读的，每页印“草稿”，提醒张贴前请人审读。去掉标记由本单位负责；只有汉文的表不受影响。"
)
_FIELDS = (
    FieldSpec("layout", N_("文字版式"), "choice", options=tuple((str(k), v) for k, v in LAYOUT_NAMES.items())),
    FieldSpec("paper", N_("纸张"), "choice", options=(("a4", "A4"), ("a3", "A3"))),
    FieldSpec("turn", N_("方向"), "choice", options=((PORTRAIT, N_("纵向")), (LANDSCAPE, N_("横向")))),
    FieldSpec("marks", N_("标记"), "ticks", options=(("draft", N_("印“草稿”标记")),)),
)


class OptionsPanel(QScrollArea):
    """The options of one sheet; each change is told at once."""

    changed = Signal(object)  # PrintOptions

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._options = PrintOptions()
        self.form = Form(_FIELDS)
        self._source = Label(tone="quiet", wrap=True)
        self._draft = Label(_DRAFT_WHY, tone="quiet", wrap=True)
        self.setFixedWidth(theme.scaled(WIDTH))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, theme.scaled(12), 0)
        box.setSpacing(theme.scaled(8))
        for each in (self.form, self._source, Label(RESPONSIBLE, wrap=True), self._draft):
            box.addWidget(each)
        box.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget switches it on
        self.form.edited.connect(self._edit)

    def show_options(self, options: PrintOptions) -> None:
        """Show these; nothing is told."""
        self._options = options
        self.form.set_values(
            {
                "layout": str(options.layout),
                "paper": options.paper,
                "turn": LANDSCAPE if options.landscape else PORTRAIT,
                "marks": ("draft",) if options.mark_drafts else (),
            }
        )
        self._source.say(LAYOUT_SOURCES[options.layout])
        self._draft.setVisible(options.layout is not Layout.ZH_ONLY)

    def _edit(self, key: str) -> None:
        values = self.form.values()
        if key == "layout":
            options = shaped(self._kind, Layout(values["layout"]), self._options)
        else:
            options = replace(
                self._options,
                paper=values["paper"],
                landscape=values["turn"] == LANDSCAPE,
                mark_drafts="draft" in values["marks"],
            )
        self.show_options(options)
        self.changed.emit(options)
