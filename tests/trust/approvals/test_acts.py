"""An act that takes two operators goes through its steps, whatever it is about."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.trust.approvals.acts import DO
from handsel.trust.approvals.judges import has_other_operator, operators_now
from handsel.trust.approvals.lifecycle import APPROVAL_LABELS, APPROVAL_STAGES, OPEN_STAGES, ApprovalStage
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.refusals import ActClosed, AlreadyConfirmed, AlreadyProposed, OwnProposal
from handsel.trust.erasing.proposing import propose_erasure
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.time_travel import at_once, let_pass
from tests.trust.conduct.reported import confirmed, withdrawn

COVERS = (
    "handsel.trust.approvals.audit",
    "handsel.trust.approvals.entries",
    "handsel.trust.approvals.judges",
    "handsel.trust.approvals.lifecycle",
    "handsel.trust.approvals.models",
    "handsel.trust.approvals.proposal",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def otto(eve):
    """Another operator."""
    eve.is_operator = True
    eve.save()
    return eve


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """A job with a message."""
    job = factories.bound(ada, ben, 100)
    post(Actor(ben.pk), job, words="The court sits on Monday.", files=[])
    return job


def last(job):
    return Chain.objects.get(subject=job.uuid).size


def proposed(operator, job, **more):
    return propose_erasure(Actor(operator.pk, **more), job, entry=last(job), reason="A court ordered it.")


def test_a_second_operator_confirms_it_and_it_is_done(olga, otto, job):
    row = proposed(olga, job)
    assert (row.stage, row.done_at) == (ApprovalStage.WAITING, None)
    assert confirmed(otto, row).done_at == clock.now()
    while work(TASK_HANDLERS):
        """Do it."""
    row.refresh_from_db()
    assert (row.stage, row.proposed_by, row.confirmed_by) == (ApprovalStage.DONE, olga.pk, otto.pk)
    entries = Entry.objects.filter(kind__startswith="approval.").order_by("number")
    assert [entry.kind for entry in entries] == ["approval.proposed", "approval.confirmed", "approval.done"]
    assert faults() == []


def test_alone_it_waits_and_may_be_withdrawn(frozen_clock, olga, job):
    row = proposed(olga, job)
    assert (row.done_at - clock.now()).total_seconds() == 72 * 3600
    assert faults() == []
    let_pass(frozen_clock, hours=71)
    withdrawn(olga, row)
    assert not Task.objects.filter(kind=DO).exists()
    let_pass(frozen_clock, hours=5)
    row.refresh_from_db()
    assert (row.stage, row.withdrawal) == (ApprovalStage.WITHDRAWN, "It was a misunderstanding.")
    assert faults() == []


def test_who_proposed_it_does_not_confirm_it_and_nobody_does_twice(olga, otto, job):
    row = proposed(olga, job)
    with pytest.raises(OwnProposal):
        confirmed(olga, row)
    confirmed(otto, row)
    with pytest.raises(AlreadyConfirmed):
        confirmed(otto, row)
    while work(TASK_HANDLERS):
        """Do it."""
    with pytest.raises(ActClosed):
        withdrawn(otto, row)


def test_a_side_of_the_job_and_who_is_no_operator_take_no_part(ada, ben, olga, otto, job):
    row, entry = proposed(olga, job), last(job) - 1
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    for person in (ada, ben):
        with pytest.raises(NotFound):
            propose_erasure(Actor(person.pk), job, entry=entry, reason="By law.")
        with pytest.raises(NotFound):
            confirmed(person, row)
        with pytest.raises(NotFound):
            withdrawn(person, row)
    assert operators_now() == {ada.pk, olga.pk, otto.pk}
    assert has_other_operator(job, besides=olga.pk)


def test_an_operator_who_is_a_side_is_no_second_one(ada, olga, job):
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    assert proposed(olga, job).done_at is not None


def test_a_reason_is_needed_and_must_not_mislead(olga, job):
    for reason, why in ((" ", ReasonMissing), ("By law \u202e.", Refusal)):
        with pytest.raises(why):
            propose_erasure(Actor(olga.pk), job, entry=last(job), reason=reason)
    assert not ProposedAct.objects.exists()


def test_the_same_is_proposed_once_and_a_form_sent_twice_proposes_once(olga, otto, job):
    entry, key = last(job), Actor(olga.pk).key
    rows = {propose_erasure(Actor(olga.pk, key=key), job, entry=entry, reason="By law.").pk for _ in range(2)}
    assert len(rows) == 1
    with pytest.raises(AlreadyProposed):
        propose_erasure(Actor(otto.pk), job, entry=entry, reason="By law.")


def test_the_life_cycle_has_a_label_for_each_stage_and_ends(olga, otto, job):
    assert set(APPROVAL_LABELS) == set(APPROVAL_STAGES) == set(ApprovalStage)
    assert {ApprovalStage.WAITING, ApprovalStage.SCHEDULED} == OPEN_STAGES
    with pytest.raises(InvalidState, match="cannot become"):
        proposed(olga, job).move(ApprovalStage.DONE)


def test_the_database_refuses_one_operator_for_both_and_a_step_before_its_notice(olga, otto, job):
    row = proposed(olga, job)
    for change in ({"confirmed_by": olga.pk}, {"stage": "scheduled"}, {"kind": "other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProposedAct.objects.filter(pk=row.pk).update(**change)


def test_an_altered_act_or_a_lost_clock_is_noticed(olga, job):
    row = proposed(olga, job)
    Task.objects.filter(kind=DO).delete()
    assert [fault for fault in faults() if "nothing is scheduled" in fault]
    ProposedAct.objects.filter(pk=row.pk).update(reason="Another.")
    assert [fault for fault in faults() if "reason is 'Another.'" in fault]


@pytest.mark.django_db(transaction=True)
def test_confirmed_and_withdrawn_at_once_one_holds(ada, ben, olga, otto):
    job = factories.bound(ada, ben, 100)
    post(Actor(ben.pk), job, words="The court sits on Monday.", files=[])
    row = proposed(olga, job)
    results = at_once(partial(confirmed, otto, row), partial(withdrawn, olga, row))
    row.refresh_from_db()
    assert row.stage in (ApprovalStage.WITHDRAWN, ApprovalStage.SCHEDULED)
    assert [type(result).__name__ for result in results].count("ProposedAct") >= 1
    assert faults() == []
