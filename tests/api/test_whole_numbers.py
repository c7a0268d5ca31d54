"""Whole numbers in requests."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handsel.api.whole_numbers import WholeNumber

NUMBERS: TypeAdapter[int] = TypeAdapter(WholeNumber)


@pytest.mark.parametrize(
    ("sent", "taken"), [("12", 12), ("12.0", 12), ("0", 0), ("9007199254740991", 2**53 - 1)]
)
def test_a_number_without_a_part_is_whole(sent: str, taken: int) -> None:
    assert NUMBERS.validate_json(sent) == taken


@pytest.mark.parametrize("sent", ["12.5", '"12"', "true", "-1", "9007199254740992", "null"])
def test_others_are_refused(sent: Any) -> None:
    with pytest.raises(ValidationError):
        NUMBERS.validate_json(sent)
