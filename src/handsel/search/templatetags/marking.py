"""Filters that mark what was looked for; they are built in, so templates need not load them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import Truncator

from handsel.search import highlight
from handsel.search.queries import Query

register = template.Library()
register.filter("marked", highlight.marked)


@register.filter
def passage(text: str, query: Query) -> str:
    """`{{ text|passage:query }}`: the words around what was found, or how the text begins."""
    return highlight.passage(text, query) or Truncator(text).chars(highlight.AFTER)


@register.filter
def passage_of(file: Mapping[str, Any], passages: Mapping[str, str] | None) -> str:
    """`{{ file|passage_of:passages }}`: what was found in a file, by its fingerprint."""
    return (passages or {}).get(file["sha256"], "")
