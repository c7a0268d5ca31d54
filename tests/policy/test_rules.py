"""The numbers of a policy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.policy.rules import PRESETS, DetectionMode, FeePayer, Rules, fee_of


@pytest.mark.parametrize(
    ("amount", "points", "fee"), [(1000, 0, 0), (1000, 500, 50), (10, 500, 1), (9, 500, 0), (1, 10_000, 1)]
)
def test_a_fee_is_rounded_half_up(amount, points, fee):
    assert fee_of(amount, points) == fee


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10_000))
def test_a_larger_amount_never_costs_less(amount, more, points):
    assert 0 <= fee_of(amount + more, points) - fee_of(amount, points) <= more + 1


def test_classic_is_what_the_rules_of_the_house_say():
    payer, mode = FeePayer.FREELANCER, DetectionMode.WARN
    assert PRESETS["classic"] == Rules(14, 14, 7, 7, 5, 3, 5, 5, 10, 30, 180, 0, payer, mode, 0, 0, "", ())


def test_the_presets_differ_where_their_names_say():
    assert PRESETS["strict-eu"].holiday_calendar == "TARGET"
    assert PRESETS["fast"].auto_release_days == 3
    marketplace = PRESETS["marketplace"]
    assert (marketplace.fee_basis_points, marketplace.fee_payer) == (1_000, FeePayer.FREELANCER)


def test_no_two_presets_promise_the_same():
    assert len(set(PRESETS.values())) == len(PRESETS)
