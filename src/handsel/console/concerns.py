"""What is wrong in the house: one line for each thing, with the page where it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop

_WORST_FIRST = ("bad", "warn")
_BUTTONS = {
    "console-books": gettext_noop("Open Books"),
    "console-mail": gettext_noop("Open Mail"),
    "console-worker": gettext_noop("Open Worker"),
    "console-policy": gettext_noop("Open the policy"),
    "console-record": gettext_noop("Open Record"),
}


@dataclass(frozen=True)
class Concern:
    """Something wrong: `bad` where the house fails its people now, `warn` where it may soon."""

    tone: str
    icon: str
    title: str
    detail: str
    url: str

    @property
    def button(self) -> str:
        """What its button says: the page that it opens."""
        return _(_BUTTONS[resolve(urlsplit(self.url).path).url_name or ""])


def worst_first(concerns: Iterable[Concern]) -> list[Concern]:
    """Concerns with the worst first, else in the order in which they come."""
    return sorted(concerns, key=lambda concern: _WORST_FIRST.index(concern.tone))
