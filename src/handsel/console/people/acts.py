"""What an operator does for somebody who cannot sign in, or whose sign-in somebody else may have.

Each stands on the record of the house with the operator's reason, and on the person's own, from where they
are told. No operator learns a password or a code by it.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from handsel.console.acting import on_house_chain
from handsel.console.entries import HELP_GIVEN, HELPED
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.refusals import Refusal
from handsel.people import account_mail
from handsel.people.factors.acts import reset_factors
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.people.reset_link import reset_link
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.models import Entry
from handsel.ui.context import house_at

LINK_PAUSE = timedelta(minutes=10)


class Help(StrEnum):
    """What an operator can do for a person."""

    SESSIONS = "sessions"
    RESET_LINK = "reset-link"
    FACTORS = "factors"


class OwnSignIn(Refusal):
    """Operators do not act on their own sign-in as operators."""

    what = gettext_noop("This is your own account.")
    way_out = gettext_noop("Use your settings, or ask another operator.")


class NothingToEnd(Refusal):
    """There is no session, or no factor, to take away."""

    what = gettext_noop("There is nothing to end or to turn off.")
    way_out = gettext_noop("Open the page again to see what there is now.")


class LinkSent(Refusal):
    """A link to choose a password was sent a moment ago."""

    what = gettext_noop("A link was sent within the last ten minutes.")
    kept = gettext_noop("No other one was sent.")
    way_out = gettext_noop("Have the person look at their mail, or wait.")


def give_help(actor: Actor, person: Person, help_kind: Help, *, reason: str) -> None:
    """Help a person, for a reason that both records keep."""
    if actor.id == person.pk:
        raise OwnSignIn

    def body(context: ActionContext) -> Facts:
        _HELPS[help_kind](context, person, reason)
        return {"person": str(person.pk), "help": help_kind.value, "reason": reason}

    request = {"person": str(person.pk), "help": help_kind.value, "reason": reason}
    perform(on_house_chain(HELP_GIVEN, request), actor, body)


def _end_sessions(context: ActionContext, person: Person, reason: str) -> None:
    sessions = list(UserSession.objects.filter(user=person))
    if not sessions:
        raise NothingToEnd
    for session in sessions:
        session.end()
    _tell(context, person.pk, Help.SESSIONS, reason)


def _send_reset_link(context: ActionContext, person: Person, reason: str) -> None:
    given = Entry.objects.filter(chain__subject=person.pk, kind=HELPED.name, at__gt=context.at - LINK_PAUSE)
    if any(entry.facts.get("help") == Help.RESET_LINK for entry in given.select_related("content")):
        raise LinkSent
    with translation.override(person.language):
        about = {"house": house_at(), "password_reset_url": reset_link(person)}
        text = render_to_string("account/email/operator_reset_message.txt", about)
        account_mail.queue(EmailMessage(_("Choose a new password"), text.strip(), to=[person.email]))
    _tell(context, person.pk, Help.RESET_LINK, reason)


def _reset_factors(context: ActionContext, person: Person, reason: str) -> None:
    if not reset_factors(person.pk, by=context.actor.id, reason=reason):
        raise NothingToEnd


def _tell(context: ActionContext, person: UUID, help_kind: Help, reason: str) -> None:
    """Put it on the person's own record, from where they are told."""
    facts = {"help": help_kind.value, "reason": reason}
    spec = on_own_chain(HELPED, person, facts)
    perform(spec, Actor(context.actor.id, context.at), lambda _context: facts)


_HELPS: dict[Help, Callable[[ActionContext, Person, str], None]] = {
    Help.SESSIONS: _end_sessions,
    Help.RESET_LINK: _send_reset_link,
    Help.FACTORS: _reset_factors,
}
