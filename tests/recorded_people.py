"""The cast on the record: the tests make people by hand, and an audit asks the record who they are."""

from handsel.kernel.json import Facts
from handsel.people.entries import JOINED
from handsel.people.joining import make_operator
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.models import Chain


def record(*people: Person) -> None:
    """Put on the record that these people joined, and that some are operators."""
    for person in people:
        _joined(person)
        if person.is_operator:
            make_operator(person)


def record_everybody() -> None:
    """Put on the record all people of whom it says nothing."""
    known = Chain.objects.filter(kind=Chain.Kind.PERSON, entries__kind=JOINED.name).values("subject")
    record(*Person.objects.exclude(pk__in=known).order_by("pk"))


def _joined(person: Person) -> None:
    about = {name: getattr(person, name) for name in ("email", "name", "time_zone", "hires", "works")}

    def body(context: ActionContext) -> Facts:
        Person.objects.filter(pk=person.pk).update(joined_at=context.at)
        return {**about, "party": person.party.pk, "proved": False}

    perform(on_own_chain(JOINED, person.pk, about), Actor(person.pk), body)
