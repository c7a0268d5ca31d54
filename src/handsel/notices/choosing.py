"""Choosing when to be mailed: an act on the person's own chain."""

from handsel.kernel.json import Facts
from handsel.notices.models import MailChoice
from handsel.notices.times import Choice
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.deeds import By, Deed, enact


def choose_mail(by: By, choice: Choice) -> None:
    """Mail the person who asks so from now on; what is as it was makes no entry."""
    person, facts = Person.objects.get(pk=by.actor), _facts(choice)
    if MailChoice.of(person) == choice:
        return

    def body(deed: Deed) -> Facts:
        quiet = choice.quiet
        kept = {
            "how": choice.how,
            "quiet_from": quiet and quiet.start,
            "quiet_until": quiet and quiet.end,
        }
        MailChoice.objects.update_or_create(person=person, defaults=kept)
        return facts

    enact(on_own_chain("person.mail_changed", by.actor, facts), by, body)


def _facts(choice: Choice) -> Facts:
    quiet = choice.quiet
    hours = [f"{clock:%H:%M}" for clock in (quiet.start, quiet.end)] if quiet else []
    return {"how": str(choice.how), "quiet": hours}
