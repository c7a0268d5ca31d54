"""Whether the test that runs now may replace parts of the house: what it makes is for itself alone."""

import pytest
from django.conf import LazySettings

_running: set[str] = set()
"""The fixtures of the test that runs."""


def begin(item: pytest.Item) -> None:
    """Remember the fixtures of a test that begins."""
    _running.clear()
    _running.update(getattr(item, "fixturenames", ()))


def is_patched() -> bool:
    """Whether the running test asked for `monkeypatch`."""
    return "monkeypatch" in _running


def changed_settings(settings: LazySettings, but: tuple[str, ...]) -> tuple[str, ...]:
    """Every setting that tests changed, as text, but for some."""
    changed, layer = [], settings._wrapped
    while hasattr(layer, "default_settings"):
        changed += [f"{name}={value!r}" for name, value in vars(layer).items() if name.isupper()]
        layer = layer.default_settings
    return tuple(sorted(line for line in changed if line.partition("=")[0] not in but))
