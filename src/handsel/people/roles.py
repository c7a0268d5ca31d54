"""Roles: hire, work, or both."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handsel.ui.fields import CardRadio


class Role(StrEnum):
    """What a person wants to do. It can change at any time and restricts nothing."""

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
    """The role for two answers; neither counts as both."""
    if hires == works:
        return Role.BOTH
    return Role.HIRE if hires else Role.WORK


def role_field(**options: Any) -> forms.TypedChoiceField:
    """A form field to choose a role, on cards."""
    hints = {
        "hire": _("Award jobs and pay when the work is done."),
        "work": _("Work for clients and get paid."),
        "both": _("Hire and work."),
    }
    choices = [("hire", _("Hire freelancers")), ("work", _("Work")), ("both", _("Both"))]
    return forms.TypedChoiceField(
        label=_("I want to"), choices=choices, coerce=Role, widget=CardRadio(hints), **options
    )
