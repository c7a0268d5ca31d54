"""Joining: the person, their party and what they are called, on their own chain from its first entry."""

from dataclasses import asdict, dataclass
from uuid import UUID

from allauth.account.models import EmailAddress

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.entries import JOINED, OPERATOR_MADE
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain


@dataclass(frozen=True)
class Newcomer:
    """Somebody who joins; `proved` if an operator vouches for the address."""

    email: str
    name: str
    time_zone: str = "UTC"
    hires: bool = True
    works: bool = True
    proved: bool = False


def join(pk: UUID, newcomer: Newcomer, password: str | None = None) -> Person:
    """Make the person under this identifier, with a party; without a password, it is unusable."""
    about = {name: value for name, value in asdict(newcomer).items() if name not in {"email", "proved"}}

    def body(context: ActionContext) -> Facts:
        person = Person.objects.create_user(newcomer.email, password, id=pk, joined_at=context.at, **about)
        if newcomer.proved:
            EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return {"email": person.email, **about, "party": person.party.pk, "proved": newcomer.proved}

    perform(on_own_chain(JOINED, pk, about), Actor(pk), body)
    return Person.objects.get(pk=pk)


def make_operator(person: Person) -> None:
    """Let a person keep the house in order: an entry of the house."""

    def body(_context: ActionContext) -> Facts:
        Person.objects.filter(pk=person.pk).update(is_operator=True)
        return {"person": str(person.pk)}

    spec = ActionSpec(OPERATOR_MADE, Chain.Kind.HOUSE, HOUSE, {"person": str(person.pk)})
    perform(spec, Actor(HOUSE), body)
    person.refresh_from_db()
