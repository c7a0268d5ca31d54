"""A removal takes two operators or 72 hours, tells everybody before, and ends jobs as their ending would."""

from datetime import timedelta

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.people.suspension import Removed
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.trust.approvals.refusals import (
    ActClosed,
    AlreadyConfirmed,
    AlreadyProposed,
    OwnProposal,
    TookPart,
)
from handsel.trust.conduct.cases import open_reports
from handsel.trust.conduct.refusals import AppealOfOwn, CaseDecided
from handsel.work.milestones.release import release
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.refusals import AwardeeRemoved
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.time_travel import let_pass
from tests.trust.conduct.reported import (
    answered,
    appealed,
    confirmed,
    decided,
    latest,
    removal_proposed,
    reported,
    withdrawn,
)

COVERS = (
    "handsel.console.approvals.approved_acts",
    "handsel.trust.conduct.entries.removals",
    "handsel.trust.conduct.verdicts",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def works():
    while work(TASK_HANDLERS):
        """Tell everybody, and do what is due."""


def titles(person):
    works()
    return list(Notice.objects.filter(person=person).values_list("title", flat=True))


def entries(job, kind):
    return Entry.objects.filter(chain__subject=job.uuid, kind=kind)


def test_it_takes_two_operators_and_the_person_is_told_of_each_step(ada, ben, olga, otto, job, report):
    row = removal_proposed(olga, report)
    assert (row.stage, row.done_at) == ("waiting", None)
    ben.refresh_from_db()
    assert ben.removed_at is None
    assert any(title.startswith("An operator proposed to remove you") for title in titles(ben))
    with pytest.raises(OwnProposal):
        confirmed(olga, row)
    confirmed(otto, row)
    notices = titles(ben)
    assert any(title.startswith("Another operator confirmed your removal") for title in notices)
    assert any(title.startswith("You were removed from this site") for title in notices)
    ben.refresh_from_db()
    assert ben.removed_at == clock.now()
    assert latest().removed_at == clock.now()
    with pytest.raises(ActClosed):
        withdrawn(olga, row)
    assert faults() == []


def test_where_one_operator_is_it_waits_72_hours_and_both_sides_are_told_before(
    frozen_clock, ada, ben, olga, job, report
):
    row = removal_proposed(olga, report)
    assert row.done_at == clock.now() + timedelta(hours=72)
    for person, who in ((ada, "the freelancer is"), (ben, "you are")):
        assert any(f"{who} to be removed from this site" in title for title in titles(person))
    let_pass(frozen_clock, hours=71)
    ben.refresh_from_db()
    assert ben.removed_at is None
    assert faults() == []
    let_pass(frozen_clock, hours=2)
    ben.refresh_from_db()
    assert ben.removed_at == row.done_at
    job.refresh_from_db()
    assert (job.ended_by, job.stage) == ("freelancer", "cancelled")
    assert faults() == []


def test_a_removed_freelancer_keeps_what_is_delivered_and_earned(ada, ben, olga, otto, job):
    second = factories.delivered(ada, ben, 300, 200)
    before = earnings(ben)
    confirmed(otto, removal_proposed(olga, reported(ada, second.job)))
    works()
    ended = entries(second.job, "job.ended").get()
    assert ended.facts["removed"]
    assert ended.facts["returned"] == 20_000
    assert any(title == "The job ended: the freelancer was removed from this site" for title in titles(ada))
    assert escrow() == second.held
    second.refresh_from_db()
    assert earnings(ben) == before
    release(Actor(ada.pk), second, amount=second.held)
    assert earnings(ben) > before
    assert faults() == []


def test_a_removed_client_has_refunds_after_the_days_of_ending(frozen_clock, ada, ben, olga, otto, job):
    held, funds = escrow(), wallet(ada)
    confirmed(otto, removal_proposed(olga, reported(ben, job)))
    works()
    job.refresh_from_db()
    assert (job.ended_by, job.ending_at is None, escrow()) == ("client", False, held)
    let_pass(frozen_clock, days=9)
    job.refresh_from_db()
    assert (job.stage, wallet(ada)) == ("cancelled", funds + held)
    assert faults() == []


def test_an_offer_of_theirs_ends_and_nothing_new_begins(ada, ben, olga, otto, job, report):
    offered = factories.awarded(ada, ben)
    confirmed(otto, removal_proposed(olga, report))
    works()
    offered.refresh_from_db()
    assert offered.stage == "lapsed"
    assert "The offer ended: one side was removed from this site" in titles(ada)
    with pytest.raises(Removed):
        award(Actor(ben.pk), ben, Awardee(person=ada), factories.terms(50))
    ben.refresh_from_db()
    with pytest.raises(AwardeeRemoved):
        award(Actor(ada.pk), ada, Awardee(person=ben), factories.terms(50))
    assert faults() == []


def test_it_is_withdrawn_before_its_effect_and_the_case_is_open_again(
    frozen_clock, ada, ben, olga, job, report
):
    row = removal_proposed(olga, report)
    withdrawn(olga, row)
    assert open_reports().get() == report
    assert any(title.startswith("Your removal from this site was withdrawn") for title in titles(ben))
    assert "This job goes on" in titles(ada)
    let_pass(frozen_clock, hours=80)
    ben.refresh_from_db()
    assert ben.removed_at is None
    decided(olga, report, "warn")
    assert (latest().outcome, latest().stage) == ("warn", "decided")
    assert faults() == []


def test_an_appeal_upheld_before_its_effect_cancels_it(ada, ben, olga, otto, job, report):
    row = removal_proposed(olga, report)
    answered(otto, appealed(ben, latest()), is_granted=True)
    row.refresh_from_db()
    assert (row.stage, latest().stage) == ("withdrawn", "overturned")
    with pytest.raises(ActClosed):
        confirmed(otto, row)
    assert faults() == []


def test_an_appeal_upheld_after_it_reinstates_and_ended_jobs_stay_ended(ada, ben, olga, otto, job, report):
    third = type(olga).objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)
    confirmed(otto, removal_proposed(olga, report))
    works()
    decision = appealed(ben, latest())
    with pytest.raises(AppealOfOwn):
        answered(otto, decision, is_granted=True)
    answered(third, decision, is_granted=True)
    ben.refresh_from_db()
    job.refresh_from_db()
    assert (ben.removed_at, job.stage) == (None, "cancelled")
    factories.funded(ada, ben, 70)
    assert faults() == []


def test_the_notice_of_the_policy_counts_from_when_they_are_told(frozen_clock, ada, ben, olga, otto):
    publish(Actor(olga.pk), "noticed", Rules(removal_notice=30))
    job = factories.funded(ada, ben, 100, policy="noticed")
    row = confirmed(otto, removal_proposed(olga, reported(ada, job)))
    assert row.done_at == row.not_before
    assert row.not_before - row.proposed_at > timedelta(days=30)
    let_pass(frozen_clock, days=29)
    ben.refresh_from_db()
    assert ben.removed_at is None
    let_pass(frozen_clock, days=3)
    ben.refresh_from_db()
    assert ben.removed_at == row.done_at
    assert faults() == []


def test_who_reported_is_told_once_it_is_in_effect(ada, ben, olga, otto, job, report):
    row = removal_proposed(olga, report)
    assert not any("your report" in title for title in titles(ada))
    confirmed(otto, row)
    assert any("your report" in title for title in titles(ada))


def test_nobody_proposes_twice_nor_decides_what_waits_nor_takes_part_as_a_side(ada, ben, olga, otto, report):
    row = removal_proposed(olga, report)
    with pytest.raises(AlreadyProposed):
        removal_proposed(otto, report)
    with pytest.raises(CaseDecided):
        decided(otto, report, "warn")
    for person in (ada, ben):
        with pytest.raises(NotFound):
            confirmed(person, row)
    ada.is_operator = True
    ada.save()
    with pytest.raises(NotFound):
        withdrawn(ada, row)


def test_what_waits_72_hours_may_be_confirmed_once_by_an_operator_who_joined(ada, ben, olga, eve, report):
    row = removal_proposed(olga, report)
    eve.is_operator = True
    eve.save()
    assert confirmed(eve, row).done_at == clock.now()
    with pytest.raises(AlreadyConfirmed):
        confirmed(eve, row)


def test_a_job_of_who_was_removed_that_runs_on_is_noticed(ada, ben, job):
    type(ben).objects.filter(pk=ben.pk).update(removed_at=clock.now())
    assert f"job {job.pk} runs on, but a side of it was removed" in faults()


def test_who_decided_the_appeal_is_no_second_operator_and_without_another_it_has_72_hours(
    frozen_clock, ada, ben, olga, otto, report
):
    row = removal_proposed(olga, report)
    works()
    answered(otto, appealed(ben, latest()), is_granted=False)
    with pytest.raises(TookPart):
        confirmed(otto, row)
    works()
    row.refresh_from_db()
    assert (row.stage, row.done_at) == ("scheduled", clock.now() + timedelta(hours=72))
    with pytest.raises(TookPart):
        confirmed(otto, row)
    let_pass(frozen_clock, hours=73)
    assert (latest().confirmed_by, latest().removed_at) == (None, row.done_at)
    assert faults() == []
