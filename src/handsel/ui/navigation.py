"""The links of the navigation bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

HOME = "/"


@dataclass(frozen=True)
class NavItem:
    """A link of the navigation bar, and whether it is the current page."""

    path: str
    icon: str
    word: str
    current: bool


def nav_items(path: str, *, signed_in: bool, operates: bool = False) -> Iterator[NavItem]:
    """The links for a path; strangers get only the public ones, and operators their console."""
    if signed_in:
        yield NavItem(HOME, "home", _("Home"), current=path == HOME)
        yield _nav_item("/jobs/", "jobs", _("Jobs"), path)
        yield _nav_item("/money/", "money", _("Money"), path)
    if operates:
        yield _nav_item("/console/", "flag", _("Console"), path)
    yield _nav_item("/help/", "help", _("Help"), path)


def _nav_item(start: str, icon: str, word: str, path: str) -> NavItem:
    return NavItem(start, icon, word, current=path.startswith(start))
