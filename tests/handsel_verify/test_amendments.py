"""The grammar of amendments: what a device may sign to change a segment, and nothing else."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from handsel_verify.amendments import Amendment, Deletion, Redaction, Removal, Rewording, amendment_from
from handsel_verify.strict_json import Malformed

OLD, NEW = "a" * 64, "b" * 64
REDACT = {"kind": "redact", "shot": OLD, "replacement": NEW, "redactions": 2}
FIELDS = {
    "format": "handsel-amendment/1",
    "device": "5b1c4a7e-9d0f-4f7e-8a3b-2c6d1e0f9a8b",
    "segment": "0d9c8b7a-6f5e-5d4c-8b3a-291807f6e5d4",
    "change": REDACT,
}


def read(**changes: Any) -> Amendment:
    return amendment_from(rfc8785.dumps(FIELDS | changes))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (REDACT, Redaction(OLD, NEW, 2)),
        ({"kind": "delete", "shot": OLD}, Deletion(OLD)),
        ({"kind": "memo", "memo": "m" * 400}, Rewording("m" * 400)),
        ({"kind": "remove"}, Removal()),
    ],
)
def test_each_change_is_read(change: dict[str, Any], expected: Any) -> None:
    assert read(change=change).change == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "handsel-segment/1"},
        {"device": "no device"},
        {"segment": None},
        {"more": 1},
        {"change": {"kind": "add"}},
        {"change": "redact"},
        {"change": REDACT | {"replacement": OLD}},
        {"change": REDACT | {"redactions": 0}},
        {"change": REDACT | {"redactions": True}},
        {"change": REDACT | {"shot": OLD.upper()}},
        {"change": {"kind": "delete", "shot": OLD, "redactions": 1}},
        {"change": {"kind": "remove", "shot": OLD}},
        {"change": {"kind": "memo", "memo": "m" * 401}},
        {"change": {"kind": "memo", "memo": "two\nlines"}},
        {"change": {"kind": "memo", "memo": None}},
        {"change": {"kind": "memo"}},
    ],
)
def test_what_no_amendment_says_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(**changes)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", rfc8785.dumps(FIELDS) + b" "])
def test_what_is_not_canonical_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        amendment_from(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        amendment_from(content)
