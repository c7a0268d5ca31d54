"""What a week is called: by its Monday, and a supplement of it by its number too (rules: hourly week 3)."""

from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.ui.datetime_format import day_text, day_time


def week_key(facts: Facts) -> str:
    """Which week of its job an entry is about, as the replay and the matters of the record name it."""
    return f"{facts['week']} {facts['supplement']}"


def week_address(monday: date | str, supplement: int) -> str:
    """How addresses of pages and names of files say it: `2026-03-02`, or `2026-03-02-1`."""
    return f"{monday}-{supplement}" if supplement else str(monday)


def week_text(monday: date, supplement: int) -> str:
    """How sentences say it after "the week of": "Mon 2 Mar", or "Mon 2 Mar, supplement 1"."""
    day = day_text(monday)
    return _("{day}, supplement {n}").format(day=day, n=supplement) if supplement else day


def week_time(monday: date, supplement: int, form: str = "short") -> SafeString:
    """The same as HTML, with the day as `<time>`; long or short."""
    day = day_time(monday, form)
    return format_html(_("{day}, supplement {n}"), day=day, n=supplement) if supplement else day


def week_of(facts: Facts) -> str:
    """The same text of an entry."""
    return week_text(date.fromisoformat(facts["week"]), facts["supplement"])


class NamedWeek:
    """A row that is a week or a supplement of one: what it is called."""

    monday: Any
    supplement: Any

    @property
    def address(self) -> str:
        """How addresses of pages name it."""
        return week_address(self.monday, self.supplement)

    @property
    def text(self) -> str:
        """How sentences name it."""
        return week_text(self.monday, self.supplement)

    @property
    def html(self) -> SafeString:
        """How sentences of pages name it."""
        return week_time(self.monday, self.supplement)

    @property
    def long_html(self) -> SafeString:
        """How documents name it."""
        return week_time(self.monday, self.supplement, "long")
