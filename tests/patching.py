"""Whether the test that runs now may replace parts of the house: what it makes is for itself alone."""

import pytest
from django.conf import LazySettings

_patched: set[str] = set()
"""The fixtures of the running test that replace parts of the house."""


def begin(item: pytest.Item) -> None:
    """Remember what of a test that begins asks for `monkeypatch`; some of pytest-django always does."""
    _patched.clear()
    if not isinstance(item, pytest.Function):
        return
    asking = {item.name: item._fixtureinfo.argnames} | {
        name: definitions[-1].argnames
        for name, definitions in item._fixtureinfo.name2fixturedefs.items()
        if definitions[-1].func.__module__.startswith("tests.")
    }
    _patched.update(name for name, argnames in asking.items() if "monkeypatch" in argnames)


def is_patched() -> bool:
    """Whether the running test, or a fixture of the tests, asked for `monkeypatch`."""
    return bool(_patched)


def changed_settings(settings: LazySettings, but: tuple[str, ...]) -> tuple[str, ...]:
    """Every setting that tests changed, as text, but for some."""
    changed, layer = [], settings._wrapped
    while hasattr(layer, "default_settings"):
        changed += [f"{name}={value!r}" for name, value in vars(layer).items() if name.isupper()]
        layer = layer.default_settings
    return tuple(sorted(line for line in changed if line.partition("=")[0] not in but))
