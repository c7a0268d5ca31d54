"""How disputed money is split where nobody says so, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.trust.disputes.outcome import default_split, meeting_point, midpoint


@pytest.mark.parametrize(
    ("first", "second", "half"), [(400, 900, 650), (400, 901, 651), (0, 1, 1), (7, 7, 7), (0, 0, 0)]
)
def test_the_odd_unit_goes_to_the_freelancer(first, second, half):
    assert midpoint(first, second) == midpoint(second, first) == half


@pytest.mark.parametrize(
    ("offers", "otherwise", "part"),
    [
        ([400, 900], 0, 650),
        ([400, 901], 1000, 651),
        ([300], 1000, 300),
        ([0], 1000, 0),
        ([], 1000, 1000),
        ([], 0, 0),
    ],
)
def test_the_default_is_the_midpoint_of_the_offers_or_follows_the_delivery(offers, otherwise, part):
    assert default_split(offers, otherwise=otherwise) == part


@pytest.mark.parametrize(
    ("payer", "payee", "meets"), [(650, 600, 625), (600, 600, 600), (599, 600, None), (601, 600, 601)]
)
def test_sealed_offers_meet_half_way_where_the_payer_gives_at_least_what_the_payee_takes(payer, payee, meets):
    assert meeting_point(payer=payer, payee=payee, whole=1000) == meets


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_what_comes_out_is_never_more_than_the_payer_gives_nor_less_than_the_payee_takes(payer, payee):
    meets = meeting_point(payer=payer, payee=payee, whole=1000)
    assert meets is None if payer < payee else payee <= meets <= payer
