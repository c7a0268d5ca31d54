"""Deadlines hold exactly, however late the house processes them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones import refunds
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import RefundDue, ReleaseDue, ReturnDue
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.splits import accept_split, propose_split
from handsel.work.terms.award import Awardee, award, join
from handsel.work.terms.ending import end_job, object_to_ending
from handsel.work.terms.refusals import AwardLapsed
from tests import factories
from tests.balances import earnings, escrow, wallet
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")

Doing = Callable[[], Any]


def only_before(
    frozen_clock: FrozenClock, deadline: Any, do: Doing, refusal: type[Refusal], undo: Doing
) -> None:
    """An act works a second before a deadline, which `undo` shows, and no more at the deadline."""
    frozen_clock(deadline)
    entries = Entry.objects.count()
    with pytest.raises(refusal):
        do()
    assert Entry.objects.count() == entries
    frozen_clock(deadline - timedelta(seconds=1))
    do()
    undo()


def refund_request(ada: Person, milestone: Milestone) -> Any:
    refunds.ask_refund(Actor(ada.pk), milestone, amount=usd(400), reason="Less.")
    return refunds.RefundRequest.objects.get(milestone=milestone)


def test_changes_are_asked_for_before_the_release_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    deadline = milestone.release_at
    only_before(
        frozen_clock,
        deadline,
        lambda: ask_for_changes(Actor(ada.pk), milestone, reason="Not yet."),
        ReleaseDue,
        lambda: let_pass(frozen_clock, days=2),
    )
    assert (earnings(ben), factories.first(milestone.job).percent) == (usd(0), 99)


def test_what_came_too_late_leaves_the_release_to_be_done(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock(milestone.release_at)
    with pytest.raises(ReleaseDue):
        ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    let_pass(frozen_clock, seconds=1)
    assert earnings(ben) == usd(1000)
    with pytest.raises(Refusal):
        ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")


def test_of_a_milestone_that_was_released_no_changes_are_asked(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000, 500)
    let_pass(frozen_clock, days=16)
    with pytest.raises(InvalidState, match="milestone is closed"):
        ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")


def test_the_client_may_release_what_is_due_to_be(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock(milestone.release_at)
    release(Actor(ada.pk), milestone, amount=usd(1000))
    let_pass(frozen_clock, seconds=1)
    assert earnings(ben) == usd(1000)


def test_a_split_is_accepted_by_the_client_before_the_release_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    propose_split(Actor(ben.pk), milestone, to_freelancer=usd(600), reason="Mostly there.")
    split = milestone.requests.get()
    only_before(
        frozen_clock,
        milestone.release_at,
        lambda: accept_split(Actor(ada.pk), split),
        ReleaseDue,
        lambda: None,
    )
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_the_freelancer_may_give_way_after_the_release_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    propose_split(Actor(ada.pk), milestone, to_freelancer=usd(600), reason="Not all is there.")
    frozen_clock(milestone.release_at)
    accept_split(Actor(ben.pk), milestone.requests.get())
    assert earnings(ben) == usd(600)


def test_the_freelancer_accepts_a_split_before_a_refund_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.first(factories.funded(ada, ben, 1000))
    propose_split(Actor(ada.pk), milestone, to_freelancer=usd(600), reason="Or so.")
    request, split = refund_request(ada, milestone), milestone.requests.get(kind="split")
    only_before(
        frozen_clock,
        request.auto_grants_at,
        lambda: accept_split(Actor(ben.pk), split),
        RefundDue,
        lambda: None,
    )
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_the_freelancer_accepts_a_split_before_the_return_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 1000)
    propose_split(Actor(ada.pk), factories.first(job), to_freelancer=usd(600), reason="Or so.")
    split = factories.first(job).requests.get()
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    deadline = Job.objects.get(pk=job.pk).ending_at
    only_before(frozen_clock, deadline, lambda: accept_split(Actor(ben.pk), split), ReturnDue, lambda: None)
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_a_split_of_a_delivery_is_accepted_while_the_rest_returns(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000, 500)
    propose_split(Actor(ada.pk), milestone, to_freelancer=usd(600), reason="Or so.")
    end_job(Actor(ada.pk), milestone.job, reason="Plans changed.")
    frozen_clock(Job.objects.get(pk=milestone.job_id).ending_at)
    accept_split(Actor(ben.pk), milestone.requests.get())
    assert (earnings(ben), escrow()) == (usd(600), usd(500))


def test_a_change_binds_before_the_release_is_due(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000)
    job = milestone.job
    factories.proposed(ben, job, factories.changed_parts(job, 700))
    only_before(
        frozen_clock, milestone.release_at, lambda: factories.agreed(ada, job), ReleaseDue, lambda: None
    )
    assert factories.first(job).held == usd(700)


@pytest.mark.parametrize(
    "late",
    [
        lambda ben, milestone, request: refunds.refuse_refund(Actor(ben.pk), request, reason="No."),
        lambda ben, milestone, request: factories.deliver(ben, milestone),
        lambda ben, milestone, request: refunds.refund(Actor(ben.pk), milestone, amount=usd(1)),
    ],
    ids=["refused", "delivered", "superseded"],
)
def test_a_refund_is_answered_before_it_is_due(
    late: Callable[..., Any], frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.first(factories.funded(ada, ben, 1000))
    request = refund_request(ada, milestone)
    before = wallet(ada)
    frozen_clock(request.auto_grants_at)
    with pytest.raises(RefundDue):
        late(ben, milestone, request)
    let_pass(frozen_clock, seconds=1)
    assert wallet(ada) - before == usd(400)


def test_a_change_binds_before_a_refund_is_due(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 1000)
    request = refund_request(ada, factories.first(job))
    factories.proposed(ada, job, factories.changed_parts(job, 900))
    only_before(
        frozen_clock, request.auto_grants_at, lambda: factories.agreed(ben, job), RefundDue, lambda: None
    )


@pytest.mark.parametrize(
    "late",
    [
        lambda ben, job: object_to_ending(Actor(ben.pk), job, reason="It is half done."),
        lambda ben, job: factories.deliver(ben, factories.first(job)),
    ],
    ids=["objected", "delivered"],
)
def test_a_return_is_stopped_before_it_is_due(
    late: Callable[..., Any], frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 1000)
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    deadline = Job.objects.get(pk=job.pk).ending_at
    only_before(
        frozen_clock, deadline, lambda: late(ben, job), ReturnDue, lambda: let_pass(frozen_clock, days=3)
    )
    assert escrow() == usd(1000)


@pytest.mark.parametrize(
    "late",
    [
        lambda ben, job: factories.agreed(ben, job),
        lambda ben, job: factories.proposed(ben, job, factories.terms(5)),
    ],
    ids=["agreed", "proposed"],
)
def test_an_award_is_answered_before_it_lapses(
    late: Callable[..., Any], frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben)
    only_before(
        frozen_clock,
        job.lapses_at,
        lambda: late(ben, job),
        AwardLapsed,
        lambda: let_pass(frozen_clock, days=1),
    )
    assert not Job.objects.get(pk=job.pk).is_closed


def test_an_invitation_is_taken_up_before_it_lapses(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    only_before(
        frozen_clock, job.lapses_at, lambda: join(Actor(ben.pk), job, ben), InvalidState, lambda: None
    )
    assert clock.now() < job.lapses_at
