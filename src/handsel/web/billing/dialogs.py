"""The dialogs of the Billing page: a form each, which opens again with what was typed if that is wrong."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.base.page_forms import PageForm, Reason
from handsel.web.jobs.job_view import JobView
from handsel.work.bonuses.paying import TAKES_BONUS
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest


class NotOpen(Refusal):
    """What a form asks for is not open to this side, or not any more."""

    what = gettext_noop("You cannot do this now.")
    way_out = gettext_noop("Go back, check the current state, and try again.")


class DialogForm(PageForm):
    """A form about one milestone; `dialog` names the dialog that shows it."""

    dialog: str

    def __init__(self, milestone: Milestone, data: QueryDict | None = None) -> None:
        self.milestone = milestone
        super().__init__(f"{self.dialog}-{milestone.pk}", data)


class AmountForm(DialogForm):
    """A form about a part of what is held, which is all of it unless `starts_with_all` is off."""

    starts_with_all = True

    def __init__(
        self, milestone: Milestone, data: QueryDict | None = None, *, is_repeated: bool = False
    ) -> None:
        """A form that `is_repeated` is taken whatever is held by now: its act answers as before."""
        super().__init__(milestone, data)
        field = self.fields["amount"]
        assert isinstance(field, Amount)
        field.currency = milestone.job.currency
        field.most = None if is_repeated else milestone.free
        field.initial = amount_input(milestone.free) if self.starts_with_all else None


class ReleaseForm(AmountForm):
    """Releasing what is held, or a part of it; its figures follow what is typed."""

    dialog = "release"
    amount = Amount(label=gettext_lazy("Amount to release"))

    def __init__(self, milestone: Milestone, *args: Any, **kwargs: Any) -> None:
        super().__init__(milestone, *args, **kwargs)
        self.fields["amount"].widget.attrs |= {
            "hx-get": reverse("release-figures", args=[milestone.pk]),
            "hx-trigger": "input",
            "hx-target": f"#figures-{milestone.pk}",
            "hx-sync": "this:replace",
            "hx-disabled-elt": f"#release-{milestone.pk}-do",
        }


class ChangesForm(DialogForm):
    """Asking for changes to a delivery."""

    dialog = "changes"
    reason = Reason(label=gettext_lazy("What is missing, compared with the terms"))


class RefundRequestForm(AmountForm):
    """Asking for a part back, as the client."""

    dialog = "ask"
    amount = Amount(label=gettext_lazy("How much"))
    reason = Reason(label=gettext_lazy("Reason"))


class RefundForm(AmountForm):
    """Returning a part, as the freelancer."""

    dialog = "refund"
    amount = Amount(label=gettext_lazy("Amount to refund"))


class SplitForm(AmountForm):
    """Proposing how to share what is held."""

    dialog = "split"
    starts_with_all = False
    amount = Amount(label=gettext_lazy("To the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Reason"))


class BonusForm(PageForm):
    """Paying a bonus, as the client."""

    amount = Amount(label=gettext_lazy("How much"))
    reason = Reason(label=gettext_lazy("What it is for"))

    def __init__(self, job: Job, data: QueryDict | None = None) -> None:
        super().__init__("bonus", data)
        field = self.fields["amount"]
        assert isinstance(field, Amount)
        field.currency = job.currency


class RefusalForm(PageForm):
    """Refusing a request for a refund, or a split."""

    reason = Reason(label=gettext_lazy("Why you decline"), widget=forms.TextInput)

    def __init__(self, money_request: MoneyRequest, data: QueryDict | None = None) -> None:
        super().__init__(f"refusal-{money_request.pk}", data)


class ObjectionForm(PageForm):
    """Objecting to the return of what is held."""

    reason = Reason(label=gettext_lazy("Why you object"), widget=forms.TextInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__("objection", data)


DIALOGS = [form.dialog for form in (ReleaseForm, ChangesForm, RefundRequestForm, RefundForm, SplitForm)]
"""The names of the dialogs."""


def open_forms(job_view: JobView, failed: PageForm | None) -> dict[str, PageForm]:
    """The forms open to this side, by key; `failed` stands for its own, with what was typed.

    Raises `NotOpen` if the one that failed is not.
    """
    is_client = job_view.side is Side.CLIENT
    shown: list[PageForm] = [form for row in job_view.milestones for form in _dialog_forms(job_view, row)]
    shown += [RefusalForm(split) for split in job_view.splits if split.side != job_view.side]
    shown += [] if is_client else [RefusalForm(refund) for refund in job_view.refunds]
    shown += [] if is_client or not job_view.job.ending_at else [ObjectionForm()]
    shown += [BonusForm(job_view.job)] if is_client and job_view.job.stage in TAKES_BONUS else []
    by_key = {form.key: form for form in shown}
    if failed is not None:
        if failed.key not in by_key:
            raise NotOpen
        by_key[failed.key] = failed
    return by_key


def _dialog_forms(job_view: JobView, milestone: Milestone) -> list[DialogForm]:
    """The forms about what a milestone holds."""
    if not milestone.free:
        return []
    kinds: list[type[DialogForm]] = [RefundForm]
    if job_view.side is Side.CLIENT:
        kinds = [ReleaseForm, RefundRequestForm, *([ChangesForm] if milestone.delivered_at else [])]
    if all(split.milestone_id != milestone.pk for split in job_view.splits):
        kinds.append(SplitForm)
    return [kind(milestone) for kind in kinds]
