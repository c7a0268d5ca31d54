"""The address of a person's calendar: made, made anew, and removed, on their own chain."""

import secrets

from handsel.kernel.json import Facts
from handsel.notices.entries import CALENDAR_CHANGED
from handsel.notices.models import CalendarFeed
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform

TOKEN_BYTES = 32


def make_address(actor: Actor) -> None:
    """Make an address for the actor's calendar; one that they had leads nowhere from now on."""

    def body(context: ActionContext) -> Facts:
        columns = {"token": secrets.token_urlsafe(TOKEN_BYTES), "made_at": context.at}
        CalendarFeed.objects.update_or_create(person_id=actor.id, defaults=columns)
        return {"is_open": True}

    perform(on_own_chain(CALENDAR_CHANGED, actor.id, {"is_open": True}), actor, body)


def remove_address(actor: Actor) -> None:
    """Let the actor's calendar have no address any more; where it has none, nothing happens."""
    if not CalendarFeed.objects.filter(person_id=actor.id).exists():
        return

    def body(context: ActionContext) -> Facts:
        CalendarFeed.objects.filter(person_id=actor.id).delete()
        return {"is_open": False}

    perform(on_own_chain(CALENDAR_CHANGED, actor.id, {"is_open": False}), actor, body)
