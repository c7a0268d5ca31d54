"""What is found in a text: a table, and what must hold of any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.workroom.detector.detect import FINDINGS_MAX, detect
from handsel.work.workroom.detector.kinds import REASONS, Kind
from tests.scripts import texts

COVERS = ("handsel.work.workroom.detector.kinds", "handsel.work.workroom.detector.offences")

WORDS = "pay me my paypal p a y IBAN DE89370400440532013000 not outside the platform “ ` fee ру but"
TEXT = st.one_of(st.text(max_size=80), texts(), st.lists(st.sampled_from(WORDS.split())).map(" ".join))


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("Could you send that part to my PayPal this time?", Kind.SERVICE, "send that part to my PayPal"),
        ("Glad you like it. Paid in cash, we save the fee.", Kind.FEE, "save the fee"),
        ("Add me on WhatsApp and we'll sort out the payment there", Kind.CONTACT, "sort out the payment"),
        ("For the rest: DE89 3704 0044 0532 0130 00 please", Kind.BANK, "DE89 3704 0044 0532 0130 00"),
        ("Charge my card 4539 1488 0343 6467", Kind.CARD, "4539 1488 0343 6467"),
        (
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            Kind.CRYPTO,
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        ),
        ("Use P\u200bay\u200bPal? pay me dir\u00adectly", Kind.OUTSIDE, "pay me dir\u00adectly"),
        ("ok — p a y p a l works best", Kind.SERVICE, "p a y p a l works best"),
        ("Überweise es direkt an mich, bitte. Zahl mir das direkt", Kind.OUTSIDE, "Zahl mir das direkt"),
    ],
)
def test_a_finding_quotes_exactly_what_was_typed(text: str, kind: Kind, quoted: str) -> None:
    findings = detect(text)
    assert any(row.kind is kind and quoted in row.quoted for row in findings), findings


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, I may not work outside the platform",
        "1748503543012",
        "می‌خواهم فردا نسخهٔ تازه را بفرستم 👨‍👩‍👧‍👦 🇳🇴",
        "Добрый день! Перевод готов, осталось проверить сноски.",
        "The IBAN field must accept DE89 3704 0044 0532 0130 00",
        "Use 4242 4242 4242 4242 in the sandbox",
        'The headline reads "Get paid directly, avoid the fee" in large type',
        "",
    ],
)
def test_what_only_looks_like_it_is_clean(text: str) -> None:
    assert detect(text) == []


def test_a_name_in_letters_that_look_alike_is_caught() -> None:
    assert [row.quoted for row in detect("Do you have раураӏ?")] == ["Do you have раураӏ"]


def test_knowing_the_rule_excuses_nobody_who_goes_on_to_break_it() -> None:
    assert detect("It is against the rules.") == []
    assert detect("I know it's against the rules but could you pay me directly")


@given(TEXT)
def test_any_text_is_read_and_quoted_as_it_is(text: str) -> None:
    findings = detect(text)
    assert all(text[row.start : row.end] == row.quoted and row.quoted for row in findings)
    assert all(row.reason == REASONS[row.kind] for row in findings)
    assert all(row.end <= after.start for row, after in pairwise(findings))


def test_so_many_findings_are_enough() -> None:
    assert len(detect("Pay me directly. " * 50)) == FINDINGS_MAX


@pytest.mark.parametrize("piece", ["pay me ", "p a y ", "not ", "1", '"', "раyа ", "a@", "spar wir "])
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    """Ten times the text takes about ten times as long, not a hundred times."""
    detect(piece)
    short, long = (_seconds(piece * (length // len(piece))) for length in (10_000, 100_000))
    assert long < short * 30 + 0.5


def _seconds(text: str) -> float:
    began = time.process_time()
    detect(text)
    return time.process_time() - began
