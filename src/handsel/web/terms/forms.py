"""The form of terms at a fixed price, and the fields that terms of every kind have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.forms import BaseFormSet, BoundField, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.identifiers import derived
from handsel.kernel.money import CURRENCIES, Money
from handsel.policy.models import Policy
from handsel.policy.rules import DEFAULT_POLICY
from handsel.ui.fields import NoBidiTextField
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.terms.fees import EditorTotal, editor_total
from handsel.web.terms.policy_choice import AS_POLICY, PolicyForm, chosen_days
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.terms.content import MILESTONES_MAX, MilestoneTerms, Terms


class MilestoneForm(forms.Form):
    """One milestone of the editor."""

    ref = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = NoBidiTextField(label=gettext_lazy("Name"), max_length=120)
    due = forms.DateField(
        label=gettext_lazy("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = Amount(label=gettext_lazy("Amount"))
    done_when = NoBidiTextField(label=gettext_lazy("What counts as done"), max_length=400, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        assert isinstance(amount, Amount)
        amount.currency = currency

    @property
    def row_name(self) -> str:
        """How a list of what is wrong calls it: by its place."""
        return _("Milestone {n}").format(n=int(str(self.prefix).rpartition("-")[2]) + 1)


def value_so_far(bound: BoundField) -> Any:
    """The value of a field as written, sent or not; None if it cannot be read yet."""
    try:
        return bound.field.clean(bound.value() or "")
    except forms.ValidationError:
        return None


Milestones = formset_factory(
    MilestoneForm,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MILESTONES_MAX,
    validate_max=True,
    absolute_max=60,
)


class TermsForm(PolicyForm):
    """The fields of a version besides its milestones, and its note, in the order of the page."""

    field_order: tuple[str, ...] = (
        "title",
        "description",
        "currency",
        "policy",
        "auto_release_days",
        "clauses",
        "note",
    )
    title = NoBidiTextField(label=gettext_lazy("Title"), max_length=80)
    description = NoBidiTextField(label=gettext_lazy("Description"), max_length=10_000, widget=forms.Textarea)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES]
    )
    clauses = NoBidiTextField(
        label=gettext_lazy("Additional clauses (optional)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
    )
    note = NoBidiTextField(
        label=gettext_lazy("Message (optional)"), max_length=2000, required=False, widget=forms.Textarea
    )


@dataclass(frozen=True)
class EditorStart:
    """The initial values of an editor; `added` and `removed` say what was done to its rows just now."""

    values: dict[str, Any] = field(
        default_factory=lambda: {
            "currency": settings.HOUSE_CURRENCY,
            "policy": DEFAULT_POLICY,
            "auto_release_days": AS_POLICY,
            "work_view": WorkView.OFFERED,
            "by_hand": True,
        }
    )
    rows: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    added: bool = False
    removed: bool = False


def start_again(data: QueryDict) -> EditorStart:
    """The editor as sent, unchecked; with a milestone added (`add`) or removed (`remove`, by position)."""
    many = data.get("m-TOTAL_FORMS", "")
    places = range(min(int(many), MILESTONES_MAX) if many.isdecimal() and len(many) < 4 else 0)
    kept = [place for place in places if str(place) != data.get("remove")]
    rows: list[dict[str, Any]] = [
        {name: data.get(f"m-{place}-{name}", "") for name in MilestoneForm.base_fields} for place in kept
    ]
    added = "add" in data and len(rows) < MILESTONES_MAX
    return EditorStart(data.dict(), [*rows, {}] if added else rows or [{}], added, bool(data.get("remove")))


def currency_in(data: QueryDict | None, start: EditorStart) -> str:
    """The currency of the amounts in an editor: the one that is chosen in it, if there is such a one."""
    currency = (start.values if data is None else data).get("currency")
    return currency if currency in CURRENCIES else settings.HOUSE_CURRENCY


class FixedEditor:
    """The form of a version at a fixed price: its parts, bound if it was sent, and the resulting terms."""

    def __init__(self, data: QueryDict | None, *, start: EditorStart, **options: Any) -> None:
        self.currency = currency_in(data, start)
        self.form = TermsForm(data, initial=start.values, **options)
        self.milestones: BaseFormSet[MilestoneForm] = Milestones(
            data,
            prefix="m",
            initial=start.rows,
            form_kwargs={
                "currency": self.currency,
                # An added milestone must be filled in like the first.
                "empty_permitted": False,
                "use_required_attribute": True,
            },
        )
        self.removed = start.removed
        if start.added:
            self.milestones.forms[-1].fields["name"].widget.attrs["autofocus"] = True

    @staticmethod
    def start_from(terms: Terms, policies: Sequence[Policy]) -> EditorStart:
        """The start from existing terms."""
        values = {**terms.facts(), "auto_release_days": chosen_days(terms, policies)}
        rows = [
            {**part.facts(), "due": part.due, "amount": amount_input(Money(part.amount, terms.currency))}
            for part in terms.milestones
        ]
        return EditorStart(values, rows)

    @property
    def total(self) -> EditorTotal | None:
        """The total and the fee of what is written so far, once a policy is chosen."""
        rules = self.form.chosen_rules()
        amounts = [value_so_far(row["amount"]) for row in self.milestones]
        return editor_total(rules, amounts, self.currency) if rules else None

    def is_valid(self) -> bool:
        """Whether both parts are valid; checks both, so that every error is shown."""
        return all([self.form.is_valid(), self.milestones.is_valid()])

    def terms(self, key: UUID, known: Sequence[UUID] = ()) -> Terms:
        """The terms as entered; a known `ref` is kept, a new one is derived from the form's key."""
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "note"}
        rows = [form.cleaned_data for form in self.milestones]
        parts = [
            MilestoneTerms(
                ref=row["ref"] if row["ref"] in known else derived(key, f"milestone {place}"),
                name=row["name"],
                amount=row["amount"].minor,
                due=row["due"],
                done_when=row["done_when"],
            )
            for place, row in enumerate(rows)
        ]
        return Terms(milestones=parts, **values)
