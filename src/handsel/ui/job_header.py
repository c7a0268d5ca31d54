"""Page headers: the next step, and the header of a job's pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from handsel.kernel.money import Money
from handsel.ui.badges import Avatar, Badge, icon
from handsel.ui.datetime_format import left_span, percent_gone


@dataclass(frozen=True)
class NextStep:
    """What happens next and by when; with `since`, a strip also shows the time passed."""

    words: SafeString | str
    tone: str = ""
    icon: str = "clock"
    until: datetime | None = None
    since: datetime | None = None
    day: date | None = None
    """The due day that ends at `until`: whoever reads a date reads this day, not the midnight after it."""
    about: str = ""
    """The row that it is about: by it a strip finds the button of what the reader is to decide."""

    @property
    def gone(self) -> int | None:
        """The percentage of time passed, if both ends are known."""
        if self.since is None or self.until is None:
            return None
        return percent_gone(since=self.since, until=self.until)


@dataclass(frozen=True)
class ButtonLink:
    """Where something is done, and what the button that leads there says."""

    href: str
    word: str


def next_step_line(step: NextStep, strip: bool = False, link: ButtonLink | None = None) -> SafeString:
    """`{% next_step_line next %}`: the next step as a line; a strip, for the top of a page, has a button."""
    classes = " ".join(filter(None, ["next", "strip" if strip else "", step.tone]))
    gone = "" if step.gone is None else format_html(' style="--gone: {}"', step.gone)
    left = format_html(" {}", left_span(step.until)) if step.until else ""
    button = format_html(' <a class="button small" href="{}">{}</a>', link.href, link.word) if link else ""
    line = '<p class="{}"{}>{}<span>{}</span>{}{}</p>\n'
    return format_html(line, classes, gone, icon(step.icon), step.words, left, button)


@dataclass(frozen=True)
class Tab:
    """A link to one of the pages of a job, and the addresses of the pages that belong to it."""

    path: str
    word: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobHeader:
    """The header of every page of a job: parties, price, number, state and next step."""

    number: int
    title: str
    other: Avatar
    kind: str
    price: Money | None
    state: Badge
    next: NextStep | None
    tabs: tuple[Tab, ...]
    disputed: Badge | None = None
    decision: ButtonLink | None = None
    """Where the reader decides what the next step is about, unless that is the page at hand."""
