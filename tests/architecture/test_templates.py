"""Templates hold no script, no style and no handler: the pages' security policy forbids them."""

import re

from tests.architecture import tracked

SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
STYLE = re.compile(r"<style\b", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
ADDRESS = re.compile(r"javascript:", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\sstyle=(["'])(.*?)\1""", re.IGNORECASE)
FIGURES = re.compile(r"(--[a-z-]+:\s*[\w.%]*(\{\{[^}]*\}\})?[\w.%]*;?\s*)+")
"""A style attribute carries figures for the stylesheet, and nothing that is drawn by itself."""
BLANK_AFTER_HIDDEN = re.compile(
    r"<(?:button\b|a class=\"button)(?:(?!</button>|</a>).)*?"
    r"<span class=\"hide\">(?:(?!</span>).)*</span>\s+</(?:button|a)>",
    re.DOTALL,
)
"""Chromium puts the gap of a flexible box before such a blank, so that the words are not in the middle."""
PATH = re.compile(r"""\s[a-z-]+=(["'])/""", re.IGNORECASE)
PAPER = ("_print.html", "ui/mail.html")
"""What is drawn as a PDF or sent as a mail is no page of ours, and brings its stylesheet along."""


def matches(pattern: re.Pattern[str], *, on_paper: bool = True) -> str:
    """Where templates hold what a pattern matches, a line each."""
    return "\n".join(
        f"{path}: {match[0][:60]}"
        for path in tracked.files("src/*.html")
        if on_paper or not path.as_posix().endswith(PAPER)
        for match in pattern.finditer(tracked.text(path))
    )


def test_no_template_has_a_script_in_it() -> None:
    assert matches(SCRIPT) == ""


def test_no_page_has_styles_in_it() -> None:
    assert matches(STYLE, on_paper=False) == ""


def test_no_template_has_a_handler_in_it() -> None:
    assert matches(HANDLER) == ""
    assert matches(ADDRESS) == ""


def test_every_link_is_by_the_name_of_its_page() -> None:
    assert matches(PATH) == ""


def test_no_blank_follows_the_hidden_words_of_a_button() -> None:
    assert matches(BLANK_AFTER_HIDDEN) == ""


def test_style_attributes_carry_figures_alone() -> None:
    drawn = [
        f"{path}: {match[2]}"
        for path in tracked.files("src/*.html")
        for match in ATTRIBUTE.finditer(tracked.text(path))
        if not FIGURES.fullmatch(match[2])
    ]
    assert not drawn, "\n".join(drawn)
