"""The form of whom a job is awarded to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.characters import caseless
from handsel.people.email_address import EMAIL_LENGTH, NormalisedEmailField
from handsel.people.models import Person
from handsel.work.terms.award import Awardee


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the client worked with, by a name that no other of them has; `job` is their last together."""

    person: Person
    name: str
    job: int


class AwardeeForm(forms.Form):
    """The awardee, in one field: the name of somebody the client worked with, or an email."""

    awardee = forms.CharField(
        label=gettext_lazy("Their email"), max_length=EMAIL_LENGTH, widget=forms.EmailInput
    )

    def __init__(self, *args: Any, client: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(_known_to(client))
        if self.known:
            self.fields["awardee"].label = _("Name or email")
            self.fields["awardee"].widget = forms.TextInput(
                {"list": "known", "autocomplete": "off", "data-options": "people", "maxlength": EMAIL_LENGTH}
            )

    def clean_awardee(self) -> Awardee:
        """The awardee; the address of somebody here means that person."""
        written = self.cleaned_data["awardee"]
        for known in self.known:
            if caseless(known.name) == caseless(written):
                return Awardee(known.person)
        if self.known and "@" not in written:
            raise forms.ValidationError(_("Choose someone you worked with, or enter an email."))
        email = NormalisedEmailField().clean(written)
        return Awardee(Person.objects.proved(email), email)


def _known_to(client: Person) -> Iterator[KnownPerson]:
    """The active freelancers of a client by name; where two share one, their last job tells them apart."""
    with_client = Q(party__jobs_done__client__person=client)
    people = (
        Person.objects.filter(is_active=True)
        .annotate(last_job=Max("party__jobs_done", filter=with_client))
        .filter(last_job__isnull=False)
        .order_by("name", "-last_job")
    )
    shared = Counter(caseless(person.name) for person in people)
    for person in people:
        alone = shared[caseless(person.name)] == 1
        name = person.name if alone else _("{name} (job {n})").format(name=person.name, n=person.last_job)
        yield KnownPerson(person, name, person.last_job)
