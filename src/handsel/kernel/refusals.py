"""Refusals: the named facts by which an act is turned down, each with a way out."""

from collections.abc import Callable
from dataclasses import dataclass

from handsel.kernel.i18n import gettext_noop


@dataclass(frozen=True)
class RefusalText:
    """The three sentences of a refusal, as somebody reads them."""

    what: str
    kept: str
    way_out: str


class Refusal(Exception):
    """An act was turned down and nothing happened.

    `what` says what is wrong, `kept` what did not happen, `way_out` the one next step.
    A subclass sets them as class attributes; a raise may override any. Each is a sentence marked for
    translators, in which `%(name)s` stands for what is `named`; whoever shows it translates it.
    """

    what = gettext_noop("That cannot be done.")
    kept = gettext_noop("Nothing was changed and no money moved.")
    way_out = gettext_noop("Go back, look at what is there now, and try again.")

    def __init__(self, what: str = "", *, kept: str = "", way_out: str = "", **named: object) -> None:
        self.what = what or self.what
        self.kept = kept or self.kept
        self.way_out = way_out or self.way_out
        self.named = named
        super().__init__(self.what)

    def __str__(self) -> str:
        return self.worded().what

    def worded(self, translate: Callable[[str], str] = gettext_noop) -> RefusalText:
        """What it says, translated and with what it names filled in."""
        sentences = (translate(words) for words in (self.what, self.kept, self.way_out))
        return RefusalText(*(words % self.named if self.named else words for words in sentences))


class NotFound(Refusal):
    """There is no such thing, or it is not this person's to see; a page answers 404 for both."""

    what = gettext_noop("There is no page here.")
    way_out = gettext_noop("The link may be old, or the page may belong to other people.")


class KeyReused(Refusal):
    """An idempotency key came back with other content."""

    what = gettext_noop("This form was already sent, with other content.")
    kept = gettext_noop("The first sending stands. This one changed nothing.")
    way_out = gettext_noop("Open the page again to see what stands, and start from there.")


class Stale(Refusal):
    """What the person looked at has changed since."""

    what = gettext_noop("This was changed while you were reading.")
    way_out = gettext_noop("Read what stands now, then decide.")
