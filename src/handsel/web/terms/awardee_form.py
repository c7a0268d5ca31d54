"""The form of whom a job is awarded to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.characters import caseless
from handsel.people.email_address import EMAIL_LENGTH, NormalisedEmailField
from handsel.people.models import Person
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee

MEANING_LENGTH = 16
_MEANS_ANOTHER = gettext_lazy(
    "This name did not mean the same person when you opened the page. It now means the freelancer of "
    "job %(n)s, %(title)s. If you mean them, send the form again."
)


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the client worked with; their last job together tells apart those who share a name."""

    person: Person
    name: str
    job: int
    title: str

    @property
    def meaning(self) -> str:
        """That this name means this person, as a few signs."""
        return sha256(f"{self.person.pk} {caseless(self.name)}".encode()).hexdigest()[:MEANING_LENGTH]


class AwardeeForm(forms.Form):
    """The awardee, in one field: the name of somebody the client worked with, or an email.

    `shown`, a hidden field, says whom each name meant when the page was opened: who takes a name meanwhile is
    not chosen by it. What is typed keeps it when rows are added or removed, and loses it when it is refused.
    """

    awardee = forms.CharField(
        label=gettext_lazy("Their email"), max_length=EMAIL_LENGTH, widget=forms.EmailInput
    )

    def __init__(self, *args: Any, client: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(_known_to(client))
        self.shown = self.initial.get("shown") or " ".join(known.meaning for known in self.known)
        if self.known:
            self.fields["awardee"].label = _("Name or email")
            self.fields["awardee"].widget = forms.TextInput(
                {"list": "known", "autocomplete": "off", "data-options": "people", "maxlength": EMAIL_LENGTH}
            )

    def clean_awardee(self) -> Awardee:
        """The awardee. An email always means whoever proved it, even where somebody is called like that."""
        written = self.cleaned_data["awardee"]
        try:
            email = NormalisedEmailField().clean(written)
        except forms.ValidationError:
            if not self.known:
                raise
            return Awardee(self._called(written))
        return Awardee(Person.objects.proved(email), email)

    def _called(self, name: str) -> Person:
        """Whom the client worked with by this name, if it is the name of one alone, and was on the page."""
        named = [known for known in self.known if caseless(known.name) == caseless(name)]
        if len(named) > 1:
            raise forms.ValidationError(_("Several people have this name. Enter the email of one of them."))
        if not named:
            raise forms.ValidationError(_("Choose someone you worked with, or enter an email."))
        if named[0].meaning not in self.data.get("shown", "").split():
            raise forms.ValidationError(_MEANS_ANOTHER, params={"n": named[0].job, "title": named[0].title})
        return named[0].person


def _known_to(client: Person) -> Iterator[KnownPerson]:
    """The active freelancers of a client by name; their last job tells apart those who share one.

    Whoever has a name that another of them had before shares it: a draft or a memory may mean the other.
    """
    with_client = Q(party__jobs_done__client__person=client)
    people = (
        Person.objects.annotate(last_job=Max("party__jobs_done", filter=with_client))
        .filter(last_job__isnull=False)
        .order_by("name", "-last_job")
    )
    taken = Counter(name for person in people for name in _names_so_far(person))
    titles = dict(
        Job.objects.filter(pk__in=[person.last_job for person in people]).values_list("pk", "title")
    )
    for person in people:
        if not person.is_active:
            continue
        alone = taken[caseless(person.name)] == 1
        name = person.name if alone else _("{name} (job {n})").format(name=person.name, n=person.last_job)
        yield KnownPerson(person, name, person.last_job, titles[person.last_job])


def _names_so_far(person: Person) -> set[str]:
    return {caseless(person.name), *(caseless(former["name"]) for former in person.former_names)}
