"""Both sides agree to work elsewhere: the client pays the fee of the policy, and nobody warns any more."""

import pytest
from django.db import IntegrityError, transaction

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel.refusals import NotFound
from handsel.money.escrow import audit as escrow
from handsel.money.invoices.issuing import number_fees
from handsel.money.invoices.models import Invoice
from handsel.money.ledger import audit as ledger
from handsel.money.ledger.accounts import account_of, balance_of, house_account
from handsel.money.ledger.models import AccountKind
from handsel.notices.models import Notice
from handsel.policy.publishing import publish
from handsel.policy.rules import DetectionMode, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.trust.conduct.flagging import check_message
from handsel.trust.conduct.models import Flag
from handsel.work.exits.agreeing import (
    agree_to_exit,
    decline_exit,
    may_work_elsewhere,
    propose_exit,
    withdraw_exit,
)
from handsel.work.exits.models import Exit
from handsel.work.exits.refusals import ExitAgreed, ExitFeeShort, ExitProposed
from handsel.work.jobs.refusals import InvalidState
from handsel.work.workroom.posting import post
from handsel.work.workroom.warning import SeemsOffPlatform
from tests import factories
from tests.factories import usd
from tests.replaying import differences

COVERS = (
    "handsel.money.escrow.exit_fee",
    "handsel.work.exits.entries",
    "handsel.work.exits.models",
    "handsel.work.exits.refusals",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")
ASKS = "Please send that part to my PayPal, then we save the fee."


@pytest.fixture
def job(frozen_clock, ada, ben, olga):
    publish(Actor(olga.pk), "priced", Rules(exit_fee=5_000))
    factories.rich(ada, 80)
    return factories.hourly_bound(ada, ben, factories.hourly_terms(policy="priced"))


def proposed(person, job, note=""):
    propose_exit(Actor(person.pk), job, note=note)
    return Exit.objects.select_related("job").get(stage="proposed")


def wallet(person):
    return balance_of(account_of(person.party, AccountKind.WALLET, "USD"))


def faults():
    return [fault for check in (*ledger.checks(), *escrow.checks()) for fault in check.faults]


@pytest.mark.parametrize("asks", ["ada", "ben"])
def test_whoever_proposes_the_client_pays_the_fee_once_with_an_invoice(ada, ben, job, asks):
    proposer, answerer = (ada, ben) if asks == "ada" else (ben, ada)
    facts = agree_to_exit(Actor(answerer.pk), proposed(proposer, job))
    assert wallet(ada) == usd(30)
    assert balance_of(house_account(AccountKind.FEES, "USD")) == usd(50)
    number_fees("", Entry.objects.last().at)
    invoice = Invoice.objects.get()
    assert (invoice.kind, invoice.recipient, invoice.money, invoice.label) == (
        "fee",
        ada.party,
        usd(50),
        "H-0001",
    )
    assert facts["invoices"][0]["amount"] == 5_000
    assert differences() == []
    assert faults() == []


def test_without_a_fee_no_money_moves_and_nothing_is_invoiced(ada, ben):
    row = proposed(ada, factories.bound(ada, ben))
    assert agree_to_exit(Actor(ben.pk), row)["invoices"] == []
    assert not Invoice.objects.exists()


def test_a_form_sent_twice_pays_once(ada, ben, job):
    row, key = proposed(ben, job), Actor(ada.pk).key
    first = agree_to_exit(Actor(ada.pk, key=key), row)
    assert agree_to_exit(Actor(ada.pk, key=key), row) == first
    assert wallet(ada) == usd(30)


def test_a_wallet_that_is_short_agrees_to_nothing_and_the_proposal_stays(ada, ben, job):
    row = proposed(ada, job)
    Exit.objects.update(fee=8_001)
    with pytest.raises(ExitFeeShort):
        agree_to_exit(Actor(ben.pk), row)
    assert wallet(ada) == usd(80)
    assert Exit.objects.get().stage == "proposed"


def test_both_are_told_and_the_proposal_waits_until_it_is_answered(ada, ben, job):
    row = proposed(ada, job, note="We will meet in my office.")
    agree_to_exit(Actor(ben.pk), row)
    while work(TASK_HANDLERS):
        pass
    titles = {notice.person: notice.title for notice in Notice.objects.order_by("pk")}
    assert titles[ada] == "Ben Okafor agreed: you both may work elsewhere"
    assert titles[ben] == "You agreed: you both may work elsewhere"


def test_only_the_other_side_answers_and_only_its_writer_withdraws(ada, ben, eve, job):
    row = proposed(ada, job)
    for act, person in (
        (agree_to_exit, ada),
        (decline_exit, ada),
        (withdraw_exit, ben),
        (agree_to_exit, eve),
    ):
        with pytest.raises(NotFound):
            act(Actor(person.pk), row)
    with pytest.raises(NotFound):
        propose_exit(Actor(eve.pk), job)


@pytest.mark.parametrize(("answer", "by"), [(decline_exit, "ben"), (withdraw_exit, "ada")])
def test_what_was_declined_or_withdrawn_may_be_proposed_again(request, ada, job, answer, by):
    row = proposed(ada, job)
    answer(Actor(request.getfixturevalue(by).pk), row)
    assert not may_work_elsewhere(job)
    assert proposed(ada, job).number == 2
    assert differences() == []


def test_an_answer_ends_it(ada, ben, job):
    row = proposed(ada, job)
    decline_exit(Actor(ben.pk), row)
    with pytest.raises(InvalidState):
        agree_to_exit(Actor(ben.pk), row)


def test_it_takes_terms_that_bind(ada, ben):
    with pytest.raises(InvalidState):
        propose_exit(Actor(ada.pk), factories.awarded(ada, ben))


def test_two_people_have_one_for_all_their_jobs(ada, ben, job):
    other = factories.bound(ben, ada)
    row = proposed(ada, job)
    with pytest.raises(ExitProposed):
        propose_exit(Actor(ben.pk), other)
    agree_to_exit(Actor(ben.pk), row)
    assert may_work_elsewhere(other)
    with pytest.raises(ExitAgreed):
        propose_exit(Actor(ada.pk), other)


def test_nobody_else_may_work_elsewhere_by_it(ada, ben, eve, job):
    agree_to_exit(Actor(ben.pk), proposed(ada, job))
    assert not may_work_elsewhere(factories.bound(ada, eve))
    assert not may_work_elsewhere(factories.bound(eve, ben))


def test_nobody_is_warned_after_it(ada, ben, job):
    with pytest.raises(SeemsOffPlatform):
        post(Actor(ben.pk), job, words=ASKS, files=[])
    agree_to_exit(Actor(ben.pk), proposed(ada, job))
    post(Actor(ben.pk), job, words=ASKS, files=[])


@pytest.mark.parametrize("agreed", [False, True])
def test_nothing_is_flagged_after_it(ada, ben, olga, agreed):
    publish(Actor(olga.pk), "flagging", Rules(detection=DetectionMode.FLAG))
    job = factories.bound(ada, ben, policy="flagging")
    if agreed:
        agree_to_exit(Actor(ben.pk), proposed(ada, job))
    post(Actor(ben.pk), job, words=ASKS, files=[])
    entry = Entry.objects.get(kind="message.posted")
    check_message(str(entry.pk), entry.at)
    assert Flag.objects.exists() is not agreed


def test_the_database_refuses_a_second_one_in_a_job(ada, ben, job):
    row = proposed(ada, job)
    row.pk, row.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
