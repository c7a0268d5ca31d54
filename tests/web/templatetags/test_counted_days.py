"""Numbers of days in templates have their plural."""

import pytest
from django.template import Template
from django.template.context import Context


@pytest.mark.parametrize(("count", "words"), [(1, "1 day, 1 business day"), (5, "5 days, 5 business days")])
def test_days_have_their_plural(count: int, words: str) -> None:
    text = "{{ count|days }}, {{ count|business_days }}"
    assert Template(text).render(Context({"count": count})) == words
