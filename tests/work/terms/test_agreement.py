"""Proposing, agreeing, declining and withdrawing: who may, in which order, and to which bytes."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones.models import Milestone
from handsel.work.terms.agreement import agree, decline, propose, withdraw
from handsel.work.terms.models import Agreement, Version
from handsel.work.terms.refusals import ExceedsPaid, SameTerms, TermsChanged, TermsIncomplete
from tests import factories
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """Awarded, with version 1 by Ada open."""
    return factories.awarded(ada, ben)


def states(job):
    return list(job.versions.order_by("number").values_list("state", flat=True))


def test_with_both_yes_it_binds_and_work_begins(ada, ben, job):
    facts = factories.agreed(ben, job)
    job = Job.objects.get(pk=job.pk)
    assert (job.stage, states(job), facts["first"]) == ("working", ["bound"], True)
    assert (job.auto_release_days, job.bound_at is not None) == (14, True)
    milestone = factories.first(job)
    assert (milestone.stage, milestone.amount, milestone.ref) == (
        "planned",
        100_000,
        factories.in_force(job).milestones[0].ref,
    )
    (version,) = job.versions.all()
    sides = set(Agreement.objects.values_list("side", "person", "hash"))
    assert sides == {("client", ada.pk, version.hash), ("freelancer", ben.pk, version.hash)}


def test_another_hash_binds_nothing(ben, job):
    with pytest.raises(TermsChanged):
        agree(Actor(ben.pk), job, version=1, hash="0" * 64)
    assert states(job) == ["proposed"]


def test_a_replaced_version_cannot_be_agreed_to(ada, ben, job):
    old = job.versions.get().hash
    factories.proposed(ada, job, factories.terms(900))
    with pytest.raises(TermsChanged):
        agree(Actor(ben.pk), job, version=1, hash=old)
    with pytest.raises(TermsChanged):
        agree(Actor(ben.pk), job, version=2, hash=old)
    assert states(job) == ["replaced", "proposed"]
    assert not Milestone.objects.exists()


def test_proposing_is_agreeing_and_one_does_not_agree_with_oneself(ada, job):
    with pytest.raises(InvalidState):
        factories.agreed(ada, job)
    assert states(job) == ["proposed"]


def test_nobody_else_takes_part(eve, olga, job):
    newest = job.versions.get()
    for person in (eve, olga):
        by = Actor(person.pk)
        with pytest.raises(NotFound):
            agree(by, job, version=1, hash=newest.hash)
        with pytest.raises(NotFound):
            propose(by, job, terms=factories.terms(1), base=1)
        for act in (decline, withdraw):
            with pytest.raises(NotFound):
                act(by, job, version=1)


def test_a_proposal_upon_an_old_version_is_refused(ada, ben, job):
    factories.proposed(ben, job, factories.terms(1200))
    for base in (0, 1, 3):
        with pytest.raises(TermsChanged):
            propose(Actor(ada.pk), job, terms=factories.terms(1100), base=base)


def test_a_counter_proposal_replaces_the_open_one(ada, ben, job):
    factories.proposed(ben, job, factories.terms(1200))
    assert (Job.objects.get(pk=job.pk).stage, states(job)) == ("in terms", ["replaced", "proposed"])
    factories.agreed(ada, job)
    assert factories.first(job).amount == 120_000


def test_the_same_terms_are_no_proposal(ada, ben, job):
    with pytest.raises(SameTerms):
        factories.proposed(ben, job, job.versions.get().terms)
    factories.agreed(ben, job)
    with pytest.raises(SameTerms):
        factories.proposed(ada, job, factories.in_force(job))


@pytest.mark.parametrize("changes", [{"milestones": []}, {"policy": "none such"}, {"auto_release_days": 2}])
def test_what_could_never_bind_is_not_proposed(ben, job, changes):
    with pytest.raises(TermsIncomplete):
        factories.proposed(ben, job, factories.terms(**changes))
    assert states(job) == ["proposed"]


def test_declining_is_for_the_other_side_and_withdrawing_for_ones_own(ada, ben, job):
    with pytest.raises(InvalidState):
        decline(Actor(ada.pk), job, version=1)
    with pytest.raises(InvalidState):
        withdraw(Actor(ben.pk), job, version=1)
    decline(Actor(ben.pk), job, version=1, reason="Too little.")
    factories.proposed(ada, job, factories.terms(1200))
    withdraw(Actor(ada.pk), job, version=2)
    assert states(job) == ["declined", "withdrawn"]
    for act in (decline, withdraw):
        with pytest.raises(TermsChanged):
            act(Actor(ben.pk), job, version=2)


def test_until_a_change_binds_the_old_terms_stay_in_force(ada, ben, job):
    factories.agreed(ben, job)
    factories.proposed(ada, job, factories.changed_parts(job, 800))
    assert factories.first(job).amount == 100_000
    decline(Actor(ben.pk), job, version=2)
    assert factories.in_force(job).milestones[0].amount == 100_000
    assert states(job) == ["bound", "declined"]


def test_a_change_that_binds_replaces_what_bound(ada, ben, job):
    factories.agreed(ben, job)
    facts = factories.both_agree(ada, ben, job, factories.changed(job, title="Day tours", clauses="New."))
    assert (states(job), facts["first"]) == (["replaced", "bound"], False)
    assert Job.objects.get(pk=job.pk).title == "Day tours"


@pytest.mark.parametrize("changes", [{"currency": "EUR"}, {"policy": "fast"}])
def test_currency_and_policy_stay_as_they_bound(ada, ben, job, changes):
    factories.agreed(ben, job)
    with pytest.raises(ExceedsPaid):
        factories.proposed(ada, job, factories.changed(job, **changes))


def test_another_jobs_milestone_cannot_be_taken_over(ada, ben, job):
    other = factories.bound(ada, ben)
    with pytest.raises(TermsIncomplete):
        factories.proposed(ben, job, factories.in_force(other))


def test_what_came_out_of_reach_meanwhile_does_not_bind(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    factories.proposed(ben, job, factories.changed_parts(job, 700, 500))
    factories.released(ada, factories.first(job))
    with pytest.raises(ExceedsPaid):
        factories.agreed(ada, job)
    assert [version.state for version in Version.objects.filter(job=job)] == ["proposed", "bound"]
