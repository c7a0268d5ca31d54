"""One window for each person: whoever opens another is shown the first."""

from collections.abc import Callable

from PySide6.QtNetwork import QLocalServer, QLocalSocket

from handsel_tracker.places.folders import places

WAIT_MS = 500


def door_name() -> str:
    """The socket beside that of the daemon, in a folder of this person alone."""
    return str(places().socket.with_name("window.socket"))


def is_shown_already() -> bool:
    """Whether a window is there; it is asked to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(door_name())
    is_there = socket.waitForConnected(WAIT_MS)
    socket.close()
    return is_there


def listen_for_others(show: Callable[[], object]) -> QLocalServer:
    """Come to the front whenever another window is about to open; one that crashed is in nobody's way."""
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(door_name())

    def answer() -> None:
        server.nextPendingConnection().close()
        show()

    server.newConnection.connect(answer)
    server.listen(door_name())
    return server
