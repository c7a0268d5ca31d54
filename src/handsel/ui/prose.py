"""What people write, as pages show it: a small part of Markdown, with nothing in it that could do harm.

The words stay as they were written; only what is shown is made here, and made again for each page.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from handsel.ui.link_safety import SCHEMES
from handsel.ui.markdown import called, parser

KEPT_MAX = 256
"""How many texts are kept as they are shown: drawing a long one again for every reader takes time."""
TAGS = {"a", "b", "bdi", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "span", "strong", "ul"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "b": {"class"},
    "li": {"dir"},
    "ol": {"start"},
    "p": {"dir"},
    "pre": {"dir"},
    "span": {"class", "dir"},
}
REL = "nofollow noopener noreferrer"


def prose(words: str) -> SafeString:
    """`{{ reason|prose }}`: words as safe HTML."""
    return _drawn(words, ())


def message(facts: Mapping[str, Any]) -> SafeString:
    """`{{ row.facts|message }}`: the words of a message as safe HTML, with whom they mention marked."""
    return _drawn(facts["words"], tuple(mention["name"] for mention in facts.get("mentions", ())))


def mentioned(words: str, names: Iterable[str]) -> set[str]:
    """Those of these full names that the words mention: `@Ben Okafor`, or `@Ben`."""
    env: dict[str, Any] = {"names": tuple(names)}
    blocks = parser().parse(words, env)
    mentions = [
        token.content for block in blocks for token in block.children or () if token.type == "mention"
    ]
    return {called(env["names"])[mention.lower()] for mention in mentions}


@lru_cache(KEPT_MAX)
def _drawn(words: str, names: tuple[str, ...]) -> SafeString:
    env: dict[str, Any] = {"names": names}
    made = parser().render(words, env)
    if env.get("deep"):
        made = linebreaks(words, autoescape=True).replace("<p>", '<p dir="auto">')
    clean = nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=REL)
    return mark_safe(clean)
