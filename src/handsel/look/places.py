"""The main places of the house, as the bar shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

HOME = "/"


@dataclass(frozen=True)
class Place:
    """A link of the bar, and whether the reader is there."""

    path: str
    icon: str
    word: str
    current: bool


def places(path: str, *, signed_in: bool) -> Iterator[Place]:
    """The links of the bar, seen from a page; strangers get only those that are open to them."""
    if signed_in:
        yield Place(HOME, "home", _("Home"), current=path == HOME)
        yield _place("/jobs/", "jobs", _("Jobs"), path)
        yield _place("/money/", "money", _("Money"), path)
    yield _place("/help/", "help", _("Help"), path)


def _place(start: str, icon: str, word: str, path: str) -> Place:
    return Place(start, icon, word, current=path.startswith(start))
