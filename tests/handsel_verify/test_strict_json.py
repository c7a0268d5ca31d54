"""The record is written in one way; whatever else would stand for the same is refused."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel_verify.strict_json import DEPTH_MAX, Malformed, base64_from, hex_from, instant_from, json_from


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (' {"a": [1, -2, 0, true, null], "b": {}}\r\n', {"a": [1, -2, 0, True, None], "b": {}}),
        ('"\\ud83d\\ude00 \\\\ud800 é"', "😀 \\ud800 é"),
        ("9007199254740991", 2**53 - 1),
        ('{"__proto__": 1}', {"__proto__": 1}),
        ("[" * DEPTH_MAX + "]" * DEPTH_MAX, json.loads("[" * DEPTH_MAX + "]" * DEPTH_MAX)),
    ],
)
def test_json_is_read_as_it_is_written(text: str, value: object) -> None:
    assert json_from(text.encode()) == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no JSON"),
        (b"[1,]", "no JSON"),
        (b"[1] 2", "no JSON"),
        (b"[01]", "no JSON"),
        (b'"\x01"', "no JSON"),
        (b"'a'", "no JSON"),
        (b"\xef\xbb\xbf[]", "no JSON"),
        ("[]".encode("utf-16"), "no text in UTF-8"),
        (b'"\xed\xa0\x80"', "no text in UTF-8"),
        (b'"\\ud800"', "no text in UTF-8"),
        (b'{"\\udc00": 1}', "no text in UTF-8"),
        (b'{"a": 1, "\\u0061": 1}', "a name twice"),
        (b"NaN", "no number like NaN"),
        (b"-Infinity", "no number like -Infinity"),
        (b"1.0", "no number like 1.0"),
        (b"1e2", "no number like 1e2"),
        (b"-0", "no number like -0"),
        (b"9007199254740992", "no number like"),
        (b"9" * 5000, "no number like"),
        (b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1), "nested too deeply"),
        (b'{"a":' * (DEPTH_MAX + 1) + b"1" + b"}" * (DEPTH_MAX + 1), "nested too deeply"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_other_json_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        json_from(data)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Malformed):
        json_from(data)


@pytest.mark.parametrize("text", ["AA", "aA", "a", "aaa", "0x", " aa", "aa ", "a a", "", None, 7, "٠٠"])
def test_bytes_in_hexadecimal_are_written_in_small_letters(text: object) -> None:
    assert hex_from("0a", 1) == b"\n"
    with pytest.raises(Malformed):
        hex_from(text, 1)


@pytest.mark.parametrize("text", ["AA", "AAA", "AB==", "AA= =", "AA==\n", " AA==", "A-__", None, ["AA=="]])
def test_bytes_in_base64_are_padded_and_nothing_else(text: object) -> None:
    assert base64_from("AA==") == b"\0"
    with pytest.raises(Malformed):
        base64_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T17:00:00",
        "2026-03-02T17:00:00Z",
        "2026-03-02T18:00:00+01:00",
        "2026-03-02 17:00:00+00:00",
        "20260302T170000+00:00",
        "2026-02-30T17:00:00+00:00",
        "2026-03-02T24:00:00+00:00",
        "0000-01-01T00:00:00+00:00",
        "2026-03-02T17:00:00.5+00:00",
        "2026-03-02T17:00:00+00:00\n",
        "now",
        None,
        1_772_470_800,
    ],
)
def test_a_time_is_written_in_one_way(text: object) -> None:
    assert instant_from("2026-03-02T17:00:00+00:00") == datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert instant_from("2026-03-02T17:00:00.000500+00:00").microsecond == 500
    with pytest.raises(Malformed):
        instant_from(text)
