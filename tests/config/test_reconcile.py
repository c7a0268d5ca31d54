"""`handsel reconcile`: what it prints and how it ends."""

import pytest

from handsel.config.reconcile import main
from handsel.money.rails.models import Deposit
from handsel.people.models import Person
from handsel.tasks.models import Task
from tests import factories


def test_books_that_agree_end_with_zero(ada: Person, capsys: pytest.CaptureFixture[str]) -> None:
    factories.rich(ada, 100)
    assert main() == 0
    assert capsys.readouterr().out == "sandbox: the statement and the books agree.\n"


def test_each_difference_is_a_line_and_ends_with_one(ada: Person, capsys: pytest.CaptureFixture[str]) -> None:
    factories.rich(ada, 1_000)
    deposit = Deposit.objects.get()
    Deposit.objects.update(state="returned")
    Task.objects.all().delete()
    assert main() == 1
    assert capsys.readouterr().out == (
        f"sandbox: transfer {deposit.pk} in USD: booked -100,000 and 100,000, stated 100,000.\n"
        "sandbox: the account in USD: booked 100,000, stated 0.\n"
    )
