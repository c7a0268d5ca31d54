"""The forms of operators in a case of conduct: a decision, and the answer to an appeal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.i18n import gettext_noop
from handsel.trust.conduct.outcomes import GROUND_SENTENCES, ConductOutcome, Ground, fits
from handsel.trust.conduct.verdicts import Verdict
from handsel.web.base.page_forms import PageForm, Reason

_CHOICES = {
    ConductOutcome.DISMISS: gettext_noop("Dismiss"),
    ConductOutcome.WARN: gettext_noop("Warn"),
    ConductOutcome.SUSPEND: gettext_noop("Suspend until a date"),
    ConductOutcome.REMOVE: gettext_noop("Propose to remove from this site"),
}


class CaseForm(PageForm):
    """What is decided, why, and until when."""

    outcome = forms.TypedChoiceField(label=gettext_lazy("Decision"), coerce=ConductOutcome)
    last_day = forms.DateField(
        label=gettext_lazy("Last day of a suspension"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ground = forms.TypedChoiceField(label=gettext_lazy("Reason"), coerce=Ground)
    reason = Reason(label=gettext_lazy("In your own words"))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__("case", data)
        for name, labels in (("outcome", _CHOICES), ("ground", GROUND_SENTENCES)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [(key.value, _(label)) for key, label in labels.items()]

    def clean(self) -> dict[str, Any]:
        """A reason that fits, and a last day where one is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        outcome, ground = cleaned.get("outcome"), cleaned.get("ground")
        if outcome and ground and not fits(outcome, ground):
            self.add_error("ground", _("This reason does not go with this decision."))
        if (
            outcome is ConductOutcome.SUSPEND
            and not cleaned.get("last_day")
            and "last_day" not in self.errors
        ):
            self.add_error("last_day", ValidationError(_("Enter the last day of the suspension.")))
        return cleaned

    def verdict(self) -> Verdict:
        """What the form decides; a last day counts for a suspension alone."""
        cleaned = self.cleaned_data
        last_day = cleaned["last_day"] if cleaned["outcome"] is ConductOutcome.SUSPEND else None
        return Verdict(cleaned["outcome"], cleaned["ground"], cleaned["reason"], last_day)


class AppealAnswerForm(PageForm):
    """What becomes of an appeal, and why."""

    granted = forms.TypedChoiceField(label=gettext_lazy("Decision"), coerce=lambda value: value == "yes")
    reason = Reason(label=gettext_lazy("Reasons"))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__("answer", data)
        field = self.fields["granted"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("no", _("Refuse the appeal")),
            ("yes", _("Overturn the decision")),
        ]
