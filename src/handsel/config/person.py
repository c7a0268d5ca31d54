"""`handsel person`: create people, reset lost factors, and print one-time links to choose a password."""

from handsel.kernel import identifiers
from handsel.kernel.characters import clean_text, is_blank, refuse_bidi_controls
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import Refusal
from handsel.people.email_address import normalised_email
from handsel.people.entries import MADE
from handsel.people.factors.acts import reset_factors
from handsel.people.joining import Newcomer, join, make_operator
from handsel.people.models import Person
from handsel.people.reset_link import reset_link
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain


class UnknownPerson(Refusal):
    """Nobody has this email, and name or email won't do for a new person."""

    what = gettext_noop(
        "Nobody signs in by this address; to make a person there, give an e-mail address and --name."
    )


def main(email: str, name: str, *, operator: bool, resets: bool = False) -> None:
    """Find or create the person, make them an operator or reset their factors if asked, and print a link."""
    address = normalised_email(email)
    person = Person.objects.filter(email=address).first() or _make(address, name)
    if operator and not person.is_operator:
        make_operator(person)
    if resets:
        was_reset = reset_factors(person.pk)
        print(
            "The app, passkeys and recovery codes were removed."
            if was_reset
            else "There was nothing to reset."
        )
    print(f"{person.name} ({person.email}{', operator' if person.is_operator else ''}) chooses a password at")
    print(reset_link(person))
    print("The link works once, for three days, and until the next sign-in.")


def _make(email: str, name: str) -> Person:
    """The operator vouches for the email: it needs no confirmation mail."""
    if is_blank(name):
        raise UnknownPerson
    refuse_bidi_controls(name)

    def body(_context: ActionContext) -> Facts:
        person = join(identifiers.new(), Newcomer(email, clean_text(name), proved=True))
        return {"person": str(person.pk), "name": person.name}

    facts = perform(
        ActionSpec(MADE, Chain.Kind.HOUSE, HOUSE, {"email": email, "name": name}), Actor(HOUSE), body
    )
    return Person.objects.get(pk=facts["person"])
