"""Sizes of files in words: a megabyte has 1,000,000 bytes wherever the house tells one."""

import pytest
from django.utils import translation

from handsel.people import pictures
from handsel.record.files import FILE_BYTES_MAX
from handsel.ui.byte_format import size_text
from handsel.web.base import upload_field as forms
from handsel.work.workroom import uploads


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1550, "1.6 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1 MB"),
        (18_200_000, "18.2 MB"),
        (1_999_000_000, "2 GB"),
    ],
)
def test_a_size_is_told_in_the_largest_unit_that_it_fills(count: int, words: str) -> None:
    assert size_text(count) == words


def test_a_size_is_told_in_the_language_of_the_reader() -> None:
    with translation.override("nb"):
        assert size_text(18_200_000) == "18,2 MB"


def test_limits_are_what_they_are_told_to_be() -> None:
    shown = {
        FILE_BYTES_MAX: "50 MB",
        forms.UPLOAD_BYTES_MAX: "200 MB",
        uploads.UPLOAD_BYTES_MAX: "2 GB",
        uploads.PERSON_BYTES_MAX: "10 GB",
        pictures.BYTES_MAX: "8 MB",
    }
    assert {limit: size_text(limit) for limit in shown} == shown
