"""What somebody wants to do in the house: hire, work, or both."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handsel.ui.fields import CardRadio


class Role(StrEnum):
    """What a person came for; it can be changed at any time and forbids nothing."""

    HIRE = "hire"
    WORK = "work"
    BOTH = "both"

    @property
    def hires(self) -> bool:
        """Whether the person awards jobs."""
        return self is not Role.WORK

    @property
    def works(self) -> bool:
        """Whether the person takes jobs."""
        return self is not Role.HIRE


def role_of(*, hires: bool, works: bool) -> Role:
    """The purpose that stands for the two answers; somebody who said neither may do both."""
    if hires == works:
        return Role.BOTH
    return Role.HIRE if hires else Role.WORK


def role_field(**options: Any) -> forms.TypedChoiceField:
    """The question, as a choice on cards."""
    hints = {
        "hire": _("Award jobs and fund them."),
        "work": _("Take jobs and get paid."),
        "both": _("Some of each."),
    }
    choices = [("hire", _("Hire")), ("work", _("Work")), ("both", _("Both"))]
    return forms.TypedChoiceField(
        label=_("I want to"), choices=choices, coerce=Role, widget=CardRadio(hints), **options
    )
