"""What may stand in the record: JSON without floats."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from uuid import UUID

import pytest

from handsel.kernel.json import plain
from handsel.kernel.money import Money


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    ONE = 1


@dataclass
class Point:
    x: int
    colour: Colour


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("seven", "seven"),
        (Colour.RED, "red"),
        (Level.ONE, 1),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 17, tzinfo=UTC), "2026-03-02T17:00:00+00:00"),
        (Money(5, "USD"), {"amount": 5, "currency": "USD"}),
        (Point(1, Colour.RED), {"x": 1, "colour": "red"}),
        ([1, (2, {"a": Money(3, "EUR")})], [1, [2, {"a": {"amount": 3, "currency": "EUR"}}]]),
        ({7: "seven"}, {"7": "seven"}),
    ],
)
def test_values_become_plain(value: object, shape: object) -> None:
    assert plain(value) == shape
    assert type(plain(value)) is type(shape)


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), {1, 2}, b"bytes", object(), Point])
def test_other_shapes_do_not_get_into_the_record(value: object) -> None:
    with pytest.raises(ValueError, match="not a shape of the record"):
        plain({"deep": [value]})
