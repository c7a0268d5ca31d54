"""Having the desktop ask for screenshots: from this window, since it asks nobody who is not in sight."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from handsel_tracker.desktop.session import is_wayland
from handsel_tracker.screen.permission import Permission, permission
from handsel_tracker.screen.port import CaptureFailed
from handsel_tracker.screen.taking import Capture

LOOK_MS = 300
WORDS = "This desktop asks you once before the Tracker may take screenshots."


def is_to_ask() -> bool:
    """Whether this desktop asks, and has not yet."""
    return is_wayland() and permission() is Permission.UNKNOWN


class PermissionRequest(QObject):
    """Has the desktop ask, and waits for what the person answers."""

    def __init__(self, answered: Callable[[], object], refused: Callable[[str], object]) -> None:
        super().__init__()
        self.answered, self.refused = answered, refused
        self.asking: Capture | None = None
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self._look)

    def ask(self) -> None:
        """Have it ask, unless it does already."""
        if self.asking is None:
            self.asking = Capture.ask()
            self.timer.start()

    def _look(self) -> None:
        try:
            if self.asking is None or self.asking.poll() is None:
                return
        except CaptureFailed as failure:
            self.refused(f"{failure.reason} {failure.way_out}".strip())
        self.asking = None
        self.timer.stop()
        self.answered()
