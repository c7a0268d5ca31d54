"""Promise 7: nobody sees a job they take no part in, by any list that pages are made of."""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from handsel.money.invoices.models import Invoice
from handsel.money.rails.models import Deposit, Payout
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.search.models import IndexedEntry
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal, StatusReport
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.models import Version
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.factories import usd
from tests.made_once import made_once
from tests.web.scenario import work_all

pytestmark = pytest.mark.usefixtures("frozen_clock")

OF_BOTH = [
    Job,
    Milestone,
    StatusReport,
    RefundRequest,
    SplitProposal,
    Version,
    JobFile,
    Invoice,
    IndexedEntry,
]


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben, olga):
    """A job on which there is one of everything."""
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    job = factories.funded(ada, ben, 1000, 500, policy="dear")
    factories.deliver(ben, factories.first(job))
    release(Actor(ada.pk), factories.first(job), amount=usd(100))
    ask_refund(Actor(ada.pk), factories.first(job), amount=usd(1), reason="Less.")
    propose_split(Actor(ben.pk), factories.first(job), to_freelancer=usd(1), reason="Fair.")
    post(Actor(ben.pk), job, words="", files=keep([ContentFile(b"plan", "plan.txt")]))
    work_all()
    return job


@pytest.mark.parametrize("model", OF_BOTH)
def test_both_sides_see_it_and_strangers_and_operators_do_not(ada, ben, eve, olga, job, model):
    assert model.objects.of(ada).exists()
    assert model.objects.of(ben).exists()
    assert not model.objects.of(eve).exists()
    assert not model.objects.of(olga).exists()


def test_a_fee_invoice_is_for_its_payer_alone(ada, ben, job):
    kinds = [sorted(Invoice.objects.of(person).values_list("kind", flat=True)) for person in (ada, ben)]
    assert kinds == [["work"], ["fee", "work"]]


def test_somebody_with_other_jobs_sees_those_alone(ada, ben, eve, job):
    other = factories.bound(eve, ben)
    assert list(Job.objects.of(eve)) == [other]
    assert set(Job.objects.of(ben)) == {job, other}
    assert list(Version.objects.of(eve)) == [other.versions.get()]


def test_who_was_only_invited_sees_nothing_before_joining(ada, ben):
    factories.ensure_presets()
    award(Actor(ada.pk), ada, Awardee(email="ben@example.net"), factories.terms())
    assert not Job.objects.of(ben).exists()


@pytest.mark.parametrize("model", [Deposit, Payout])
def test_nobody_sees_anothers_money_on_its_way(ada, ben, job, model):
    assert not model.objects.of(ben).exists()


def test_every_table_that_belongs_to_a_job_can_say_whose_it_is():
    rows = [model for model in apps.get_models() if any(field.name == "job" for field in model._meta.fields)]
    assert Milestone in rows
    assert [model for model in rows if not hasattr(model.objects.all(), "of")] == []
