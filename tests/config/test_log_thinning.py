"""Of lines of one kind, a few a minute are written."""

import logging

import pytest

from handsel.config import log_thinning
from handsel.config.log_thinning import LINES_MAX, ThinOut


def line(words: str, *values: object, name: str = "server") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "", 0, words, values, None)


def test_the_first_lines_of_each_kind_are_written() -> None:
    thin = ThinOut()
    written = [thin.filter(line("bad request from %s", n)) for n in range(LINES_MAX + 5)]
    assert written == [True] * LINES_MAX + [False] * 5
    assert thin.filter(line("another kind"))
    assert thin.filter(line("bad request from %s", 1, name="elsewhere"))


def test_the_next_minute_says_how_many_were_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    thin = ThinOut()
    for _ in range(LINES_MAX + 5):
        thin.filter(line("bad request from %s", "here"))
    monkeypatch.setattr(log_thinning, "SECONDS", 0)
    next_line = line("bad request from %s", "there")
    assert thin.filter(next_line)
    assert next_line.getMessage() == "bad request from there (5 more like it were left out)"
