"""A bonus goes from the wallet to the earnings at once, with its fee and invoices, on either kind of job."""

import pytest

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.escrow import audit as escrow
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.bonuses import audit as bonuses
from handsel.work.bonuses.models import Bonus
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.bonuses.refusals import BonusAmount
from handsel.work.jobs.models import Job
from handsel.work.jobs.paid import paid
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from tests import factories
from tests.factories import usd
from tests.replaying import differences

COVERS = (
    "handsel.work.bonuses.entries",
    "handsel.work.bonuses.models",
    "handsel.work.bonuses.refusals",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def pays(ada, job, amount=50, reason="Ahead of time.", **key):
    return pay_bonus(Actor(ada.pk, **key), job, amount=usd(amount), reason=reason)


def balance(person, kind):
    return balance_of(account_of(person.party, kind, "USD"))


@pytest.fixture(params=["fixed price", "hourly"])
def job(request, frozen_clock, ada, ben):
    factories.rich(ada, 1_000)
    if request.param == "hourly":
        return factories.hourly_bound(ada, ben)
    return factories.bound(ada, ben)


def test_it_reaches_the_earnings_with_an_invoice_and_on_the_record(ada, ben, job):
    facts = pays(ada, job)
    assert balance(ada, AccountKind.WALLET) == usd(950)
    assert balance(ben, AccountKind.EARNINGS) == usd(50)
    invoice = Invoice.objects.get(kind="work")
    assert (invoice.line, invoice.money, invoice.label) == (
        "Bonus: Ahead of time.",
        usd(50),
        facts["invoice"],
    )
    bonus = Bonus.objects.get()
    assert (bonus.money, bonus.reason, bonus.held) == (usd(50), "Ahead of time.", usd(0))
    assert paid(Job.objects.get(pk=job.pk)) == usd(50)
    assert differences() == []


@pytest.mark.parametrize(
    ("payer", "spent", "earned"), [(FeePayer.CLIENT, 55, 50), (FeePayer.FREELANCER, 50, 45)]
)
def test_the_fee_of_the_policy_is_taken(ada, ben, olga, frozen_clock, payer, spent, earned):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=1_000, fee_payer=payer))
    factories.rich(ada, 1_000)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(policy="dear"))
    pays(ada, job)
    assert usd(1_000) - balance(ada, AccountKind.WALLET) == usd(spent)
    assert balance(ben, AccountKind.EARNINGS) == usd(earned)
    assert [row for check in (*escrow.checks(), *bonuses.checks()) for row in check.faults] == []


def test_a_form_sent_twice_pays_once(ada, ben, job):
    key = Actor(ada.pk).key
    assert pays(ada, job, key=key) == pays(ada, job, key=key)
    assert balance(ben, AccountKind.EARNINGS) == usd(50)


def test_a_wallet_with_too_little_pays_nothing(ada, ben, job):
    with pytest.raises(Overdrawn):
        pays(ada, job, 1_001)
    assert balance(ben, AccountKind.EARNINGS) == usd(0)
    assert not Bonus.objects.exists()
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    ("amount", "reason", "refusal"),
    [
        (usd(0), "Thanks.", BonusAmount),
        (Money(-1, "USD"), "Thanks.", BonusAmount),
        (Money(500, "EUR"), "Thanks.", BonusAmount),
        (usd(5), " \u3164", ReasonMissing),
    ],
)
def test_what_is_no_bonus_is_refused(ada, job, amount, reason, refusal):
    with pytest.raises(refusal):
        pay_bonus(Actor(ada.pk), job, amount=amount, reason=reason)
    assert not Entry.objects.filter(kind="bonus.paid").exists()


def test_only_the_client_pays_and_only_once_terms_bind(ada, ben, eve, job):
    for person in (ben, eve):
        with pytest.raises(NotFound):
            pays(person, job)
    with pytest.raises(InvalidState):
        pays(ada, factories.awarded(ada, ben))


def test_a_job_that_is_complete_takes_one_and_stays_complete(ada, ben, frozen_clock):
    factories.rich(ada)
    milestone = factories.delivered(ada, ben, 300)
    factories.released(ada, milestone)
    job = Job.objects.with_people().get(pk=milestone.job_id)
    assert job.stage == "complete"
    pays(ada, job)
    assert Job.objects.get(pk=job.pk).stage == "complete"
    assert paid(job) == usd(350)
    assert differences() == []
