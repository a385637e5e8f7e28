"""The stick may be pulled (可以拔出): which, what is on it, and what to tell the level above by telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui import theme
from app.ui.packages.fingerprint import Fingerprint
from app.ui.widgets.buttons import Heading, Label, secondary
from app.ui.widgets.chips import Flow

_PULL = N_("可以拔出“{medium}”")
_ON_IT = N_("已写好并逐字节核对无误：{files}。")
_TELL = N_("打电话告诉上级：第 {seq} 包，{n} 条，指纹如下。上级的回执读入以后，这一包才算报送完成。")
_SEEN, _SLIP = N_("知道了"), N_("打印报送单…")


class CarriedCard(QFrame):
    """Stays until it was read; large enough to be seen from the door. `slip_asked` is about the package's number."""

    slip_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.pull = Heading(times=1.6)
        self.pull.setWordWrap(True)
        self.pull.set_tone("good")
        self.on_it, self.tell_label = Label(tone="quiet", wrap=True), Label(wrap=True)
        self.fingerprint = Fingerprint()
        self._seq = 0
        self.seen = secondary(_SEEN, self.hide)
        self.slip_button = secondary(_SLIP, lambda: self.slip_asked.emit(self._seq))
        ways = QWidget()
        flow = Flow(ways)
        flow.addWidget(self.slip_button)
        flow.addWidget(self.seen)
        box = QVBoxLayout(self)
        box.setSpacing(theme.scaled(4))
        for each in (self.pull, self.on_it, self.tell_label, self.fingerprint, ways):
            box.addWidget(each)

    def tell(self, medium: str, files: Sequence[str], seq: int, records: int) -> None:
        """A package lies on the stick, read back and the same."""
        self._seq = seq
        self.pull.say(_PULL, medium=medium)
        self.on_it.say(_ON_IT, files="、".join(files))
        self.tell_label.say(_TELL, seq=seq, n=f"{records:,}")
        self.show()
