"""Awarding, joining by invitation, declining, withdrawing, and lapsing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from handsel.kernel import clock, identifiers
from handsel.kernel.characters import BidiControlsRefused
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.job_timers import LAPSE
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, JobClosed
from handsel.work.terms import award as awarding
from handsel.work.terms.award import Awardee, auto_lapse, award, decline_job, invited, join, withdraw_award
from handsel.work.terms.refusals import AwardToOneself, SentElsewhere, TermsIncomplete, UnknownInvitee
from tests import factories
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture(autouse=True)
def _presets(db):
    factories.ensure_presets()


def now(job):
    return Job.objects.get(pk=job.pk)


def invitation(ada, email="ben@example.net"):
    return award(Actor(ada.pk), ada, Awardee(email=email), factories.terms())


def test_an_award_opens_the_workroom_and_binds_nothing(ada, ben):
    job = factories.awarded(ada, ben)
    assert (job.stage, job.bound_at, job.freelancer, job.invitation) == ("awarded", None, ben.party, None)
    assert job.versions.get().state == "proposed"
    assert not job.milestones.exists()
    assert Job.objects.of(ben).get() == job


def test_asked_twice_one_job_is_awarded(ada, ben):
    by, terms = Actor(ada.pk), factories.terms()
    assert award(by, ada, Awardee(ben), terms) == award(by, ada, Awardee(ben), terms)
    assert Job.objects.count() == 1


def test_nobody_awards_to_themselves(ada):
    for to in (Awardee(ada), Awardee(email=ada.email.upper())):
        with pytest.raises(AwardToOneself):
            award(Actor(ada.pk), ada, to, factories.terms())
    assert not Job.objects.exists()


def test_an_address_of_somebody_here_needs_no_invitation(ada, ben):
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True)
    job = invitation(ada, ben.email.upper())
    assert (job.freelancer, job.invited_email, job.invitation) == (ben.party, "", None)


def test_an_address_that_was_not_proved_is_invited(ada, ben):
    EmailAddress.objects.create(user=ben, email=ben.email, verified=False)
    assert invitation(ada, ben.email).freelancer is None


def test_the_address_that_was_invited_may_join(ada, ben):
    job = invitation(ada)
    assert job.freelancer is None
    assert invited(ben, [ben.email, "BEN@example.net"], job.invitation) == job
    join(Actor(ben.pk), job, ben)
    assert now(job).freelancer == ben.party
    assert invited(ben, [], job.invitation) == job


def test_nobody_else_takes_up_the_invitation(ada, ben, eve):
    job = invitation(ada)
    with pytest.raises(SentElsewhere):
        invited(eve, [eve.email], job.invitation)
    with pytest.raises(NotFound):
        invited(ben, ["ben@example.net"], identifiers.new())
    assert invited(ada, [], job.invitation) == job
    join(Actor(ben.pk), job, ben)
    with pytest.raises(SentElsewhere):
        invited(eve, ["ben@example.net"], job.invitation)


def test_opened_twice_at_once_the_second_finds_it_joined(ada, ben):
    job = invitation(ada)
    assert join(Actor(ben.pk), job, ben) == join(Actor(ben.pk), job, ben)
    assert Entry.objects.filter(kind="job.joined").count() == 1


def test_an_invitation_is_taken_up_once(ada, ben, eve):
    job = invitation(ada)
    join(Actor(ben.pk), job, ben)
    with pytest.raises(InvalidState):
        join(Actor(eve.pk), job, eve)
    assert now(job).freelancer == ben.party


def test_what_was_withdrawn_or_lapsed_cannot_be_joined(frozen_clock, ada, ben):
    withdrawn, lapsed = invitation(ada), invitation(ada)
    withdraw_award(Actor(ada.pk), withdrawn)
    let_pass(frozen_clock, days=20)
    for job in (withdrawn, lapsed):
        with pytest.raises(InvalidState):
            join(Actor(ben.pk), job, ben)


def test_nobody_agrees_for_who_has_not_come(ada):
    job = invitation(ada)
    factories.proposed(ada, job, factories.terms(5))
    with pytest.raises(UnknownInvitee):
        factories.agreed(ada, job)


@pytest.mark.parametrize(
    "changes",
    [
        {"milestones": []},
        {"milestones": [factories.a_part(f"Part {n}", 1) for n in range(51)]},
        {"milestones": [factories.a_part(" ", 1)]},
        {"milestones": [factories.a_part("\u200b", 1)]},
        {"milestones": [factories.a_part("Free", 0)]},
        {"milestones": [factories.a_part("Beyond", 10**12 + 1)]},
        {"milestones": [factories.a_part("Twice", 1)] * 2},
        {"auto_release_days": 2},
        {"auto_release_days": 31},
        {"policy": "none such"},
    ],
)
def test_terms_that_could_never_bind_are_not_awarded(ada, ben, changes):
    with pytest.raises(TermsIncomplete):
        award(Actor(ada.pk), ada, Awardee(ben), factories.terms(**changes))
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Pay \u202e001$"},
        {"description": "\u2066"},
        {"clauses": "\u202d"},
        {"milestones": [factories.a_part("Part \u2069", 1)]},
    ],
)
def test_terms_that_are_read_in_another_order_than_they_are_kept_are_not_awarded(ada, ben, changes):
    with pytest.raises(BidiControlsRefused):
        award(Actor(ada.pk), ada, Awardee(ben), factories.terms(**changes))
    assert not Job.objects.exists()


def test_the_freelancer_turns_it_down_and_the_client_takes_it_back(ada, ben, eve, olga):
    declined, withdrawn = factories.awarded(ada, ben), factories.awarded(ada, ben)
    for act, people in ((decline_job, (ada, eve, olga)), (withdraw_award, (ben, eve, olga))):
        for person in people:
            with pytest.raises(NotFound):
                act(Actor(person.pk), declined)
    decline_job(Actor(ben.pk), declined, reason="Busy.")
    withdraw_award(Actor(ada.pk), withdrawn)
    assert (now(declined).stage, declined.versions.get().state) == ("declined", "declined")
    assert (now(withdrawn).stage, withdrawn.versions.get().state) == ("cancelled", "withdrawn")
    assert due_at(LAPSE, declined.pk) is due_at(LAPSE, withdrawn.pk) is None


def test_bound_terms_can_be_neither_declined_nor_taken_back(ada, ben):
    job = factories.bound(ada, ben)
    for act, person in ((decline_job, ben), (withdraw_award, ada)):
        with pytest.raises(InvalidState):
            act(Actor(person.pk), job)


def test_an_award_lapses_after_14_days(frozen_clock, ada, ben):
    job = factories.awarded(ada, ben)
    assert job.lapses_at.isoformat() == "2026-03-17T04:00:00+00:00"
    assert due_at(LAPSE, job.pk) == job.lapses_at
    frozen_clock(job.lapses_at - timedelta(seconds=1))
    auto_lapse(str(job.pk), clock.now())
    assert now(job).stage == "awarded"
    let_pass(frozen_clock, seconds=1)
    assert (now(job).stage, job.versions.get().state) == ("lapsed", "withdrawn")
    with pytest.raises(JobClosed):
        factories.proposed(ben, job, factories.terms(5))


def test_a_proposal_gives_it_14_more_days(frozen_clock, ada, ben):
    job = factories.awarded(ada, ben)
    let_pass(frozen_clock, days=13)
    factories.proposed(ben, job, factories.terms(1200))
    assert due_at(LAPSE, job.pk) == now(job).lapses_at == job.lapses_at + timedelta(days=13)
    let_pass(frozen_clock, days=13)
    assert now(job).stage == "in terms"


def test_what_bound_never_lapses(frozen_clock, ada, ben):
    job = factories.bound(ada, ben)
    assert (job.lapses_at, due_at(LAPSE, job.pk)) == (None, None)
    let_pass(frozen_clock, days=30)
    assert now(job).stage == "working"


def test_a_proposal_at_the_last_moment_keeps_it_from_lapsing(frozen_clock, ada, ben, monkeypatch):
    job = factories.awarded(ada, ben)
    frozen_clock(job.lapses_at - timedelta(seconds=1))
    stale = now(job)
    factories.proposed(ben, job, factories.terms(1200))
    monkeypatch.setattr(awarding.Job.objects, "get", lambda pk: stale)
    with pytest.raises(InvalidState):
        auto_lapse(str(job.pk), frozen_clock(job.lapses_at))
