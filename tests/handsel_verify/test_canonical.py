"""Canonical JSON: one value, one sequence of bytes (RFC 8785)."""

import json
import struct

import pytest
import rfc8785
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


# Appendix B of the RFC: numbers as IEEE 754 bits, and how they are written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize("bits", NUMBERS)
def test_numbers_are_written_as_the_standard_lists_them(bits: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical({"n": value}).decode() == f'{{"n":{NUMBERS[bits]}}}'


def test_the_sample_of_the_standard_has_its_bytes() -> None:
    text = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    expected = (
        r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )
    assert canonical(json.loads(text)).decode() == expected


@given(st.dictionaries(st.text(), values | st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_another_implementation_writes_the_same(value: dict[str, object]) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_what_is_nested_without_end_is_refused() -> None:
    value: dict[str, object] = {}
    for _ in range(100_000):
        value = {"in": value}
    with pytest.raises(ValueError, match="too deeply"):
        canonical(value)


@pytest.mark.parametrize("value", [{1: "number"}, "\ud800", {"\ud800": 1}])
def test_names_are_text_and_text_is_unicode(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical({"value": value})


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), b"bytes"])
def test_what_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical({"value": value})
