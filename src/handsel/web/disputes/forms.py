"""The forms of disputes: opening one, answering it, and open offers."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.money import Money
from handsel.trust.disputes.models import Dispute
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.base.entry_numbers import EntryNumbers
from handsel.web.base.page_forms import PageForm, Reason
from handsel.work.milestones.models import Milestone


class OpeningForm(PageForm):
    """How much is disputed, how it should be shared, why, and what proves it."""

    amount = Amount(label=gettext_lazy("Amount in dispute"))
    to_freelancer = Amount(label=gettext_lazy("Of this, to the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Reason"))
    evidence = EntryNumbers(label=gettext_lazy("Evidence: record numbers (optional)"))

    def __init__(
        self, milestone: Milestone, data: QueryDict | None = None, *, is_repeated: bool = False
    ) -> None:
        """A form that `is_repeated` is taken whatever is free by now: its act answers as before."""
        super().__init__("dispute", data)
        for name in ("amount", "to_freelancer"):
            _limit(self, name, milestone.job.currency, None if is_repeated else milestone.free)
        self.fields["amount"].initial = amount_input(milestone.free)

    def clean(self) -> dict[str, Any]:
        """The parts; more for the freelancer than is disputed is an error."""
        cleaned: dict[str, Any] = super().clean() or {}
        amount, part = cleaned.get("amount"), cleaned.get("to_freelancer")
        if amount and part is not None and part > amount:
            self.add_error("to_freelancer", _("This is more than the amount in dispute."))
        return cleaned


class AnswerForm(PageForm):
    """What the other side says, and what proves it."""

    answer = Reason(label=gettext_lazy("Your answer"))
    evidence = EntryNumbers(label=gettext_lazy("Evidence: record numbers (optional)"))


class AppealForm(PageForm):
    """Why a side appeals."""

    reason = Reason(label=gettext_lazy("Why you appeal"))


class DecisionForm(PageForm):
    """What the freelancer gets by an operator's decision, and why."""

    amount = Amount(label=gettext_lazy("To the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Reasons"))

    def __init__(self, dispute: Dispute, data: QueryDict | None = None) -> None:
        super().__init__("decision", data)
        _limit(self, "amount", dispute.job.currency, dispute.money)


class OfferForm(PageForm):
    """What the freelancer would get of what is disputed, and why."""

    amount = Amount(label=gettext_lazy("To the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Why this is fair (optional)"), required=False)

    def __init__(self, dispute: Dispute, data: QueryDict | None = None) -> None:
        super().__init__("offer", data)
        _limit(self, "amount", dispute.job.currency, dispute.money)


class DecliningForm(PageForm):
    """Why an offer is declined, if a side says so; the number is the one that its page showed."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = Reason(
        label=gettext_lazy("Why (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _limit(form: PageForm, name: str, currency: str, most: Money | None) -> None:
    field = form.fields[name]
    assert isinstance(field, Amount)
    field.currency, field.most = currency, most
