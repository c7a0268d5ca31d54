"""Choosing when to be mailed: an act on the person's own chain."""

from handsel.kernel.json import Facts
from handsel.notices.entries import MAIL_CHANGED
from handsel.notices.mail_schedule import MailSchedule
from handsel.notices.models import MailPreference
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform


def choose_mail(actor: Actor, choice: MailSchedule) -> None:
    """Mail the person who asks so from now on; what is as it was makes no entry."""
    person, facts = Person.objects.get(pk=actor.id), _facts(choice)
    if MailPreference.of(person) == choice:
        return

    def body(context: ActionContext) -> Facts:
        quiet = choice.quiet
        kept = {
            "frequency": choice.frequency,
            "quiet_from": quiet and quiet.start,
            "quiet_until": quiet and quiet.end,
        }
        MailPreference.objects.update_or_create(person=person, defaults=kept)
        return facts

    perform(on_own_chain(MAIL_CHANGED, actor.id, facts), actor, body)


def _facts(choice: MailSchedule) -> Facts:
    quiet = choice.quiet
    hours = [f"{clock:%H:%M}" for clock in (quiet.start, quiet.end)] if quiet else []
    return {"frequency": str(choice.frequency), "quiet": hours}
