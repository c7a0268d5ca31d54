"""The program with a window: it shows what the daemon says, and starts it if it does not run."""

import sys
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from handsel_tracker.control.client import DaemonAway, connect
from handsel_tracker.desktop.files import APP_ID
from handsel_tracker.desktop.icons import app_icon
from handsel_tracker.window.link import DaemonLink
from handsel_tracker.window.main_window import MainWindow
from handsel_tracker.window.one_window import is_shown_already, listen_for_others
from handsel_tracker.window.theme import DARK, LIGHT, Palette
from handsel_tracker.window.tray import Tray, qt_icon


class LocalDaemon:
    """The daemon of this person: a connection for each request, and one that watches."""

    def ask(self, method: str, **params: Any) -> Any:
        """Its answer to a request; it is started if it does not run."""
        with connect() as daemon:
            return daemon.ask(method, **params)

    def watch(self) -> Iterator[dict[str, Any]]:
        """Its state, now and after each change."""
        try:
            with connect() as daemon:
                yield from daemon.watch()
        except DaemonAway as away:
            raise OSError(str(away)) from away


def run_window() -> int:
    """Show the window and the tray until the person ends them; the daemon goes on."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("Handsel Tracker")
    application.setDesktopFileName(APP_ID)
    application.setWindowIcon(qt_icon(app_icon()))
    if is_shown_already():
        return 0
    has_tray = QSystemTrayIcon.isSystemTrayAvailable()
    application.setQuitOnLastWindowClosed(not has_tray)
    link = DaemonLink(LocalDaemon())
    window = MainWindow(link, palette_now())
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: window.dress(palette_now()))
    tray = Tray(window)
    tray.show()
    door = listen_for_others(tray.open)
    window.show()
    link.start()
    try:
        return application.exec()
    finally:
        door.close()
        link.end()


def palette_now() -> Palette:
    """The colours of the theme that this desktop uses."""
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT
