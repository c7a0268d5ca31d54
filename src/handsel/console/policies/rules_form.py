"""The form of a policy's rules, and why they change."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from handsel.policy.days_off import CALENDARS
from handsel.policy.models import Policy
from handsel.policy.rules import DetectionMode, FeePayer, Rules
from handsel.web.base.page_forms import Reason
from handsel.work.terms.content import RELEASE_DAYS_MAX, RELEASE_DAYS_MIN

DAYS_MAX = 90
SHOT_DAYS_MAX = 3_650
FEE_PERCENT_MAX = 50
EXIT_FEE_MAX = 100_000_000


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
    detection = forms.ChoiceField(
        label=_("Words about payment outside this site"),
        choices=[
            (DetectionMode.OFF.value, _("Nothing happens")),
            (DetectionMode.WARN.value, _("The writer is warned")),
            (DetectionMode.FLAG.value, _("Writer and operators are told")),
        ],
    )
    exit_fee = forms.IntegerField(
        label=_("Fee for leaving by agreement, in cents"),
        help_text=_("In the smallest unit of the job’s currency. The client pays it once. 0 is free."),
        min_value=0,
        max_value=EXIT_FEE_MAX,
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
        super().__init__(data, initial={**initial, "fee_percent": percent, "version": version}, auto_id="%s")

    def published_as(self, policy: Policy) -> tuple[str, int]:
        """The name of the version that it makes, and the version that its reader saw."""
        return policy.name, self.cleaned_data["version"]

    def rules(self) -> Rules:
        """The rules as the form has them."""
        changed = {name: value for name, value in self.cleaned_data.items() if hasattr(self.current, name)}
        basis_points = int(self.cleaned_data["fee_percent"] * 100)
        modes: dict[str, Any] = {
            "fee_payer": FeePayer(changed.pop("fee_payer")),
            "detection": DetectionMode(changed.pop("detection")),
        }
        return replace(self.current, **changed, **modes, fee_basis_points=basis_points)
