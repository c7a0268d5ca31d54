"""The form of terms by the hour."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.money import MINOR_MAX, Money
from handsel.policy.models import Policy
from handsel.ui.fields import CardRadio
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.terms.fees import EditorTotal, week_total
from handsel.web.terms.forms import EditorStart, TermsForm, currency_in, value_so_far
from handsel.work.hours.hourly_terms import LIMIT_HOURS_MAX, HourlyTerms, WorkView
from handsel.work.hours.pay import HOUR, amount
from handsel.work.terms.content import Terms

_HOURLY = ("rate", "weekly_hours", "start", "work_view", "by_hand", "auto_fund")
WORK_VIEWS = (
    (
        WorkView.OFFERED,
        gettext_lazy("Offered"),
        gettext_lazy("The freelancer may turn it off. Then time is paid, but not protected."),
    ),
    (
        WorkView.REQUIRED,
        gettext_lazy("Required"),
        gettext_lazy("Tracked time without screenshots is not paid."),
    ),
    (WorkView.OFF, gettext_lazy("Off"), gettext_lazy("No screenshots, so no time is protected.")),
)


class HourlyForm(TermsForm):
    """The fields of a version by the hour, and its note, in the order of the page."""

    field_order = ("title", "description", "currency", *_HOURLY, "policy", "clauses", "note")
    auto_release_days = None  # type: ignore[assignment]
    rate = Amount(label=gettext_lazy("Hourly rate"))
    weekly_hours = forms.IntegerField(
        label=gettext_lazy("Weekly limit, hours"), min_value=1, max_value=LIMIT_HOURS_MAX
    )
    start = forms.DateField(
        label=gettext_lazy("Start"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    work_view = forms.ChoiceField(
        label=gettext_lazy("Work View: screenshots while the Tracker runs"),
        choices=[(value, words) for value, words, _hint in WORK_VIEWS],
        widget=CardRadio(hints={value: hint for value, _words, hint in WORK_VIEWS}),
    )
    by_hand = forms.BooleanField(label=gettext_lazy("Manual time allowed"), required=False)
    auto_fund = forms.BooleanField(label=gettext_lazy("Auto-fund each week on Sunday"), required=False)

    def clean(self) -> dict[str, Any]:
        """The form, if a full week costs no more than an amount may be."""
        fields = self.cleaned_data
        rate, hours = fields.get("rate"), fields.get("weekly_hours")
        if rate and hours and amount(hours * HOUR, rate.minor) > MINOR_MAX:
            most = money_text(Money(MINOR_MAX, rate.currency))
            self.add_error("rate", _("A full week may cost at most {most}.").format(most=most))
        return fields


class HourlyEditor:
    """The form of a version by the hour, bound if it was sent, and the resulting terms."""

    milestones = None

    def __init__(self, data: QueryDict | None, *, start: EditorStart, **options: Any) -> None:
        self.currency = currency_in(data, start)
        self.form = HourlyForm(data, initial=start.values, **options)
        rate = self.form.fields["rate"]
        assert isinstance(rate, Amount)
        rate.currency = self.currency

    @staticmethod
    def start_from(terms: Terms, policies: Sequence[Policy]) -> EditorStart:
        """The start from existing terms."""
        hourly = terms.hourly
        assert hourly is not None
        rate = amount_input(Money(hourly.rate, terms.currency))
        hours = {**hourly.facts(), "rate": rate, "weekly_hours": hourly.weekly_hours, "start": hourly.start}
        return EditorStart({**terms.facts(), **hours})

    @property
    def total(self) -> EditorTotal | None:
        """What a full week costs by what is written so far, once a policy is chosen."""
        rules = self.form.chosen_rules()
        rate, hours = (value_so_far(self.form[name]) for name in ("rate", "weekly_hours"))
        week = amount(hours * HOUR, rate.minor) if rate and hours else MINOR_MAX + 1
        return week_total(rules, week if week <= MINOR_MAX else None, self.currency) if rules else None

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
            work_view=WorkView(hourly["work_view"]),
            by_hand=hourly["by_hand"],
            auto_fund=hourly["auto_fund"],
        )
        return Terms(milestones=[], auto_release_days=None, hourly=agreed, **values)
