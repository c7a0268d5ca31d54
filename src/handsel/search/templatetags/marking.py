"""Built-in filters that highlight matches; no `{% load %}` needed."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import Truncator

from handsel.kernel.characters import normalized
from handsel.search import highlight
from handsel.search.queries import Query

register = template.Library()
register.filter("marked", highlight.marked)


@register.filter
def passage(text: str, query: Query) -> str:
    """`{{ text|passage:query }}`: an excerpt around the match, or the start of the text."""
    return highlight.passage(text, query) or Truncator(normalized("NFC", text)).chars(highlight.AFTER)


@register.filter
def passage_of(file: Mapping[str, Any], passages: Mapping[str, str] | None) -> str:
    """`{{ file|passage_of:passages }}`: the excerpt of a file, by its SHA-256."""
    return (passages or {}).get(file["sha256"], "")
