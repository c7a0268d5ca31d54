"""The link asks in a thread, answers in the thread of the window, and finds a daemon that came back."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from handsel_tracker.window import link as link_module
from handsel_tracker.window.link import DaemonLink
from tests.handsel_tracker.window.conftest import ScriptedDaemon, Wait

pytestmark = pytest.mark.one_database


def test_an_answer_arrives_in_the_thread_that_shows_it(
    application: QApplication, daemon: ScriptedDaemon, wait: Wait
) -> None:
    link, came = DaemonLink(daemon), []
    link.ask("jobs", then=lambda rows: came.append((len(rows), threading.current_thread())))
    wait(lambda: came)
    assert came == [(2, threading.main_thread())]
    link.end()


def test_a_refusal_is_given_to_whoever_asked(
    application: QApplication, daemon: ScriptedDaemon, wait: Wait
) -> None:
    link, came = DaemonLink(daemon), []
    daemon.refuses = "Nothing was started."
    link.ask("start", failed=came.append, job="j1")
    wait(lambda: came)
    assert came == ["Nothing was started."]
    link.end()


def test_a_daemon_that_ended_is_watched_again_when_it_is_back(
    application: QApplication, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "RETRY_SECONDS", 0.01)

    class Returning:
        times = 0

        def ask(self, method: str, **params: Any) -> Any:
            raise NotImplementedError

        def watch(self) -> Iterator[dict[str, Any]]:
            self.times += 1
            if self.times < 3:
                raise OSError("The Tracker does not run.")
            yield {"times": self.times}

    link, states, away = DaemonLink(Returning()), [], []
    link.changed.connect(states.append)
    link.away.connect(away.append)
    link.start()
    wait(lambda: states)
    link.end()
    assert states[0] == {"times": 3}
    assert away == ["The Tracker does not run."] * 2
