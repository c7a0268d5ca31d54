"""What somebody who is suspended may not do: begin something new (rules: off-platform payment 10).

Everything that finishes what began goes on, whoever does it: reading, writing, delivering, releasing,
refunding, withdrawing, settling. `tests/people/test_suspension.py` has the answer for every kind of entry.
"""

from datetime import datetime
from uuid import UUID

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.ui.datetime_format import when_text

BEGINNINGS = frozenset(
    {
        "job.awarded",
        "terms.proposed",
        "terms.agreed",
        "milestone.funded",
        "week.funded",
        "bonus.paid",
    }
)
"""The kinds of entries that begin something; starting a timer, which is no entry, asks by itself."""


class Suspended(Refusal):
    """The person is suspended, and this would begin something new."""

    what = gettext_noop("You are suspended until %(until)s and cannot begin anything new.")
    way_out = gettext_noop("Your settings, under Conduct, say what you can do and how to appeal.")


def refuse_beginning(kind: str, actor: UUID, at: datetime) -> None:
    """Raise `Suspended` if an act of this kind begins something and its actor is suspended."""
    if kind in BEGINNINGS:
        refuse_suspended(actor, at)


def refuse_suspended(actor: UUID, at: datetime) -> None:
    """Raise `Suspended` for somebody who is suspended at a time."""
    person = Person.objects.filter(pk=actor, suspended_until__gt=at).first()
    if person is not None and person.suspended_until is not None:
        raise Suspended(until=when_text(person.suspended_until))


def is_in_suspension(actor: UUID, *, start: datetime, end: datetime) -> bool:
    """Whether a time touches the last suspension of somebody, which may be over."""
    return Person.objects.filter(pk=actor, suspended_from__lt=end, suspended_until__gt=start).exists()
