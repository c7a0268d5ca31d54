"""What was paid is claimed back: nothing freezes, and what comes of it is taken from earnings, or owed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handsel.kernel import clock
from handsel.kernel.identifiers import new
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails.debts import claimed_from, repay
from handsel.money.rails.payouts import request_payout
from handsel.money.rails.refusals import ClaimWaits
from handsel.people.calendars import house_calendar
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.deciding import decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.refusals import ClaimAmount, ClaimedBefore, ClaimLate, ExceedsDisputed
from handsel.trust.disputes.repaying import REPAY
from handsel.trust.disputes.settling import accept_dispute_offer, withdraw_any
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.refunds.refunding import refund_payment
from handsel.work.refunds.refusals import RefundWaits
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, offered, opened

COVERS = (
    "handsel.trust.disputes.claimed",
    "handsel.trust.disputes.repaying",
    "handsel.trust.disputes.subjects.claim",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """A job of $100.00 that is paid, and so complete."""
    factories.released(ada, factories.delivered(ada, ben, 100))
    return Job.objects.with_people().get()


def claimed(ada, job, amount=60, part=10, **more):
    payment = Invoice.objects.filter(corrects=None).order_by("number")[0].entry
    amount, part = (value if isinstance(value, Money) else usd(value) for value in (amount, part))
    shares = {"amount": amount, "to_freelancer": part, "payment": payment}
    open_claim(Actor(ada.pk), job, **{**shares, "reason": "It does not work.", **more})
    return latest()


def paid_out(ben, amount):
    request_payout(Actor(ben.pk), ben, amount, source=AccountKind.EARNINGS)


def debt(ben):
    return claimed_from(ben.party, "USD")


def test_a_claim_freezes_nothing(ada, ben, job):
    claim = claimed(ada, job)
    assert (claim.stage, claim.amount, claim.requested, claim.sheet, claim.milestone) == (
        *("opened", 6_000, 1_000),
        *(None, None),
    )
    paid_out(ben, usd(100))
    assert (earnings(ben), escrow()) == (usd(0), usd(0))
    assert faults() == []


def test_what_both_agree_on_comes_from_the_earnings_with_a_credit_note(ada, ben, job):
    claim, before = claimed(ada, job), wallet(ada)
    answered(ben, claim)
    offered(ben, claim, 35)
    accept_dispute_offer(Actor(ada.pk), claim, expected=usd(35))
    assert (earnings(ben), wallet(ada) - before, debt(ben)) == (usd(75), usd(25), usd(0))
    note = Invoice.objects.exclude(corrects=None).get()
    assert (note.amount, note.recipient.person) == (2_500, ada)
    assert faults() == []


def due(ada):
    rows = Account.objects.filter(owner=ada.party, kind=AccountKind.DUE)
    return Money(sum(row.balance for row in rows), "USD")


def test_what_the_earnings_lack_is_owed_and_reaches_the_client_from_later_ones(ada, ben, job):
    claim, before = claimed(ada, job), wallet(ada)
    paid_out(ben, usd(90))
    offered(ben, claim, 20)
    accept_dispute_offer(Actor(ada.pk), claim, expected=usd(20))
    assert (earnings(ben), wallet(ada) - before, debt(ben), due(ada)) == (usd(0), usd(10), usd(30), usd(30))
    factories.released(ada, factories.delivered(ada, ben, 50))
    with pytest.raises(ClaimWaits):
        paid_out(ben, usd(50))
    before = wallet(ada)
    facts = repay(Actor(ben.pk), ben, "USD", source=AccountKind.EARNINGS)
    assert facts["amount"] == 3_000
    assert (wallet(ada) - before, due(ada)) == (usd(30), usd(0))
    assert Entry.objects.get(kind="claim.received").chain.subject == ada.pk
    paid_out(ben, usd(20))
    assert (earnings(ben), debt(ben)) == (usd(0), usd(0))
    assert faults() == []


def test_who_owes_after_a_claim_refunds_nobody_else_before(ada, ben, olga, job):
    factories.rich(olga)
    factories.released(olga, factories.delivered(olga, ben, 100))
    other = Job.objects.with_people().latest("pk")
    payment = Invoice.objects.filter(job_number=other.pk, corrects=None)[0].entry
    claim = claimed(ada, job, 80, 0)
    paid_out(ben, usd(150))
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(0))
    factories.released(olga, factories.delivered(olga, ben, 60))
    for reason in ("For the same client.", "For another."):
        with pytest.raises(RefundWaits):
            refund_payment(Actor(ben.pk), other, payment=payment, amount=usd(10), reason=reason)
    assert (earnings(ben), debt(ben)) == (usd(60), usd(30))
    repay(Actor(ben.pk), ben, "USD", source=AccountKind.EARNINGS)
    refund_payment(Actor(ben.pk), other, payment=payment, amount=usd(10), reason="Now.")
    assert (earnings(ben), debt(ben)) == (usd(20), usd(0))
    assert faults() == []


def test_who_plays_both_sides_draws_nothing_from_the_house(ada, ben, job):
    claim, before = claimed(ada, job, 100, 0), wallet(ada)
    paid_out(ben, usd(100))
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(0))
    assert (wallet(ada), due(ada)) == (before, usd(100))
    with pytest.raises(Overdrawn):
        request_payout(Actor(ada.pk), ada, before + usd(0.01), source=AccountKind.WALLET)


def test_several_clients_are_paid_the_oldest_claim_first(ada, ben, olga, job):
    factories.rich(olga)
    factories.released(olga, factories.delivered(olga, ben, 100))
    other = Job.objects.with_people().latest("pk")
    payment = Invoice.objects.filter(job_number=other.pk, corrects=None)[0].entry
    paid_out(ben, usd(200))
    first = claimed(ada, job, 80, 0)
    accept_dispute_offer(Actor(ben.pk), first, expected=usd(0))
    second = claimed(olga, other, 70, 0, payment=payment)
    accept_dispute_offer(Actor(ben.pk), second, expected=usd(0))
    factories.released(ada, factories.delivered(ada, ben, 100))
    before = (wallet(ada), wallet(olga))
    repay(Actor(ben.pk), ben, "USD", source=AccountKind.EARNINGS)
    assert (wallet(ada) - before[0], wallet(olga) - before[1]) == (usd(80), usd(20))
    assert (debt(ben), due(ada), due(olga)) == (usd(50), usd(0), usd(50))
    assert faults() == []


@pytest.mark.parametrize("payer", FeePayer)
def test_its_fee_comes_back_in_proportion(ada, ben, olga, payer, frozen_clock):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=1_000, fee_payer=payer))
    factories.released(ada, factories.delivered(ada, ben, 100, policy="dear"))
    job, before = Job.objects.with_people().get(), wallet(ada)
    claim = claimed(ada, job, 50, 0)
    paid_out(ben, earnings(ben))
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(0))
    by_client = payer is FeePayer.CLIENT
    assert wallet(ada) - before == usd(5)
    assert due(ada) == debt(ben)
    assert (debt(ben), fees()) == (usd(50) if by_client else usd(45), usd(5))
    assert faults() == []


def test_an_operator_decides_it_and_another_the_appeal(ada, ben, olga, job, frozen_clock):
    claim, before = claimed(ada, job), wallet(ada)
    let_pass(frozen_clock, days=4)
    read_dispute(Actor(olga.pk), claim)
    decide_dispute(Actor(olga.pk), claim, to_freelancer=usd(20), reason="Half of it works.")
    assert wallet(ada) == before
    let_pass(frozen_clock, days=8)
    assert (latest().stage, wallet(ada) - before, earnings(ben)) == ("final", usd(40), usd(60))
    assert faults() == []


def test_by_default_what_was_paid_stays_with_the_freelancer(ada, ben, job, frozen_clock):
    claimed(ada, job)
    let_pass(frozen_clock, days=30)
    assert (latest().stage, latest().to_freelancer, earnings(ben)) == ("defaulted", 6_000, usd(100))
    assert faults() == []


def test_a_claim_is_withdrawn_and_nothing_moves(ada, ben, job):
    claim = claimed(ada, job)
    withdraw_any(Actor(ada.pk), claim)
    assert (latest().stage, earnings(ben)) == ("withdrawn", usd(100))
    with pytest.raises(ClaimedBefore):
        claimed(ada, job)
    assert faults() == []


def test_what_was_refunded_meanwhile_is_not_given_back_twice(ada, ben, job):
    claim, before = claimed(ada, job, 100, 0), wallet(ada)
    payment = claim.payment
    refund_payment(Actor(ben.pk), job, payment=payment, amount=usd(70), reason="Most of it.")
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(0))
    assert (earnings(ben), wallet(ada) - before) == (usd(0), usd(100))
    assert faults() == []


def test_a_bonus_may_be_claimed_too(ada, ben, frozen_clock):
    job = factories.funded(ada, ben, 100)
    pay_bonus(Actor(ada.pk), job, amount=usd(20), reason="Ahead of time.")
    offered(ben, claimed(ada, Job.objects.with_people().get(), 20, 0), 10)
    accept_dispute_offer(Actor(ada.pk), latest(), expected=usd(10))
    assert earnings(ben) == usd(10)
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"amount": 0, "part": 0}, ClaimAmount),
        ({"amount": 100.01}, ClaimAmount),
        ({"to_freelancer": usd(61)}, ExceedsDisputed),
        ({"to_freelancer": Money(-1, "USD")}, ExceedsDisputed),
        ({"reason": " "}, ReasonMissing),
        ({"payment": new()}, NotFound),
    ],
)
def test_a_claim_is_of_what_was_paid_with_a_reason(ada, job, change, refusal):
    with pytest.raises(refusal):
        claimed(ada, job, **change)


def test_only_the_client_claims_and_only_on_the_own_job(ada, ben, eve, job):
    for person in (ben, eve):
        with pytest.raises(NotFound):
            claimed(person, job)
    other = factories.funded(ada, ben, 50)
    with pytest.raises(NotFound):
        claimed(ada, Job.objects.with_people().get(pk=other.pk), 10, 0)


def test_it_is_claimed_within_30_days(ada, job, frozen_clock):
    ends = job.deadline(clock.now(), 30, house_calendar())
    frozen_clock(ends - timedelta(seconds=1))
    claimed(ada, job)
    Dispute.objects.all().delete()
    frozen_clock(ends)
    with pytest.raises(ClaimLate):
        claimed(ada, job)


def test_what_a_dispute_settled_is_not_claimed(ada, ben, frozen_clock):
    dispute = opened(ada, factories.delivered(ada, ben, 1000), 1000, 300)
    accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(300))
    with pytest.raises(ClaimedBefore):
        claimed(ada, Job.objects.with_people().get(), 100, 0)


def test_later_earnings_repay_it_by_themselves(ada, ben, job, frozen_clock):
    claim = claimed(ada, job, 100, 0)
    paid_out(ben, usd(100))
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(0))
    factories.released(ada, factories.delivered(ada, ben, 40))
    let_pass(frozen_clock, days=1)
    assert (debt(ben), earnings(ben)) == (usd(60), usd(0))
    factories.released(ada, factories.delivered(ada, ben, 100))
    let_pass(frozen_clock, days=1)
    assert (debt(ben), earnings(ben)) == (usd(0), usd(40))
    assert faults() == []


def test_a_payment_is_claimed_once_in_the_database(ada, job):
    claim = claimed(ada, job)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(
            job=job,
            payment=claim.payment,
            number=9,
            side="client",
            amount=1,
            requested=0,
            opened_at=clock.now(),
        )


def test_a_claim_is_in_the_currency_of_the_payment(ada, job):
    with pytest.raises(ClaimAmount):
        claimed(ada, job, amount=Money(5_000, "JPY"), part=Money(0, "JPY"))


def test_a_debt_that_nothing_collects_is_named(ada, ben, job):
    claim = claimed(ada, job)
    paid_out(ben, usd(100))
    accept_dispute_offer(Actor(ben.pk), claim, expected=usd(10))
    assert faults() == []
    Task.objects.filter(kind=REPAY).delete()
    assert any("nothing collects" in fault for fault in faults())
