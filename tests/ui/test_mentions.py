"""Who is mentioned: by full or first name, however its letters are typed."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handsel.kernel.characters import caseless
from handsel.ui.mentions import find_mentions, mentionable
from handsel.ui.prose import mentioned, message
from tests.scripts import texts

NAME = st.one_of(st.text(min_size=1, max_size=12), texts(2))
NAMES = st.lists(NAME, min_size=1, max_size=3)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")
Turn = Callable[[str], str]
TURNS: tuple[Turn, ...] = (str.lower, str.upper, str.title, str.casefold, str.swapcase)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("@ışık merhaba", "Işık Demir"),
        ("@IŞIK DEMİR", "Işık Demir"),
        ("@işık demir", "IŞIK DEMİR"),
        ("@I\u015f\u0131k", "Is\u0327\u0131k Demir"),
        ("@STRASSER", "Straßer"),
        ("@ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("@ＡＤＡ!", "Ada Vance"),
        ("@ada\u202fvance", "Ada Vance"),
        ("@علی\u200cرضا", "علی\u200cرضا"),
        ("@Ben\u200b", "Ben"),
    ],
)
def test_a_name_is_mentioned_in_any_case_and_form(typed: str, name: str) -> None:
    assert mentioned(typed, [name]) == {name}


@pytest.mark.parametrize("typed", ["@Jose\u0301", "@Jose\u200bph", "@Jose_", "@Jos"])
def test_another_word_that_begins_alike_is_no_mention(typed: str) -> None:
    assert mentioned(typed, ["Jose"]) == set()


def test_two_people_of_one_name_are_both_mentioned() -> None:
    assert mentioned("@ben okafor", ["Ben Okafor", "BEN OKAFOR"]) == {"Ben Okafor", "BEN OKAFOR"}


@settings(deadline=None)
@given(NAMES, st.one_of(st.text(max_size=20), texts()), st.sampled_from(FORMS), st.sampled_from(TURNS))
def test_any_names_and_words_can_be_matched(names: list[str], words: str, form: str, turn: Turn) -> None:
    line = words.join(f" @{unicodedata.normalize(form, turn(name))} " for name in names)
    spans = list(find_mentions(line, mentionable(names)))
    assert all(caseless(line[span.start : span.end]) in mentionable(names) for span in spans)
    assert mentioned(line, names) <= set(names)
    message({"words": line, "mentions": [{"name": name} for name in names]})


@settings(deadline=None)
@given(NAME, st.sampled_from(FORMS), st.sampled_from(TURNS))
def test_what_folds_to_the_name_mentions_it(name: str, form: str, turn: Turn) -> None:
    typed = unicodedata.normalize(form, turn(name))
    people = {name for mention in find_mentions(f"@{typed}", mentionable([name])) for name in mention.people}
    if caseless(typed) == caseless(name) and caseless(name) and "@" not in typed:
        assert people == {name}
