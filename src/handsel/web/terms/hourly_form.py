"""The form of terms by the hour."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from handsel.kernel.money import Money
from handsel.policy.models import Policy
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.terms.forms import TermsForm
from handsel.work.hours.hourly_terms import LIMIT_HOURS_MAX, HourlyTerms, WorkView
from handsel.work.hours.pay import HOUR
from handsel.work.terms.content import Terms

_HOURLY = ("rate", "weekly_hours", "start", "by_hand", "auto_fund")


class HourlyForm(TermsForm):
    """The fields of a version by the hour, and its note, in the order of the page."""

    field_order = ("title", "description", *_HOURLY, "currency", "policy", "clauses", "note")
    auto_release_days = None  # type: ignore[assignment]
    rate = Amount(label=gettext_lazy("An hour costs"))
    weekly_hours = forms.IntegerField(
        label=gettext_lazy("Hours a week at most"), min_value=1, max_value=LIMIT_HOURS_MAX
    )
    start = forms.DateField(
        label=gettext_lazy("Start"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    by_hand = forms.BooleanField(label=gettext_lazy("Time by hand allowed"), required=False)
    auto_fund = forms.BooleanField(label=gettext_lazy("Auto-fund each week on Sunday"), required=False)


class HourlyEditor:
    """The whole form of a version by the hour, bound if it was sent, and the resulting terms."""

    template = "web/terms/hourly_editor.html"

    def __init__(self, data: QueryDict | None = None, *, policies: Sequence[Policy], start: Terms) -> None:
        self.form = HourlyForm(data, initial=_initial(start), policies=policies)
        rate = self.form.fields["rate"]
        assert isinstance(rate, Amount)
        rate.currency = start.currency

    def is_valid(self) -> bool:
        """Whether the form is valid."""
        return self.form.is_valid()

    def terms(self, key: UUID, known: Sequence[UUID] = ()) -> Terms:
        """The terms as entered."""
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "note"}
        hourly = {name: values.pop(name) for name in _HOURLY}
        agreed = HourlyTerms(
            rate=hourly["rate"].minor,
            weekly_seconds=hourly["weekly_hours"] * HOUR,
            start=hourly["start"],
            work_view=WorkView.OFF,
            by_hand=hourly["by_hand"],
            auto_fund=hourly["auto_fund"],
        )
        return Terms(milestones=[], auto_release_days=None, hourly=agreed, **values)


def _initial(terms: Terms) -> dict[str, Any]:
    """What the form begins with: terms by the hour as they are."""
    hourly = terms.hourly
    assert hourly is not None
    return {
        **terms.facts(),
        "rate": amount_input(Money(hourly.rate, terms.currency)),
        "weekly_hours": hourly.weekly_hours,
        "start": hourly.start,
        "by_hand": hourly.by_hand,
        "auto_fund": hourly.auto_fund,
    }
