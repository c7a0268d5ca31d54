"""What somebody wants to do in the house: hire, work, or both."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handsel.look.fields import Cards


class Purpose(StrEnum):
    """What a person came for; it can be changed at any time and forbids nothing."""

    HIRE = "hire"
    WORK = "work"
    BOTH = "both"

    @property
    def hires(self) -> bool:
        """Whether the person awards jobs."""
        return self is not Purpose.WORK

    @property
    def works(self) -> bool:
        """Whether the person takes jobs."""
        return self is not Purpose.HIRE


def purpose_of(*, hires: bool, works: bool) -> Purpose:
    """The purpose that stands for the two answers; somebody who said neither may do both."""
    if hires == works:
        return Purpose.BOTH
    return Purpose.HIRE if hires else Purpose.WORK


def purpose_field(**options: Any) -> forms.TypedChoiceField:
    """The question, as a choice on cards."""
    hints = {
        "hire": _("Award jobs and fund them."),
        "work": _("Take jobs and get paid."),
        "both": _("Some of each."),
    }
    choices = [("hire", _("Hire")), ("work", _("Work")), ("both", _("Both"))]
    return forms.TypedChoiceField(
        label=_("I want to"), choices=choices, coerce=Purpose, widget=Cards(hints), **options
    )
