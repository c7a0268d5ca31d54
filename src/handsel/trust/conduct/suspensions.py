"""When somebody is suspended: from the first to the last of their suspensions that were not overturned.

And since when they are removed: from the first removal that took effect and was not overturned.

The caller holds the lock of the person's chain, and its entry states the result.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.models import Party, Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.tasks.models import cancel, schedule
from handsel.trust.approvals.waiting import recheck_waiting
from handsel.trust.conduct.entries.decisions import SUSPENSION_OVER
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.outcomes import ConductOutcome
from handsel.work.jobs.refusals import InvalidState

END = "conduct.suspension"


def refresh_suspension(person: UUID, at: datetime) -> Facts:
    """Have the person suspended and removed as their decisions say, and the end of a suspension scheduled.

    Where none runs, the last that is over stays: no time of that period may be said later. Gives from when
    and until when, and since when they are removed. What waits for a second operator is looked at again:
    they may be the one for whom it waits, or have decided the appeal against it.
    """
    held = ConductDecision.objects.filter(person=person).exclude(stage=DecisionStage.OVERTURNED)
    suspensions = held.filter(outcome=ConductOutcome.SUSPEND)
    running = suspensions.filter(until__gt=at)
    last = suspensions.order_by("-until")[:1]
    counting = held.filter(pk__in=(running or last).values("pk"))
    period = counting.aggregate(suspended_from=Min("decided_at"), suspended_until=Max("until"))
    period |= held.aggregate(removed_at=Min("removed_at"))
    Person.objects.filter(pk=person).update(**period)
    recheck_waiting(at)
    party = Party.objects.get(person=person).pk
    if period["suspended_until"] is None:
        cancel(END, party)
    else:
        schedule(END, party, at=period["suspended_until"])
    return period


def auto_end(subject: str, at: datetime) -> None:
    """End a suspension whose time is over, and have the person told."""
    person = Person.objects.get(party=int(subject))
    until = person.suspended_until
    if until is None or until > at:
        return

    def body(context: ActionContext) -> Facts:
        """Check again under the lock: another suspension may have begun."""
        if Person.objects.get(pk=person.pk).suspended_until != until:
            raise InvalidState
        return {"ended_at": until}

    key = identifiers.derived(person.pk, f"suspended until {until.isoformat()}")
    perform(on_own_chain(SUSPENSION_OVER, person.pk, {}), Actor(HOUSE, at, key), body)
