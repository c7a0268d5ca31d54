"""Forms that were refused: which of their fields has the focus."""

import pytest
from django import forms
from django.template import engines

from handsel.ui.fields import CardRadio
from handsel.ui.focus import first_wrong


class Both(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField()
    pace = forms.ChoiceField(choices=[("slow", "Slow"), ("fast", "Fast")], widget=CardRadio)

    def clean(self) -> None:
        if self.cleaned_data.get("name") == "nobody":
            self.add_error(None, "Nobody is nobody.")


def rendered(data: dict[str, str] | None) -> str:
    template = '{% include "ui/parts/errors.html" %}{% field form.name %}{% field form.pace %}'
    return engines["django"].from_string(template).render({"form": Both(data)})


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (None, None),
        ({}, "name"),
        ({"name": "Ada"}, "pace"),
        ({"name": "Ada", "pace": "fast"}, None),
        ({"token": "t", "name": "nobody", "pace": "fast"}, None),
    ],
)
def test_the_first_visible_field_that_is_wrong(data: dict[str, str] | None, wrong: str | None) -> None:
    assert first_wrong(Both(data)) == wrong


@pytest.mark.parametrize(
    ("data", "focused"),
    [
        ({}, '<input type="text" name="name" autofocus'),
        ({"name": "Ada"}, '<input type="radio" name="pace" value="slow" autofocus'),
        ({"token": "t", "name": "nobody", "pace": "fast"}, 'role="alert" tabindex="-1" autofocus'),
    ],
    ids=["a field", "the first of a choice", "the form as a whole"],
)
def test_one_thing_that_is_wrong_has_the_focus(data: dict[str, str], focused: str) -> None:
    html = rendered(data)
    assert html.count("autofocus") == 1
    start = html.index(focused.split(" autofocus")[0])
    assert "autofocus" in html[start : html.index(">", start)]


def test_a_form_that_nobody_sent_takes_no_focus() -> None:
    assert "autofocus" not in rendered(None)
