"""What stands at the head of pages: what happens next, and the head of every page inside a job."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from handsel.kernel.money import Money
from handsel.ui.badges import Avatar, Badge, icon
from handsel.ui.datetime_format import left_span, percent_gone


@dataclass(frozen=True)
class NextStep:
    """What happens and by when; with `since`, a strip also shows how much of the time is gone."""

    words: SafeString | str
    tone: str = ""
    icon: str = "clock"
    until: datetime | None = None
    since: datetime | None = None

    @property
    def gone(self) -> int | None:
        """The share of the time that is used, in percent, when both ends are known."""
        if self.since is None or self.until is None:
            return None
        return percent_gone(since=self.since, until=self.until)


def next_step_line(step: NextStep, strip: bool = False) -> SafeString:
    """`{% next_step_line next %}`: what happens next as a line; a strip heads a page."""
    classes = " ".join(filter(None, ["next", "strip" if strip else "", step.tone]))
    gone = "" if step.gone is None else format_html(' style="--gone: {}"', step.gone)
    left = format_html(" {}", left_span(step.until)) if step.until else ""
    line = '<p class="{}"{}>{}<span>{}</span>{}</p>\n'
    return format_html(line, classes, gone, icon(step.icon), step.words, left)


@dataclass(frozen=True)
class Tab:
    """One of the pages of a job."""

    path: str
    word: str


@dataclass(frozen=True)
class JobHeader:
    """Who, how much, which number, in which state, and what comes next: the same on every page of a job."""

    number: int
    title: str
    other: Avatar
    kind: str
    price: Money | None
    state: Badge
    next: NextStep | None
    tabs: tuple[Tab, ...]
