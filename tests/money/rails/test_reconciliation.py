"""Reconciling: what a rail moved and the site did not book, or booked otherwise, is named."""

from typing import Any

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import payouts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.reconciliation import Discrepancy, reconcile
from handsel.money.rails.sandbox.models import SandboxTransfer
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def moved(ada: Person) -> tuple[Deposit, Payout]:
    """A deposit of $100, and a payout of $60."""
    factories.rich(ada, 100)
    payouts.request_payout(Actor(ada.pk), ada, usd(60), source=AccountKind.WALLET)
    work(TASK_HANDLERS)
    return Deposit.objects.get(), Payout.objects.get()


def differences() -> list[Discrepancy]:
    return list(reconcile("sandbox", clock.now()))


def test_books_that_agree_differ_in_nothing(moved: Any) -> None:
    assert differences() == []


def test_a_transfer_that_the_rail_does_not_know_is_named(moved: tuple[Deposit, Payout]) -> None:
    deposit, _ = moved
    SandboxTransfer.objects.filter(pk=deposit.pk).delete()
    assert differences() == [Discrepancy("sandbox", deposit.pk, "USD", (10_000,), ())]


def test_a_transfer_that_the_site_does_not_know_is_named(moved: tuple[Deposit, Payout]) -> None:
    _, payout = moved
    Payout.objects.filter(pk=payout.pk).delete()
    assert differences() == [
        Discrepancy("sandbox", payout.pk, "USD", (), (-6_000,)),
        Discrepancy("sandbox", None, "USD", (4_000,), (10_000,)),
    ]


def test_another_amount_is_named(moved: tuple[Deposit, Payout]) -> None:
    deposit, _ = moved
    Deposit.objects.filter(pk=deposit.pk).update(amount=9_900)
    assert differences() == [
        Discrepancy("sandbox", deposit.pk, "USD", (9_900,), (10_000,)),
        Discrepancy("sandbox", None, "USD", (4_000,), (3_900,)),
    ]


def test_what_has_moved_since_is_no_difference(frozen_clock: FrozenClock, ada: Person) -> None:
    until = clock.now()
    frozen_clock.passes(minutes=1)
    factories.rich(ada, 100)
    assert list(reconcile("sandbox", until)) == []
    Deposit.objects.update(ended_at=until)
    assert list(reconcile("sandbox", until)) == [
        Discrepancy("sandbox", Deposit.objects.get().pk, "USD", (10_000,), ())
    ]


def test_what_a_task_is_about_to_take_is_no_difference(ada: Person) -> None:
    factories.rich(ada, 100)
    payout = payouts.request_payout(Actor(ada.pk), ada, usd(60), source=AccountKind.WALLET)
    assert differences() == []
    Task.objects.filter(kind=payouts.STEP).update(given_up_at=clock.now())
    assert differences() == [Discrepancy("sandbox", payout.pk, "USD", (), (-6_000,))]
