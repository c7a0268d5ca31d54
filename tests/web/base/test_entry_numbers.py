"""Numbers of entries are read as people write them."""

import pytest
from django.core.exceptions import ValidationError

from handsel.web.base.entry_numbers import EntryNumbers


@pytest.mark.parametrize(
    ("written", "numbers"), [("", []), ("12", [12]), ("12, № 15", [12, 15]), ("#3;4  5", [3, 4, 5])]
)
def test_numbers_are_read_however_they_are_parted(written, numbers):
    assert EntryNumbers().clean(written) == numbers


@pytest.mark.parametrize("written", ["the first", "12 and 15", "-1", "1000000000", "²"])
def test_words_and_what_is_no_number_of_an_entry_are_refused(written):
    with pytest.raises(ValidationError):
        EntryNumbers().clean(written)
