"""The form of whom a job is awarded to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.people.email_address import EMAIL_LENGTH, NormalisedEmailField
from handsel.people.models import Person
from handsel.work.terms.award import Awardee


class AwardeeForm(forms.Form):
    """The awardee: somebody the client worked with, or an address."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=gettext_lazy("Someone you worked with"),
        empty_label=gettext_lazy("None of these"),
    )
    email = NormalisedEmailField(
        label=gettext_lazy("Or their email"), max_length=EMAIL_LENGTH, required=False
    )

    def __init__(self, *args: Any, client: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Person.objects.filter(party__jobs_done__client__person=client, is_active=True)
        self.fields["person"].queryset = known.distinct().order_by("name")  # type: ignore[attr-defined]
        self.knows_somebody = known.exists()
        if not self.knows_somebody:
            self.fields["email"].label = _("Their email")
            self.fields["email"].required = True

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("person")) == bool(cleaned.get("email")):
            self.add_error("email", _("Choose someone you worked with, or enter an email."))
        return cleaned

    def to(self) -> Awardee:
        """The awardee; the address of somebody here means that person."""
        person, email = self.cleaned_data["person"], self.cleaned_data["email"]
        return Awardee(person or Person.objects.proved(email), email)
