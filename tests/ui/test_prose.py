"""What people write, as it is shown: a small part of Markdown, and nothing that does harm."""

import re
import time
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from handsel.ui.prose import mentioned, message, plain, prose

COVERS = ("handsel.ui.markdown",)
CASES = Path(__file__).parent / "cases"
LENGTH_MAX = 20_000
SECONDS_MAX = 120


def rendered(words: str, *names: str) -> str:
    return message({"words": words, "mentions": [{"name": name} for name in names]}).strip()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a **b** *c* `d`", "a <strong>b</strong> <em>c</em> <code>d</code>"),
        ("one\ntwo", "one<br>\ntwo"),
        ("# no heading", "# no heading"),
        ("a\n---\nb", "a<br>\n---<br>\nb"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("&amp; &lt;", "&amp;amp; &amp;lt;"),
        (r"\*as it is\*", r"\*as it is\*"),
        ("a \\\nb", "a \\<br>\nb"),
        (r"\\**bold**", r"\\<strong>bold</strong>"),
        (r"C:\Users\ada", r"C:\Users\ada"),
    ],
)
def test_words_are_shown_in_a_paragraph(words: str, shown: str) -> None:
    assert prose(words).strip() == f'<p dir="auto">{shown}</p>'


def test_lists_quotes_and_code_are_shown() -> None:
    assert "<ul>\n<li" in prose("- one\n- two")
    assert '<ol start="3">' in prose("3. three")
    assert "<blockquote>" in prose("> said")
    assert prose("```python\na < b\n```").strip() == '<pre dir="auto"><code>a &lt; b\n</code></pre>'


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("12. Mai: Entwurf\n20. Mai: Abgabe\n3. Juni: Rechnung", [12, 20, 3]),
        ("1. yes\n3. no\n6. later", [1, 3, 6]),
        ("2) two\n4) four", [2, 4]),
        ("- dates\n\n  31. May\n  28. February", [31, 28]),
        ("0. none\n999999999. many", [0, 999999999]),
    ],
)
def test_each_number_of_a_list_is_shown_as_it_was_typed(words: str, numbers: list[int]) -> None:
    assert [int(number) for number in re.findall(r'<li dir="auto" value="(\d+)"', prose(words))] == numbers


def test_the_path_of_a_file_is_shown_as_it_was_typed() -> None:
    path = (CASES / "backslash.txt").read_text()
    assert prose(path).strip() == f'<p dir="auto">{path}</p>'


def test_no_word_is_hidden_behind_the_fence_of_code() -> None:
    assert "I agree to pay half" in prose("```I agree to pay half\ncode\n```")


def test_links_are_marked_as_other_peoples() -> None:
    for words in ("[a](https://x.org)", "<https://x.org>", "https://x.org"):
        assert ' href="https://x.org" rel="nofollow noopener noreferrer"' in prose(words)
    assert 'title="a &lt;b&gt;"' in prose('[a](https://x.org "a <b>")')


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{display:none}</style><!-- -->",
        "<svg/onload=alert(1)>",
        "</p></article><h1>Released</h1>",
    ],
)
def test_html_is_shown_as_it_was_written(words: str) -> None:
    shown = prose(words)
    assert unescape(shown.removeprefix('<p dir="auto">').removesuffix("</p>\n")) == words
    assert shown.count("<") == 2


@pytest.mark.parametrize(
    "words",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](%6Aavascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
    ],
)
def test_links_to_scripts_are_no_links(words: str) -> None:
    assert "<a" not in prose(words)


def test_no_address_ends_its_attribute() -> None:
    shown = prose('[x](<https://x.org"onmouseover="alert(1)>) https://x.org/"onmouseover="alert(1)')
    tags = re.findall(r"<[^>]*>", shown)
    assert [tag for tag in tags if "onmouseover" in tag.replace("%22onmouseover", "")] == []


def test_a_picture_is_a_link() -> None:
    assert "<img" not in prose("![a](https://x.org/a.png)")


def test_a_link_that_pretends_shows_where_it_leads() -> None:
    shown = prose("[bank.example](https://x.org) and [\u0430pple.com](https://\u0430pple.com)")
    assert '<span class="host" dir="ltr">(x.org)</span>' in shown
    assert '<span class="host" dir="ltr">(xn--pple-43d.com)</span>' in shown


def test_what_turns_directions_around_ends_with_its_link_and_paragraph() -> None:
    shown = prose("[pay\u202emoc.elpmaxe](https://x.org) you\n\nnext")
    assert "<bdi>pay\u202emoc.elpmaxe</bdi>" in shown
    assert '(x.org)</span> you</p>\n<p dir="auto">next' in shown


def test_people_are_mentioned_by_full_or_first_name() -> None:
    assert '<b class="mention">@Ben Okafor</b>, <b class="mention">@ada</b>' in rendered(
        "@Ben Okafor, @ada", "Ben Okafor", "Ada Vance"
    )


@pytest.mark.parametrize("words", ["me@ben.org", "@benny", "`@Ben`", "@Eve", "@@Ben"])
def test_what_only_looks_like_a_mention_is_none(words: str) -> None:
    assert "mention" not in rendered(words, "Ben Okafor")
    assert mentioned(words, ["Ben Okafor"]) == set()


def test_a_first_name_that_two_share_is_nobodys() -> None:
    assert mentioned("@Ben, and @Ben Vance", ["Ben Okafor", "Ben Vance"]) == {"Ben Vance"}


def test_a_name_is_no_pattern_and_no_html() -> None:
    assert "@.* (&lt;b&gt;</b>" in rendered("@.* (<b> you", ".* (<b>")


@pytest.mark.parametrize("deep", ["> " * 200 + "words", "".join(f"{'  ' * n}- word{n}\n" for n in range(60))])
def test_nothing_is_left_out_where_lists_and_quotes_lie_too_deep(deep: str) -> None:
    shown = prose(deep)
    assert "words" in shown or "word59" in shown


@pytest.mark.parametrize(
    "bomb",
    [
        *("[", "*", "**a", "_a_", "`", "`a", "<", ">", "> ", "- ", "1. ", "[](", "![", "]", "\\", "http://"),
        *("a@b.", "mailto:", "//", "a.", "-.", "(", " ", "\t", "a\n", "- a\n", "[a](b ", "```\n", "~~~", "@"),
        *("@Ben ", "https://a.b ", "[a.b](https://c.d) ", "\u202e", "\u200b", "a\u0301"),
    ],
)
def test_no_words_take_long(bomb: str) -> None:
    words: Any = (bomb * LENGTH_MAX)[:LENGTH_MAX]
    began = time.process_time()
    rendered(words, "Ben Okafor")
    rendered(words[: LENGTH_MAX // 2] + "]" * (LENGTH_MAX // 2), "Ben Okafor")
    assert time.process_time() - began < SECONDS_MAX


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("**At nine?** See `plan`,\n\n- or *not*", "At nine? See plan, or not"),
        ("<b>2 < 3 & 4</b>", "<b>2 < 3 & 4</b>"),
        ("**cut off in the midd", "cut off in the midd"),
        ("", ""),
    ],
)
def test_a_quote_is_one_line_without_marks(words: str, shown: str) -> None:
    assert plain(words) == shown
