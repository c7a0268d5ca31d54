"""A second window does not open: the first comes to the front."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from handsel_tracker.places.folders import HOME
from handsel_tracker.window.one_window import is_shown_already, listen_for_others
from tests.handsel_tracker.window.conftest import Wait

pytestmark = pytest.mark.one_database


def test_a_second_window_shows_the_first(
    application: QApplication, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, str(tmp_path))
    assert not is_shown_already()
    shown: list[int] = []
    for _ in range(2):
        door = listen_for_others(lambda: shown.append(1))
        assert is_shown_already()
        wait(lambda: shown)
        shown.clear()
    door.close()
    assert not is_shown_already()
