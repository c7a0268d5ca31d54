"""What a word is: a table, and what must hold of any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.search.tokens import LETTERS_MAX, READ_MAX, UNFOLDED_TIMES_MAX, figures, folded, pieces, tokens
from tests.scripts import texts

TEXT = st.one_of(st.text(max_size=60), texts())


def test_letters_that_stand_for_many_make_a_text_no_longer_than_it_may_be() -> None:
    text = "\ufdfa" * 1000
    assert tokens("\ufdfa") == ["صلى", "الله", "عليه", "وسلم"]
    assert sum(map(len, tokens(text))) <= UNFOLDED_TIMES_MAX * len(text) + LETTERS_MAX
    assert sum(1 for _ in pieces(text * 20)) <= READ_MAX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, World!", ["hello", "world"]),
        ("Jørgen Ærø, Łódź", ["jorgen", "aero", "lodz"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("cafe\u0301 café", ["cafe", "cafe"]),
        ("pay\u200bpal", ["paypal"]),
        ("soft\u00adware", ["software"]),
        ("ﬁle Ⅳ １２", ["file", "iv", "12"]),
        ("½", ["1", "2"]),
        ("capacity-rules_v3.pdf", ["capacity", "rules", "v3", "pdf"]),
        ("ada@example.org", ["ada", "example", "org"]),
        ("$1,240.00", ["1", "240", "00"]),
        ("don’t", ["don", "t"]),
        ("会議 memo", ["会", "議", "memo"]),
        ("หนังสือ", ["ห", "นั", "ง", "สื", "อ"]),
        ("น้ำ", ["น้ํ", "า"]),
        ("ໃບ ចំនួន စာရင်း", ["ໃ", "ບ", "ចំ", "នួ", "ន", "စာ", "ရ", "င်း"]),
        ("المُسَوَّدَة العـــقد أحمد", ["المسودة", "العقد", "احمد"]),
        ("נֶחְתַּם", ["נחתם"]),
        ("か\u3099っこう ｶﾞ", ["が", "っ", "こ", "う", "ガ"]),
        ("한국어 \u1112\u1161\u11ab", ["한국어", "한"]),
        ("5㎏ ™ Ⓐ ㍿", ["5kg", "tm", "a", "株", "式", "会", "社"]),
        ("٢٠٢٥ २०२५ ２０２５", ["2025", "2025", "2025"]),
        ("葛\U000e0100城", ["葛", "城"]),
        ("हिन्दी", ["हिन्दी"]),
        ('"*:NEAR(^', ["near"]),
        ("_", []),
        ("", []),
        ("a\0b", ["a", "b"]),
        ("x" * 99, ["x" * LETTERS_MAX]),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_piece_knows_where_it_stands() -> None:
    assert [(piece.start, piece.end) for piece in pieces("An  Übergabe.")] == [(0, 2), (4, 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1,240.00", ["1240"]),
        ("12’345’678", ["12345678"]),
        ("1 240 kr", ["1240"]),
        ("12", []),
        ("1,2345", []),
    ],
)
def test_numbers_in_groups_are_one_token_too(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@given(TEXT)
def test_tokens_of_tokens_are_the_same(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once


@given(TEXT, st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_tokens_are_the_same_in_every_unicode_form(text: str, form: str) -> None:
    assert tokens(unicodedata.normalize(form, text)) == tokens(text)


@given(TEXT)
def test_pieces_are_the_tokens_and_stand_where_their_letters_do(text: str) -> None:
    row = list(pieces(text))
    assert [piece.token for piece in row] == tokens(text)
    assert all(piece.token in " ".join(tokens(text[piece.start : piece.end])) for piece in row)


@given(TEXT)
def test_no_token_holds_what_a_query_language_could_read(text: str) -> None:
    for token in [*tokens(text), *figures(text)]:
        assert token
        assert not set(token) & set(" _\"'\\:*&|!()^+-<>\0")


@given(TEXT)
def test_capitals_and_forms_make_no_difference(text: str) -> None:
    assert folded(folded(text)) == folded(text)
