"""What somebody who is suspended or was removed may not do: begin something new.

(Rules: off-platform payment 10 and 12.)

Everything that finishes what began goes on, whoever does it: reading, writing, delivering, releasing,
refunding, withdrawing, settling. `tests/people/test_suspension.py` has the answer for every kind of entry.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

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


class Removed(Refusal):
    """The person was removed from the site, and this would begin something new."""

    what = gettext_noop("You were removed from this site and cannot begin anything new.")
    way_out = gettext_noop("Your settings, under Conduct, say what you can do and how to appeal.")


class Suspended(Refusal):
    """The person is suspended, and this would begin something new."""

    what = gettext_noop("You are suspended until %(until)s and cannot begin anything new.")
    way_out = gettext_noop("Your settings, under Conduct, say what you can do and how to appeal.")


def refuse_beginning(kind: str, actor: UUID, at: datetime) -> None:
    """Raise `Suspended` or `Removed` if an act of this kind begins something and its actor must not."""
    if kind in BEGINNINGS:
        refuse_suspended(actor, at)


def refuse_suspended(actor: UUID, at: datetime) -> None:
    """Raise `Suspended` for somebody who is suspended at a time, and `Removed` for who was removed."""
    rows = Person.objects.filter(pk=actor)
    person = rows.filter(Q(suspended_until__gt=at) | Q(removed_at__isnull=False)).first()
    if person is None:
        return
    if person.removed_at is not None or person.suspended_until is None:
        raise Removed
    raise Suspended(until=when_text(person.suspended_until))


def lock_people(people: Iterable[UUID]) -> dict[UUID, Person]:
    """People as they are, their rows locked in the order of their identifiers until the transaction ends.

    A removal changes such a row: it comes before, and is seen, or after, and finds what began.
    """
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=list(people)).order_by("pk")
    return {person.pk: person for person in rows}


def is_in_suspension(actor: UUID, *, start: datetime, end: datetime) -> bool:
    """Whether a time touches the last suspension of somebody, which may be over, or their removal."""
    touched = Q(suspended_from__lt=end, suspended_until__gt=start) | Q(removed_at__lt=end)
    return Person.objects.filter(touched, pk=actor).exists()
