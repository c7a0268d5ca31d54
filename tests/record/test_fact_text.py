"""Facts are written as canonical JSON writes them."""

from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.json import plain
from handsel.kernel.money import Money
from handsel.record.fact_text import fact_text
from handsel_verify.canonical import WHOLE_MAX, canonical


class Size(IntEnum):
    LARGE = 3


class Shade(StrEnum):
    PAID = "paid"


leaves = (
    st.none() | st.booleans() | st.text() | st.uuids() | st.dates() | st.datetimes(timezones=st.just(UTC))
)
leaves |= st.integers(-WHOLE_MAX, WHOLE_MAX) | st.sampled_from([Size.LARGE, Shade.PAID, Money(5, "USD")])
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), values))
def test_they_are_what_another_way_to_write_them_gives(facts):
    assert fact_text(facts) == canonical(plain(facts))


def test_names_are_in_order_of_utf_16():
    assert fact_text({"\ufb33": 1, "\U0001f600": 2}).decode() == '{"\U0001f600":2,"\ufb33":1}'


@pytest.mark.parametrize(
    "value",
    [WHOLE_MAX + 1, -WHOLE_MAX - 1, "\ud800", {1, 2}, b"bytes", float("nan"), object()],
    ids=["too large", "too small", "half a pair", "set", "bytes", "no number", "object"],
)
def test_what_the_record_has_no_shape_for_is_refused(value):
    with pytest.raises(ValueError, match=r".+"):
        fact_text({"fact": [value]})


def test_a_number_that_is_as_large_as_json_holds_is_written():
    day, at, key = date(2026, 3, 2), datetime(2026, 3, 2, 17, tzinfo=UTC), UUID(int=1)
    written = fact_text({"n": WHOLE_MAX, "day": day, "at": at, "key": key})
    assert written.decode() == (
        f'{{"at":"2026-03-02T17:00:00+00:00","day":"2026-03-02","key":"{key}","n":{WHOLE_MAX}}}'
    )
