"""The form of a policy's rules, and why they change."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from handsel.kernel.money import Money
from handsel.people.models import Person
from handsel.policy.days_off import CALENDARS
from handsel.policy.models import Policy
from handsel.policy.rules import DetectionMode, FeePayer, Rules
from handsel.ui.fields import NoBidiTextField
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.base.page_forms import Reason
from handsel.work.terms.content import RELEASE_DAYS_MAX, RELEASE_DAYS_MIN

DAYS_MAX = 90
SHOT_DAYS_MAX = 3_650
FEE_PERCENT_MAX = 50
EXIT_FEE_MAX = 100_000_000
NAME_LENGTH_MAX = 80
EMAIL_LENGTH_MAX = 254


def _days(label: Any, hint: Any = "", *, least: int = 1, most: int = DAYS_MAX) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


class RulesForm(forms.Form):
    """What a new version of a policy says; rules that have no field here stay as they are."""

    fee_percent = forms.DecimalField(
        label=_("Fee, in percent"),
        help_text=_("Of every payment for work. 0 is no fee."),
        min_value=0,
        max_value=FEE_PERCENT_MAX,
        decimal_places=2,
    )
    fee_payer = forms.ChoiceField(
        label=_("Who pays the fee"),
        choices=[
            (FeePayer.FREELANCER.value, _("The freelancer, deducted")),
            (FeePayer.CLIENT.value, _("The client, on top")),
        ],
    )
    award_lapse_days = _days(_("Days until an offer expires"))
    auto_release_days = _days(
        _("Days until a delivery is paid without an answer"),
        _("Unless the terms of a job say otherwise."),
        least=RELEASE_DAYS_MIN,
        most=RELEASE_DAYS_MAX,
    )
    review_days = _days(_("Business days until a timesheet is paid without an answer"), most=30)
    refund_answer_days = _days(_("Days until a refund request is approved without an answer"))
    ending_days = _days(_("Days that a freelancer has after the client ends the job"))
    dispute_answer_days = _days(_("Business days to answer a dispute"), most=30)
    dispute_negotiation_days = _days(_("Days to negotiate in a dispute"))
    dispute_decision_days = _days(_("Business days in which an operator decides a dispute"), most=30)
    dispute_default_days = _days(_("Days after a late decision until what is disputed is split by default"))
    claim_days = _days(_("Days in which the client can claim money back after a payment"))
    arbiter_name = NoBidiTextField(
        label=_("Outside arbiter: name"),
        help_text=_("Decides what no operator here may decide. Empty: money is split by default."),
        max_length=NAME_LENGTH_MAX,
        required=False,
    )
    arbiter_email = forms.EmailField(
        label=_("Outside arbiter: email"),
        help_text=_("Gets a link for each dispute. Both sides see this before they agree."),
        max_length=EMAIL_LENGTH_MAX,
        required=False,
    )
    detection = forms.ChoiceField(
        label=_("Words about payment outside this site"),
        choices=[
            (DetectionMode.OFF.value, _("Nothing happens")),
            (DetectionMode.WARN.value, _("The writer is warned")),
            (DetectionMode.FLAG.value, _("Writer and operators are told")),
        ],
    )
    exit_fee = Amount(
        label=_("Fee for leaving by agreement"),
        help_text=_("The client pays it once; in jobs in other currencies it is the same number. 0 is free."),
        least=0,
        most=Money(EXIT_FEE_MAX, settings.HOUSE_CURRENCY),
    )
    removal_notice = _days(
        _("Days of notice before a person is removed"),
        _("Counted from when they are told. 0 is no notice."),
        least=0,
    )
    shot_days = _days(_("Days that screenshots are kept after the last payment"), most=SHOT_DAYS_MAX)
    holiday_calendar = forms.ChoiceField(
        label=_("Public holidays"),
        help_text=_("With a calendar, no deadline in days ends on a weekend or a holiday."),
        choices=[("", _("None: deadlines end on any day")), *((name, name) for name in CALENDARS)],
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = Reason(label=_("Reason for the change"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, current: Rules, version: int, data: QueryDict | None = None) -> None:
        self.current = current
        initial = {name: getattr(current, name) for name in self.base_fields if hasattr(current, name)}
        percent = f"{current.fee_basis_points / 100:g}"
        initial["exit_fee"] = amount_input(Money(current.exit_fee, settings.HOUSE_CURRENCY))
        super().__init__(data, initial={**initial, "fee_percent": percent, "version": version}, auto_id="%s")

    def clean(self) -> dict[str, Any]:
        """An arbiter has both a name and an address, and is no operator."""
        cleaned: dict[str, Any] = super().clean() or {}
        name, email = cleaned.get("arbiter_name"), cleaned.get("arbiter_email")
        if name and email == "":
            self.add_error("arbiter_email", _("Enter the address of the arbiter too, or leave both empty."))
        if email and name == "":
            self.add_error("arbiter_name", _("Enter the name of the arbiter too, or leave both empty."))
        if email and Person.objects.filter(email__iexact=email, is_operator=True).exists():
            self.add_error("arbiter_email", _("This is an operator of this site. Name somebody outside."))
        return cleaned

    def published_as(self, policy: Policy) -> tuple[str, int]:
        """The name of the version that it makes, and the version that its reader saw."""
        return policy.name, self.cleaned_data["version"]

    def rules(self) -> Rules:
        """The rules as the form has them."""
        changed = {name: value for name, value in self.cleaned_data.items() if hasattr(self.current, name)}
        changed["exit_fee"] = changed["exit_fee"].minor
        basis_points = int(self.cleaned_data["fee_percent"] * 100)
        modes: dict[str, Any] = {
            "fee_payer": FeePayer(changed.pop("fee_payer")),
            "detection": DetectionMode(changed.pop("detection")),
        }
        return replace(self.current, **changed, **modes, fee_basis_points=basis_points)
