"""Marks around what was found: escaped first, in text and in HTML, and a passage of what is long."""

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from handsel.search.highlight import AFTER, BEFORE, holds, marked, passage
from handsel.search.queries import parse_query
from handsel.search.templatetags import marking
from tests.scripts import texts

COVERS = ("handsel.search.templatetags.marking",)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("The kroner fee.", "kron", "The <mark>kroner</mark> fee."),
        ("Jørgen", "jorgen", "<mark>Jørgen</mark>"),
        ("<b>fee</b>", "fee", "&lt;b&gt;<mark>fee</mark>&lt;/b&gt;"),
        ("<fee>", "fee", "&lt;<mark>fee</mark>&gt;"),
        ("coffee", "fee", "coffee"),
        ("a & b", "amp", "a &amp; b"),
        ("½ fee", "2", "<mark>½</mark> fee"),
        ("ขอใบแจ้งหนี้ฉบับบ", "ใบแจ้งหนี้", "ขอ<mark>ใบแจ้งหนี้</mark>ฉบับบ"),
        ("発票と票", "発票", "<mark>発票</mark>と票"),
        ("المُسَوَّدَة", "المسودة", "<mark>المُسَوَّدَة</mark>"),
        ("fee", "", "fee"),
        ("", "fee", ""),
    ],
)
def test_words_are_marked_and_the_rest_is_escaped(text: str, line: str, expected: str) -> None:
    assert marked(text, parse_query(line)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a title="fee > fee" href="/fee/">fee</a>',
            '<a title="fee > fee" href="/fee/"><mark>fee</mark></a>',
        ),
        ("A &lt;fee&gt; &amp; more", "A &lt;<mark>fee</mark>&gt; &amp; more"),
    ],
)
def test_html_is_marked_between_its_tags(html: str, expected: str) -> None:
    assert marked(mark_safe(html), parse_query("fee")) == expected


def test_without_words_nothing_is_touched() -> None:
    assert marked("<b>", None) == "<b>"


@given(st.one_of(st.text(max_size=80), texts()), st.one_of(st.text(max_size=20), texts(1)))
def test_nothing_but_marks_ever_becomes_a_tag(text: str, line: str) -> None:
    bare = marked(text, parse_query(line)).replace("<mark>", "").replace("</mark>", "")
    if parse_query(line).terms and text:
        assert not set(bare) & set("<>\"'")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("The fee is due.", "fee", "The fee is due."),
        ("no coffee", "fee", ""),
        ("word " * 40 + "the Fée is due " + "word " * 80, "fee", "the Fée is due"),
        ("İ" * 9 + " the fee", "fee", "the fee"),
    ],
)
def test_a_passage_is_what_stands_around_the_first_word(text: str, line: str, expected: str) -> None:
    excerpt = passage(text, parse_query(line))
    assert expected in excerpt
    assert bool(excerpt) == bool(expected)
    assert len(excerpt) <= BEFORE + 2 * AFTER + 10


@given(st.text(max_size=2000), st.text(max_size=20))
def test_a_passage_holds_what_was_asked_for(text: str, line: str) -> None:
    query = parse_query(line)
    excerpt = passage(text, query)
    assert not excerpt or holds(text, query)


def test_many_accents_in_a_row_are_shown_where_nothing_matches() -> None:
    text = "a" + "\u0315" * 30_000 + "\u0300" * 30_000
    shown = marking.passage(f"{text} plates", parse_query("stars"))
    assert shown == "\u00e0" + "\u0300" * 29_999 + "\u0315" * 30_000 + " plates"
