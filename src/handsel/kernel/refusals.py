"""Refusals: exceptions for users, with what is wrong and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass

from handsel.kernel.i18n import gettext_noop


@dataclass(frozen=True)
class RefusalText:
    """The three sentences of a refusal, translated."""

    what: str
    kept: str
    way_out: str


class Refusal(Exception):
    """An action was refused and nothing happened.

    `what` says what is wrong, `kept` what did not happen, `way_out` the next step. Subclasses set them as
    class attributes; a raise may override any. Each is marked for translation and translated when shown;
    `%(name)s` is filled from `named`.
    """

    what = gettext_noop("This cannot be done.")
    kept = gettext_noop("Nothing was changed and no money moved.")
    way_out = gettext_noop("Go back, check the current state, and try again.")

    def __init__(self, what: str = "", *, kept: str = "", way_out: str = "", **named: object) -> None:
        self.what = what or self.what
        self.kept = kept or self.kept
        self.way_out = way_out or self.way_out
        self.named = named
        super().__init__(self.what)

    def __str__(self) -> str:
        return self.worded().what

    def worded(self, translate: Callable[[str], str] = gettext_noop) -> RefusalText:
        """The sentences, translated and filled in."""
        sentences = (translate(words) for words in (self.what, self.kept, self.way_out))
        return RefusalText(*(words % self.named if self.named else words for words in sentences))


class NotFound(Refusal):
    """It does not exist, or this person may not see it; a 404 either way."""

    what = gettext_noop("Page not found.")
    way_out = gettext_noop("The link may be outdated, or the page may belong to someone else.")


class KeyReused(Refusal):
    """An idempotency key was reused with other content."""

    what = gettext_noop("This form was already sent with different content.")
    kept = gettext_noop("The first one was saved. This one changed nothing.")
    way_out = gettext_noop("Open the page again to see the current state, and start from there.")


class Stale(Refusal):
    """The data has changed since the person saw it."""

    what = gettext_noop("This was changed while you were reading.")
    way_out = gettext_noop("Read the current version, then decide.")
