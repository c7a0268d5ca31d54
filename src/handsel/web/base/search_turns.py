"""Searches at once: a few of each person, so that nobody keeps the others waiting."""

from collections.abc import Iterator
from contextlib import contextmanager

from handsel.kernel.fair_share import FairShare
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person

AT_ONCE_MAX, SHARE = 6, 2
"""How many searches run at once in all, and of one person: each keeps a thread of the pages."""
_running = FairShare(most=AT_ONCE_MAX, share=SHARE)


class SearchesRun(Refusal):
    """As many searches run as may at once."""

    what = gettext_noop("Your last searches are still running, or many people search just now.")
    kept = gettext_noop("This one was not started.")
    way_out = gettext_noop("Try again in a few seconds.")


@contextmanager
def search_turn(person: Person, words: str) -> Iterator[None]:
    """Search for words within the block, and show them there; where there are none, it is free.

    Raises `SearchesRun` where as many searches run already as may.
    """
    if not words:
        yield
        return
    who = str(person.pk)
    if not _running.take(who):
        raise SearchesRun
    try:
        yield
    finally:
        _running.give_back(who)
