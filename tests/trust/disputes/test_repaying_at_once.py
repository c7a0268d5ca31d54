"""Two people who owe each other after claims repay at one instant: nobody waits for the other."""

from functools import partial

import pytest
from django.db import connection

from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.debts import claimed_from, repay
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.settling import accept_dispute_offer
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import at_once
from tests.trust.disputing import latest

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def owes(client: Person, freelancer: Person) -> None:
    """Let a freelancer owe a client $10.00 after a claim, with nothing earned."""
    factories.rich(client)
    factories.released(client, factories.delivered(client, freelancer, 10))
    job = Job.objects.with_people().latest("pk")
    payment = Invoice.objects.get(job_number=job.pk, corrects=None, kind=Invoice.Kind.WORK).entry
    request_payout(Actor(freelancer.pk), freelancer, usd(10), source=AccountKind.EARNINGS)
    shares = {"amount": usd(10), "to_freelancer": usd(0)}
    open_claim(Actor(client.pk), job, payment=payment, reason="It does not work.", **shares)
    accept_dispute_offer(Actor(freelancer.pk), latest(), expected=usd(0))


def deadlocks() -> int:
    """How many deadlocks the database has seen; SQLite knows none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def test_two_who_repay_each_other_at_once_do_not_wait_for_each_other(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    owes(ada, ben)
    owes(ben, ada)
    before = deadlocks()
    for _ in range(ROUNDS):
        factories.released(ada, factories.delivered(ada, ben, 1))
        factories.released(ben, factories.delivered(ben, ada, 1))
        repaid = at_once(
            *[
                partial(repay, Actor(person.pk), person, "USD", source=AccountKind.EARNINGS)
                for person in (ada, ben)
            ]
        )
        assert [facts["amount"] for facts in repaid] == [100, 100]
    assert deadlocks() == before
    assert [claimed_from(person.party, "USD") for person in (ada, ben)] == [usd(10 - ROUNDS)] * 2
    assert (earnings(ada), earnings(ben)) == (usd(0), usd(0))
    assert faults() == []
