"""Canonical JSON: one value, one sequence of bytes (RFC 8785)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel_verify.canonical import canonical

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def test_keys_are_in_order_of_utf_16_and_nothing_is_spaced() -> None:
    value = {"\u20ac": "euro", "\r": 1, "\U0001f600": [], "1": {"b": None, "a": True}, "\ufb33": "x"}
    expected = '{"\\r":1,"1":{"a":true,"b":null},"\u20ac":"euro","\U0001f600":[],"\ufb33":"x"}'
    assert canonical(value) == expected.encode()


@given(st.dictionaries(st.text(), values, max_size=5))
def test_the_order_of_keys_makes_no_difference(value: dict[str, object]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), b"bytes"])
def test_what_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical({"value": value})
