"""Numbers to which money is sent, and numbers that only look like it."""

import pytest

from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.numbers import numbers


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("IBAN GB29 NWBK 6016 1331 9268 19 today", Kind.BANK, "GB29 NWBK 6016 1331 9268 19"),
        ("fr1420041010050500013m02606", Kind.BANK, "fr1420041010050500013m02606"),
        ("4539-1488-0343-6467.", Kind.CARD, "4539-1488-0343-6467"),
        ("to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT ok", Kind.CRYPTO, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    ],
)
def test_a_number_is_cut_out_exactly(text: str, kind: Kind, number: str) -> None:
    assert [(row, text[start:end]) for row, start, end in numbers(text)] == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "1748503543012",
        "4242 4242 4242 4242",
        "GB29 NWBK 6016 1331 9268 18",
        "XX12 3456 7890 1234 5678",
        "4f9c2a70-1b7d-4e6c-9f64-3f1d0c9e2b11",
        "978-3-16-148410-0",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyU",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert list(numbers(text)) == []
