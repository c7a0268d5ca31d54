"""Proving an email address on the record, without the mail and its link."""

from allauth.account.models import EmailAddress

from handsel.kernel.json import Facts
from handsel.people.entries import EMAIL_CONFIRMED
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform


def prove_address(person: Person) -> None:
    """Let a person's own address be proved."""

    def body(_context: ActionContext) -> Facts:
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return {"from": person.email, "to": person.email}

    perform(on_own_chain(EMAIL_CONFIRMED, person.pk, {"to": person.email}), Actor(person.pk), body)
