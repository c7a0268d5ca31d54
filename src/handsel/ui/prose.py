"""Render user text, a subset of Markdown, as safe HTML.

The text is stored as written and rendered for each page.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from handsel.ui.link_safety import SCHEMES
from handsel.ui.markdown import parser

KEPT_MAX = 256
"""Size of the cache of rendered texts: long ones take time."""
TAGS = {"a", "b", "bdi", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "span", "strong", "ul"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "b": {"class"},
    "li": {"dir", "value"},
    "ol": {"start"},
    "p": {"dir"},
    "pre": {"dir"},
    "span": {"class", "dir"},
}
REL = "nofollow noopener noreferrer"
_CUT_MARKS = re.compile(r"\*\*|`{1,3}(?=\w)")


def prose(words: str) -> SafeString:
    """`{{ reason|prose }}`: a text as safe HTML."""
    return _render(words, ())


def message(facts: Mapping[str, Any]) -> SafeString:
    """`{{ row.facts|message }}`: a message as safe HTML, with its mentions marked."""
    return _render(facts["words"], tuple(mention["name"] for mention in facts.get("mentions", ())))


def plain(words: str) -> str:
    """`{{ quoted.words|plain }}`: a text in one line, without marks, also those that a cut left open."""
    bare = unescape(nh3.clean(str(_render(words, ())), tags=set()))
    return " ".join(_CUT_MARKS.sub("", bare).split())


def mentioned(words: str, names: Iterable[str]) -> set[str]:
    """The full names mentioned in a text: `@Ben Okafor`, or `@Ben`."""
    tokens = parser().parse(words, {"names": tuple(names)})
    inline = [token for block in tokens for token in block.children or ()]
    return {name for token in inline if token.type == "mention" for name in token.meta["people"]}


@lru_cache(KEPT_MAX)
def _render(words: str, names: tuple[str, ...]) -> SafeString:
    env: dict[str, Any] = {"names": names}
    made = parser().render(words, env)
    if env.get("deep"):
        made = linebreaks(words, autoescape=True).replace("<p>", '<p dir="auto">')
    clean = nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=REL)
    return mark_safe(clean)
