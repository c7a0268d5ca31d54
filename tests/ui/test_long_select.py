"""A select of hundreds of options reads as Django's own."""

import re

import pytest
from django import forms

from handsel.people.zones import zone_choices
from handsel.ui.long_select import LongSelect

CHOICES = [("", "Choose"), ("Markup", [("<b>", "A & B"), ('"', "'quoted'")]), (7, "Seven")]


def squeezed(html: str) -> str:
    return re.sub(r">\s+", ">", html).strip()


@pytest.mark.parametrize("choices", [CHOICES, zone_choices("Africa/Lagos"), []])
@pytest.mark.parametrize("value", ["", "<b>", "7", "Africa/Lagos", None])
def test_it_is_written_as_djangos_own(choices: list[object], value: str | None) -> None:
    attrs = {"aria-describedby": "help", "id": "id_zone", "disabled": False, "required": True}
    own, other = (kind(choices=choices).render("zone", value, attrs) for kind in (LongSelect, forms.Select))
    assert squeezed(own) == squeezed(other)
