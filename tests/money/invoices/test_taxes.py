"""The tax inside an amount that was agreed with tax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.money.invoices.taxes import TaxSplit, split


@pytest.mark.parametrize(
    ("amount", "millipercent", "tax"),
    [
        (12_500, 25_000, 2500),
        (11_900, 19_000, 1900),
        (10_000, 0, 0),
        (10_000, 25_000, 2000),
        (10_000, 19_000, 1597),
        (3, 100_000, 2),
        (1, 25_000, 0),
        (0, 25_000, 0),
        (1_088_750, 8_875, 88_750),
        (1_099_750, 9_975, 99_750),
    ],
)
def test_the_tax_contained_at_a_rate(amount, millipercent, tax):
    assert split(amount, millipercent) == TaxSplit(amount - tax, tax)


@given(st.integers(0, 10**14), st.integers(0, 100_000))
def test_net_and_tax_make_the_amount_and_are_true_to_the_rate(amount, millipercent):
    parts = split(amount, millipercent)
    assert parts.net + parts.tax == amount
    assert 2 * abs(parts.tax * (100_000 + millipercent) - amount * millipercent) <= 100_000 + millipercent
