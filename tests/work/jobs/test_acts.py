"""The one shape of every act: locked, whole, once, on the record, and by a side that may."""

import pytest

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import KeyReused, NotFound
from handsel.money.ledger.models import Transfer
from handsel.record.deeds import By
from handsel.record.models import Chain, Entry
from handsel.work.jobs.acts import act
from handsel.work.jobs.refusals import JobClosed
from handsel.work.jobs.stages import JobStage, Side
from handsel.work.milestones.release import release
from handsel.work.terms.award import withdraw_award
from tests import making
from tests.making import usd
from tests.purses import earnings

pytestmark = pytest.mark.usefixtures("told")


@act("word.said", Side.CLIENT, Side.HOUSE)
def say(deed, job, *, word):
    return {"word": word, "side": deed.side, "stage": job.stage}


@act("word.written", Side.FREELANCER, closed=True)
def write(deed, milestone, word):
    return {"word": word, "job": milestone.job.pk, "same": milestone.job is deed.job}


def test_it_goes_on_the_chain_of_its_job_with_what_the_body_says(ada, ben):
    job = making.awarded(ada, ben)
    assert say(By(ada.pk), job, word="hello") == {"word": "hello", "side": "client", "stage": "awarded"}
    entry = Entry.objects.get(kind="word.said")
    assert (entry.kind, entry.chain.kind, entry.chain.subject) == ("word.said", Chain.Kind.JOB, job.uuid)
    assert entry.facts["word"] == "hello"


def test_only_its_sides_may_and_nobody_else_learns_that_it_is_there(ada, ben, eve, olga):
    job = making.awarded(ada, ben)
    for actor, side in ((ada.pk, "client"), (olga.pk, "house"), (HOUSE, "house")):
        assert say(By(actor), job, word="hello")["side"] == side
    before = Entry.objects.count()
    for person in (ben, eve):
        with pytest.raises(NotFound):
            say(By(person.pk), job, word="hello")
    assert Entry.objects.count() == before


def test_an_operator_who_is_a_side_acts_as_that_side(ada, ben):
    job = making.awarded(ada, ben)
    ada.is_operator = True
    ada.save()
    assert say(By(ada.pk), job, word="hello")["side"] == "client"


def test_it_sees_the_row_as_it_is_now(ada, ben):
    job = making.awarded(ada, ben)
    making.agreed(ben, job)
    assert job.stage == "awarded"
    assert say(By(ada.pk), job, word="hello")["stage"] == "working"


def test_it_may_be_on_what_belongs_to_a_job(ada, ben):
    milestone = making.first(making.bound(ada, ben))
    assert write(By(ben.pk), milestone, "hello") == {
        "word": "hello",
        "job": milestone.job.pk,
        "same": True,
    }


def test_a_closed_job_refuses_all_but_what_is_for_closed_ones_too(ada, ben):
    milestone = making.delivered(ada, ben)
    making.released(ada, milestone)
    with pytest.raises(JobClosed):
        say(By(ada.pk), milestone.job, word="hello")
    assert write(By(ben.pk), milestone, "hello")["word"] == "hello"


def test_asked_twice_it_happens_once_and_answers_the_same(ada, ben):
    milestone, by = making.delivered(ada, ben), By(ada.pk)
    first = release(by, milestone, amount=usd(400))
    transfers = Transfer.objects.count()
    assert release(by, making.first(milestone.job), amount=usd(400)) == first
    assert (Transfer.objects.count(), earnings(ben)) == (transfers, usd(400))


def test_the_answer_stays_the_same_after_the_job_closed(ada, ben):
    milestone, by = making.delivered(ada, ben), By(ada.pk)
    first = release(by, milestone, amount=usd(1000))
    assert release(by, milestone, amount=usd(1000)) == first


def test_the_same_key_with_other_content_is_refused(ada, ben):
    milestone, by = making.delivered(ada, ben), By(ada.pk)
    release(by, milestone, amount=usd(400))
    with pytest.raises(KeyReused):
        release(by, milestone, amount=usd(401))
    with pytest.raises(KeyReused):
        say(by, milestone.job, word="hello")
    assert earnings(ben) == usd(400)


def test_the_same_key_on_another_milestone_is_refused(ada, ben):
    job, by = making.funded(ada, ben, 100, 100), By(ada.pk)
    first, second = job.milestones.select_related("job")
    release(by, first, amount=usd(100))
    with pytest.raises(KeyReused):
        release(by, second, amount=usd(100))


def test_closing_stops_the_clocks_of_the_whole_job(ada, ben):
    job = making.awarded(ada, ben)
    withdraw_award(By(ada.pk), job)
    job.refresh_from_db()
    assert (job.stage, job.lapses_at, job.ending_at) == (JobStage.CANCELLED, None, None)
    assert job.closed_at is not None
