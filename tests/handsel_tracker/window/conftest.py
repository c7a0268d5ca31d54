"""A window on a screen that nobody sees, of a daemon that says what a test lets it say."""

import os
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from handsel_tracker.window.link import DaemonLink
from handsel_tracker.window.main_window import MainWindow
from handsel_tracker.window.theme import LIGHT
from tests.handsel_tracker.window.daemon_states import JOBS, WELL

Wait = Callable[[Callable[[], object]], None]
SECONDS_MAX = 10


class ScriptedDaemon:
    """Says the states that are put into it, and notes what it is asked."""

    def __init__(self) -> None:
        self.states: Queue[dict[str, Any]] = Queue()
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {"jobs": JOBS, "shots": [], "doctor": []}
        self.refuses = ""
        self.ended = False

    def ask(self, method: str, **params: Any) -> Any:
        self.asked.append((method, params))
        if self.refuses and method not in ("jobs", "shots", "doctor"):
            raise OSError(self.refuses)
        return self.answers.get(method)

    def watch(self) -> Iterator[dict[str, Any]]:
        while not self.ended:
            try:
                yield self.states.get(timeout=0.05)
            except Empty:
                continue


@pytest.fixture(scope="session")
def application() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    return application


@pytest.fixture
def wait(application: QApplication) -> Wait:
    """Let the window live until something holds."""

    def wait(holds: Callable[[], object]) -> None:
        until = time.monotonic() + SECONDS_MAX
        while not holds():
            assert time.monotonic() < until, "it never held"
            application.processEvents()
            time.sleep(0.005)

    return wait


@pytest.fixture
def daemon() -> ScriptedDaemon:
    return ScriptedDaemon()


@pytest.fixture
def window(application: QApplication, daemon: ScriptedDaemon, wait: Wait) -> Iterator[MainWindow]:
    """The window of Ben, who is signed in, with the list of his jobs."""
    link = DaemonLink(daemon)
    window = MainWindow(link, LIGHT)
    window.show()
    link.start()
    daemon.states.put(WELL)
    wait(lambda: window.state["jobs"])
    yield window
    daemon.ended = True
    link.end()
    window.close()
