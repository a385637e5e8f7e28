"""One window for one office's file: a second start brings the first window forward."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MILLISECONDS = 1_000
_FORWARD = b"forward\n"


def channel(store: Path) -> str:
    """The name under which the window of this file is found by this person's programs."""
    key = f"{getpass.getuser()}|{store.resolve()}"
    return "iltod-" + hashlib.sha256(key.encode()).hexdigest()[:24]


def call_first(store: Path) -> bool:
    """Ask the window that has this file open to come forward; whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(channel(store))
    if not socket.waitForConnected(WAIT_MILLISECONDS):
        return False
    socket.write(_FORWARD)
    socket.waitForBytesWritten(WAIT_MILLISECONDS)
    socket.disconnectFromServer()
    return True


class First(QObject):
    """Listens for later starts; `called` asks the window to come forward."""

    called = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        self.listen(store)

    def listen(self, store: Path) -> None:
        """Stand for this file from now on; what a crashed program left of its channel is removed."""
        self._server.close()
        QLocalServer.removeServer(channel(store))
        self._server.listen(channel(store))

    def close(self) -> None:
        """Stand for no file any more."""
        self._server.close()

    def _take(self) -> None:
        while connection := self._server.nextPendingConnection():
            connection.disconnected.connect(connection.deleteLater)
        self.called.emit()
