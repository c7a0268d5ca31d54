"""Promise 6: terms bind only when both have agreed to the same version, byte for byte."""

import pytest

from handsel.kernel.refusals import Refusal
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.terms.agreement import agree, propose, withdraw
from handsel.work.terms.audit import checks
from handsel.work.terms.models import Agreement, Version
from handsel.work.terms.refusals import TermsChanged
from tests import factories
from tests.balances import escrow
from tests.time_travel import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


def sound():
    assert [fault for check in checks() for fault in check.faults] == []
    for version in Version.objects.filter(state="bound"):
        yes = Agreement.objects.filter(version=version, hash=version.hash)
        assert set(yes.values_list("side", flat=True)) == {"client", "freelancer"}
    return True


@pytest.mark.parametrize("spoil", [lambda hash: hash[::-1], lambda hash: hash[:-1], lambda hash: ""])
def test_another_hash_never_binds(ada, ben, spoil):
    job = factories.awarded(ada, ben)
    with pytest.raises(TermsChanged):
        agree(Actor(ben.pk), job, version=1, hash=spoil(job.versions.get().hash))
    assert not Version.objects.filter(state="bound").exists()


def test_agreeing_twice_at_once_binds_once(ada, ben):
    job = factories.awarded(ada, ben, 1000, 500)
    answers = at_once(*[lambda: factories.agreed(ben, job)] * 3)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert Milestone.objects.count() == 2
    assert sound()


@pytest.mark.parametrize("attempt", range(3))
def test_agreeing_while_the_other_side_proposes_binds_what_was_read_or_nothing(ada, ben, attempt):
    job = factories.awarded(ada, ben)
    read, cheaper = job.versions.get(), factories.terms(1)
    agreed, proposed = at_once(
        lambda: agree(Actor(ben.pk), job, version=1, hash=read.hash),
        lambda: propose(Actor(ada.pk), job, terms=cheaper, base=1),
    )
    bound = Version.objects.filter(job=job, state="bound").first()
    if isinstance(agreed, dict):
        assert bound == read
    else:
        assert isinstance(agreed, TermsChanged)
        assert (bound, isinstance(proposed, dict)) == (None, True)
    assert sound()


@pytest.mark.parametrize("attempt", range(3))
def test_agreeing_while_it_is_withdrawn_is_one_or_the_other(ada, ben, attempt):
    job = factories.awarded(ada, ben)
    answers = at_once(lambda: factories.agreed(ben, job), lambda: withdraw(Actor(ada.pk), job, version=1))
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    assert sound()


@pytest.mark.parametrize("attempt", range(3))
def test_a_change_and_a_release_at_once_never_touch_the_same_money(ada, ben, attempt):
    job = factories.funded(ada, ben, 1000)
    factories.proposed(ada, job, factories.changed_parts(job, 600))
    agreed, released = at_once(
        lambda: factories.agreed(ben, job), lambda: factories.released(ada, factories.first(job))
    )
    assert isinstance(agreed, dict) or isinstance(released, dict)
    assert sound()
    row = factories.first(job)
    assert (row.funded - row.released - row.refunded) == row.held == escrow()


def test_both_proposing_at_once_leaves_one_open_version(ada, ben):
    job = factories.awarded(ada, ben)
    answers = at_once(
        lambda: propose(Actor(ada.pk), job, terms=factories.terms(1), base=1),
        lambda: propose(Actor(ben.pk), job, terms=factories.terms(2), base=1),
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert Version.objects.filter(job=job, state="proposed").count() == 1
    assert Job.objects.get(pk=job.pk).stage == "in terms"
