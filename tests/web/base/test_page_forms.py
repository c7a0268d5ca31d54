"""Forms of a page that has several: their keys, their reasons, and the field in focus."""

import pytest
from django.http import QueryDict

from handsel.web.base.page_forms import REASON_MAX, ReasonForm


def sent(reason: str) -> ReasonForm:
    data = QueryDict(mutable=True)
    data["reason"] = reason
    return ReasonForm("ending", data)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [(" As agreed. ", "As agreed."), ("a\r\n" * (REASON_MAX // 2), "\n".join("a" * (REASON_MAX // 2)))],
    ids=["spaces", "line ends"],
)
def test_a_reason_is_kept(reason: str, kept: str) -> None:
    form = sent(reason)
    assert form.is_valid()
    assert form.cleaned_data["reason"] == kept


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "Fine \u202e.", "a" * (REASON_MAX + 1)])
def test_a_reason_that_is_none_is_refused_and_its_field_has_the_focus(reason: str) -> None:
    form = sent(reason)
    assert not form.is_valid()
    assert "autofocus" in str(form["reason"])


def test_the_key_tells_the_fields_of_a_page_apart() -> None:
    assert 'id="ending-reason"' in str(sent("")["reason"])
