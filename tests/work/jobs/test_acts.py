"""How every act runs: locked, atomic, once, on the record, and only by a side that may."""

import pytest

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import KeyReused, NotFound
from handsel.money.ledger.models import Transfer
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from handsel.work.jobs.acts import act
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.jobs.refusals import JobClosed
from handsel.work.milestones.release import release
from handsel.work.terms.award import withdraw_award
from tests import factories
from tests.balances import earnings
from tests.factories import usd
from tests.kinds import SAID, WRITTEN

pytestmark = pytest.mark.usefixtures("frozen_clock")


@act(SAID, Side.CLIENT, Side.HOUSE)
def say(context, job, *, word):
    return {"word": word, "side": context.side, "stage": job.stage}


@act(WRITTEN, Side.FREELANCER, closed=True)
def write(context, milestone, word):
    return {"word": word, "job": milestone.job.pk, "same": milestone.job is context.job}


def test_it_goes_on_the_chain_of_its_job_with_what_the_body_says(ada, ben):
    job = factories.awarded(ada, ben)
    assert say(Actor(ada.pk), job, word="hello") == {"word": "hello", "side": "client", "stage": "awarded"}
    entry = Entry.objects.get(kind="word.said")
    assert (entry.kind, entry.chain.kind, entry.chain.subject) == ("word.said", Chain.Kind.JOB, job.uuid)
    assert entry.facts["word"] == "hello"


def test_only_its_sides_may_and_nobody_else_learns_that_it_is_there(ada, ben, eve, olga):
    job = factories.awarded(ada, ben)
    for actor, side in ((ada.pk, "client"), (olga.pk, "house"), (HOUSE, "house")):
        assert say(Actor(actor), job, word="hello")["side"] == side
    before = Entry.objects.count()
    for person in (ben, eve):
        with pytest.raises(NotFound):
            say(Actor(person.pk), job, word="hello")
    assert Entry.objects.count() == before


def test_an_operator_who_is_a_side_acts_as_that_side(ada, ben):
    job = factories.awarded(ada, ben)
    ada.is_operator = True
    ada.save()
    assert say(Actor(ada.pk), job, word="hello")["side"] == "client"


def test_it_sees_the_row_as_it_is_now(ada, ben):
    job = factories.awarded(ada, ben)
    factories.agreed(ben, job)
    assert job.stage == "awarded"
    assert say(Actor(ada.pk), job, word="hello")["stage"] == "working"


def test_it_may_be_on_what_belongs_to_a_job(ada, ben):
    milestone = factories.first(factories.bound(ada, ben))
    assert write(Actor(ben.pk), milestone, "hello") == {
        "word": "hello",
        "job": milestone.job.pk,
        "same": True,
    }


def test_a_closed_job_refuses_all_but_what_is_for_closed_ones_too(ada, ben):
    milestone = factories.delivered(ada, ben)
    factories.released(ada, milestone)
    with pytest.raises(JobClosed):
        say(Actor(ada.pk), milestone.job, word="hello")
    assert write(Actor(ben.pk), milestone, "hello")["word"] == "hello"


def test_asked_twice_it_happens_once_and_answers_the_same(ada, ben):
    milestone, by = factories.delivered(ada, ben), Actor(ada.pk)
    first = release(by, milestone, amount=usd(400))
    transfers = Transfer.objects.count()
    assert release(by, factories.first(milestone.job), amount=usd(400)) == first
    assert (Transfer.objects.count(), earnings(ben)) == (transfers, usd(400))


def test_the_answer_stays_the_same_after_the_job_closed(ada, ben):
    milestone, by = factories.delivered(ada, ben), Actor(ada.pk)
    first = release(by, milestone, amount=usd(1000))
    assert release(by, milestone, amount=usd(1000)) == first


def test_the_same_key_with_other_content_is_refused(ada, ben):
    milestone, by = factories.delivered(ada, ben), Actor(ada.pk)
    release(by, milestone, amount=usd(400))
    with pytest.raises(KeyReused):
        release(by, milestone, amount=usd(401))
    with pytest.raises(KeyReused):
        say(by, milestone.job, word="hello")
    assert earnings(ben) == usd(400)


def test_the_same_key_on_another_milestone_is_refused(ada, ben):
    job, by = factories.funded(ada, ben, 100, 100), Actor(ada.pk)
    first, second = job.milestones.select_related("job")
    release(by, first, amount=usd(100))
    with pytest.raises(KeyReused):
        release(by, second, amount=usd(100))


def test_closing_stops_the_clocks_of_the_whole_job(ada, ben):
    job = factories.awarded(ada, ben)
    withdraw_award(Actor(ada.pk), job)
    job.refresh_from_db()
    assert (job.stage, job.lapses_at, job.ending_at) == (JobStage.CANCELLED, None, None)
    assert job.closed_at is not None
