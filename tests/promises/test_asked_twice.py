"""Promise 5: an act asked for twice happens once and answers the same; other content is an error."""

import pytest

from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.models import Transfer
from handsel.money.rails import deposits
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.milestones.funding import charge_of, fund
from handsel.work.milestones.models import StatusReport
from handsel.work.milestones.release import release
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.terms.agreement import agree, propose
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.ending import end_job
from handsel.work.workroom.posting import post
from tests import factories
from tests.balances import earnings, wallet
from tests.factories import usd
from tests.time_travel import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


def counts():
    return [model.objects.count() for model in (Entry, Transfer, Job, StatusReport)]


def _same(do):
    """Do it; again it must change nothing and answer the same."""
    first = do()
    after = counts()
    assert do() == first
    assert counts() == after
    return first


def test_a_whole_job_of_acts_each_asked_for_twice(ada, ben):
    factories.ensure_presets()
    by = [Actor(ada.pk) for _ in range(9)]
    bens = [Actor(ben.pk) for _ in range(9)]
    terms, dearer = factories.terms(1000, 500), factories.terms(1200, 500)
    job = _same(lambda: award(by[0], ada, Awardee(ben), terms))
    _same(lambda: propose(bens[0], job, terms=dearer, base=1))
    _same(lambda: agree(by[1], job, version=2, hash=dearer.hash))
    _same(lambda: post(by[2], job, words="Hello.", files=[]))
    _same(lambda: deposits.request_deposit(by[3], ada, usd(1700)).pk)
    job = Job.objects.with_people().get(pk=job.pk)
    rows = list(job.milestones.select_related("holding", "job"))
    whole = charge_of(job, rows).whole
    _same(lambda: fund(by[4], job, milestones=[row.pk for row in rows], expected=whole))
    lines, words = [ReportLineInput(rows[0].pk, 100, "All of it.")], ReportText("Done.")
    _same(lambda: send_report(bens[1], job, week=factories.this_week(), lines=lines, words=words))
    _same(lambda: release(by[5], rows[0], amount=usd(1200)))
    _same(lambda: end_job(bens[2], job, reason="Enough."))
    assert (earnings(ben), wallet(ada)) == (usd(1200), usd(500))
    assert Job.objects.get().stage == "complete"


def test_at_once_it_happens_once_and_both_hear_the_same(ada, ben):
    milestone, by = factories.delivered(ada, ben, 1000), Actor(ada.pk)
    first, second = at_once(*[lambda: release(by, milestone, amount=usd(400))] * 2)
    assert first == second
    assert (earnings(ben), Entry.objects.filter(kind="milestone.released").count()) == (usd(400), 1)


def test_one_award_asked_for_at_once_is_one_job(ada, ben):
    factories.ensure_presets()
    by, terms = Actor(ada.pk), factories.terms()
    jobs = at_once(*[lambda: award(by, ada, Awardee(ben), terms)] * 3)
    assert jobs == [Job.objects.get()] * 3


@pytest.mark.parametrize("ending", ["settles", "returns"])
def test_one_deposit_asked_for_at_once_comes_in_once(ada, ending):
    by, options = Actor(ada.pk), {"outcome": ending}
    made = at_once(*[lambda: deposits.request_deposit(by, ada, usd(100), options=options)] * 3)
    assert [deposit.state for deposit in made] == ["settled"] * 3
    assert wallet(ada) == usd(100)


def test_other_content_under_the_same_key_is_an_error_also_at_once(ada, ben):
    milestone, by = factories.delivered(ada, ben, 1000), Actor(ada.pk)
    answers = at_once(*[lambda part=part: release(by, milestone, amount=usd(part)) for part in (100, 200)])
    assert [type(answer) for answer in answers].count(KeyReused) == 1
    assert earnings(ben) in (usd(100), usd(200))


@pytest.mark.parametrize("attempt", range(5))
def test_the_same_key_on_two_jobs_at_once_is_an_error_for_one(ada, ben, attempt):
    jobs, by = [factories.awarded(ada, ben) for _ in range(2)], Actor(ada.pk)
    answers = at_once(*[lambda job=job: post(by, job, words="Hello.", files=[]) for job in jobs])
    assert [type(answer) for answer in answers].count(KeyReused) == 1
    assert Entry.objects.filter(kind="message.posted").count() == 1
