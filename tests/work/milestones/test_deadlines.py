"""At a deadline the clock decides, not how soon the house comes to do what falls due."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import NotNow
from handsel.work.milestones import refunds
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import RefundDue, ReleaseDue, ReturnDue
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.milestones.splits import accept_split, propose_split
from handsel.work.terms.award import To, award, join
from handsel.work.terms.ending import end_job, object_to_ending
from handsel.work.terms.refusals import AwardLapsed
from tests import making
from tests.conftest import Told
from tests.making import usd
from tests.passing import let_pass
from tests.purses import earnings, escrow, wallet

pytestmark = pytest.mark.usefixtures("told")

Doing = Callable[[], Any]


def only_before(told: Told, deadline: Any, do: Doing, refusal: type[Refusal], undo: Doing) -> None:
    """Something can be done a second before a deadline, which `undo` shows, and at the deadline no more."""
    told(deadline)
    entries = Entry.objects.count()
    with pytest.raises(refusal):
        do()
    assert Entry.objects.count() == entries
    told(deadline - timedelta(seconds=1))
    do()
    undo()


def asked(ada: Person, milestone: Milestone) -> Any:
    refunds.ask_refund(By(ada.pk), milestone, amount=usd(400), reason="Less.")
    return refunds.RefundRequest.objects.get(milestone=milestone)


def test_changes_are_asked_for_before_the_release_is_due(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000)
    deadline = milestone.release_at
    only_before(
        told,
        deadline,
        lambda: ask_for_changes(By(ada.pk), milestone, reason="Not yet."),
        ReleaseDue,
        lambda: let_pass(told, days=2),
    )
    assert (earnings(ben), making.first(milestone.job).percent) == (usd(0), 99)


def test_what_came_too_late_leaves_the_release_to_be_done(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000)
    told(milestone.release_at)
    with pytest.raises(ReleaseDue):
        ask_for_changes(By(ada.pk), milestone, reason="Not yet.")
    let_pass(told, seconds=1)
    assert earnings(ben) == usd(1000)
    with pytest.raises(Refusal):
        ask_for_changes(By(ada.pk), milestone, reason="Not yet.")


def test_of_a_milestone_that_was_released_no_changes_are_asked(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000, 500)
    let_pass(told, days=16)
    with pytest.raises(NotNow, match="come to its end"):
        ask_for_changes(By(ada.pk), milestone, reason="Not yet.")


def test_the_client_may_release_what_is_due_to_be(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000)
    told(milestone.release_at)
    release(By(ada.pk), milestone, amount=usd(1000))
    let_pass(told, seconds=1)
    assert earnings(ben) == usd(1000)


def test_a_split_is_accepted_by_the_client_before_the_release_is_due(
    told: Told, ada: Person, ben: Person
) -> None:
    milestone = making.delivered(ada, ben, 1000)
    propose_split(By(ben.pk), milestone, to_freelancer=usd(600), reason="Mostly there.")
    split = milestone.asks.get()
    only_before(told, milestone.release_at, lambda: accept_split(By(ada.pk), split), ReleaseDue, lambda: None)
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_the_freelancer_may_give_way_after_the_release_is_due(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000)
    propose_split(By(ada.pk), milestone, to_freelancer=usd(600), reason="Not all is there.")
    told(milestone.release_at)
    accept_split(By(ben.pk), milestone.asks.get())
    assert earnings(ben) == usd(600)


def test_the_freelancer_accepts_a_split_before_a_refund_is_due(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.first(making.funded(ada, ben, 1000))
    propose_split(By(ada.pk), milestone, to_freelancer=usd(600), reason="Or so.")
    request, split = asked(ada, milestone), milestone.asks.get(kind="split")
    only_before(told, request.grants_at, lambda: accept_split(By(ben.pk), split), RefundDue, lambda: None)
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_the_freelancer_accepts_a_split_before_the_return_is_due(
    told: Told, ada: Person, ben: Person
) -> None:
    job = making.funded(ada, ben, 1000)
    propose_split(By(ada.pk), making.first(job), to_freelancer=usd(600), reason="Or so.")
    split = making.first(job).asks.get()
    end_job(By(ada.pk), job, reason="Plans changed.")
    deadline = Job.objects.get(pk=job.pk).ending_at
    only_before(told, deadline, lambda: accept_split(By(ben.pk), split), ReturnDue, lambda: None)
    assert (earnings(ben), escrow()) == (usd(600), usd(0))


def test_a_split_of_a_delivery_is_accepted_while_the_rest_returns(
    told: Told, ada: Person, ben: Person
) -> None:
    milestone = making.delivered(ada, ben, 1000, 500)
    propose_split(By(ada.pk), milestone, to_freelancer=usd(600), reason="Or so.")
    end_job(By(ada.pk), milestone.job, reason="Plans changed.")
    told(Job.objects.get(pk=milestone.job_id).ending_at)
    accept_split(By(ben.pk), milestone.asks.get())
    assert (earnings(ben), escrow()) == (usd(600), usd(500))


def test_a_change_binds_before_the_release_is_due(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 1000)
    job = milestone.job
    making.proposed(ben, job, making.changed_parts(job, 700))
    only_before(told, milestone.release_at, lambda: making.agreed(ada, job), ReleaseDue, lambda: None)
    assert making.first(job).held == usd(700)


@pytest.mark.parametrize(
    "late",
    [
        lambda ben, milestone, request: refunds.refuse_refund(By(ben.pk), request, reason="No."),
        lambda ben, milestone, request: making.deliver(ben, milestone),
        lambda ben, milestone, request: refunds.refund(By(ben.pk), milestone, amount=usd(1)),
    ],
    ids=["refused", "delivered", "overtaken"],
)
def test_a_refund_is_answered_before_it_is_due(
    late: Callable[..., Any], told: Told, ada: Person, ben: Person
) -> None:
    milestone = making.first(making.funded(ada, ben, 1000))
    request = asked(ada, milestone)
    before = wallet(ada)
    told(request.grants_at)
    with pytest.raises(RefundDue):
        late(ben, milestone, request)
    let_pass(told, seconds=1)
    assert wallet(ada) - before == usd(400)


def test_a_change_binds_before_a_refund_is_due(told: Told, ada: Person, ben: Person) -> None:
    job = making.funded(ada, ben, 1000)
    request = asked(ada, making.first(job))
    making.proposed(ada, job, making.changed_parts(job, 900))
    only_before(told, request.grants_at, lambda: making.agreed(ben, job), RefundDue, lambda: None)


@pytest.mark.parametrize(
    "late",
    [
        lambda ben, job: object_to_ending(By(ben.pk), job, reason="It is half done."),
        lambda ben, job: making.deliver(ben, making.first(job)),
    ],
    ids=["objected", "delivered"],
)
def test_a_return_is_stopped_before_it_is_due(
    late: Callable[..., Any], told: Told, ada: Person, ben: Person
) -> None:
    job = making.funded(ada, ben, 1000)
    end_job(By(ada.pk), job, reason="Plans changed.")
    deadline = Job.objects.get(pk=job.pk).ending_at
    only_before(told, deadline, lambda: late(ben, job), ReturnDue, lambda: let_pass(told, days=3))
    assert escrow() == usd(1000)


@pytest.mark.parametrize(
    "late",
    [lambda ben, job: making.agreed(ben, job), lambda ben, job: making.proposed(ben, job, making.terms(5))],
    ids=["agreed", "proposed"],
)
def test_an_award_is_answered_before_it_lapses(
    late: Callable[..., Any], told: Told, ada: Person, ben: Person
) -> None:
    job = making.awarded(ada, ben)
    only_before(told, job.lapses_at, lambda: late(ben, job), AwardLapsed, lambda: let_pass(told, days=1))
    assert not Job.objects.get(pk=job.pk).is_closed


def test_an_invitation_is_taken_up_before_it_lapses(told: Told, ada: Person, ben: Person) -> None:
    making.ensure_presets()
    job = award(By(ada.pk), ada, To(email="new@example.org"), making.terms(50))
    only_before(told, job.lapses_at, lambda: join(By(ben.pk), job, ben), NotNow, lambda: None)
    assert clock.now() < job.lapses_at
