"""Amounts read as the design writes them."""

import pytest

from handsel.kernel.money import Money
from handsel.ui.money_format import money_data, money_text, percent_text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (124000, "USD", "$1,240.00"),
        (-124000, "USD", "−$1,240.00"),
        (0, "USD", "$0.00"),
        (5, "EUR", "€0.05"),
        (-1, "GBP", "−£0.01"),
        (1500, "JPY", "¥1,500"),
        (320000, "NOK", "NOK\xa03,200.00"),
        (10**14, "USD", "$1,000,000,000,000.00"),
    ],
)
def test_an_amount_is_written_in_full(minor: int, currency: str, text: str) -> None:
    assert money_text(Money(minor, currency)) == text


@pytest.mark.parametrize(("minor", "text"), [(500, "+$5.00"), (-500, "−$5.00"), (0, "$0.00")])
def test_a_signed_amount_says_which_way_it_went(minor: int, text: str) -> None:
    assert money_text(Money(minor, "USD"), signed=True) == text


@pytest.mark.parametrize(
    ("minor", "value"), [(124000, "1240"), (1250, "12.5"), (1205, "12.05"), (-100, "-1"), (0, "0")]
)
def test_the_machine_value_is_in_major_units(minor: int, value: str) -> None:
    amount = Money(minor, "USD")
    assert money_data(amount) == f'<data class="money" value="{value}">{money_text(amount)}</data>'


@pytest.mark.parametrize(("basis_points", "text"), [(0, "0%"), (500, "5%"), (250, "2.5%"), (1, "0.01%")])
def test_a_share_is_written_in_percent(basis_points: int, text: str) -> None:
    assert percent_text(basis_points) == text
