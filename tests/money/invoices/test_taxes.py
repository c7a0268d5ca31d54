"""The tax inside an amount that was agreed with tax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.money.invoices.taxes import TaxSplit, split


@pytest.mark.parametrize(
    ("amount", "basis_points", "tax"),
    [
        (12_500, 2500, 2500),
        (11_900, 1900, 1900),
        (10_000, 0, 0),
        (10_000, 2500, 2000),
        (10_000, 1900, 1597),
        (3, 10_000, 2),
        (1, 2500, 0),
        (0, 2500, 0),
    ],
)
def test_the_tax_contained_at_a_rate(amount, basis_points, tax):
    assert split(amount, basis_points) == TaxSplit(amount - tax, tax)


@given(st.integers(0, 10**14), st.integers(0, 10_000))
def test_net_and_tax_make_the_amount_and_are_true_to_the_rate(amount, basis_points):
    parts = split(amount, basis_points)
    assert parts.net + parts.tax == amount
    assert 2 * abs(parts.tax * (10_000 + basis_points) - amount * basis_points) <= 10_000 + basis_points
