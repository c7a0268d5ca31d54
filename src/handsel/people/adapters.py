"""Where allauth's steps become acts of the house, so that changes to signing in are on the record."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from handsel.kernel.json import Facts
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform


class _EmailTaken(Refusal):
    """Another person has proved that the address is theirs."""


class PersonAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing up, and changing a password or an address: each an act on the person's own chain."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That password does not fit this email. After five wrong tries there is a pause of 15 minutes."
        ),
        "too_many_login_attempts": _(
            "There were too many wrong tries. Wait 15 minutes, or reset the password to go on now."
        ),
        "enter_current_password": _("That is not your current password."),
        "incorrect_password": _("That is not your password."),
        "email_taken": _("Somebody already signs in with this email."),
        "same_as_current": _("You sign in with this email already."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:
        """Make the person that a sign-up asks for."""
        cleaned = form.cleaned_data
        about: Facts = {
            "name": cleaned["name"],
            "time_zone": cleaned["time_zone"],
            "hires": cleaned["purpose"].hires,
            "works": cleaned["purpose"].works,
        }

        def body(context: ActionContext) -> Facts:
            Person.objects.create_user(
                cleaned["email"], cleaned["password1"], id=user.pk, joined_at=context.at, **about
            )
            return {"email": cleaned["email"], **about}

        perform(on_own_chain("person.joined", user.pk, about), Actor(user.pk), body)
        user.refresh_from_db()
        return user

    def set_password(self, user: Person, password: str) -> None:
        """Give the person a new password; the record says that, and nothing of the password."""

        def body(context: ActionContext) -> Facts:
            super(PersonAdapter, self).set_password(user, password)
            return {}

        perform(on_own_chain("person.password_changed", user.pk, {}), Actor(user.pk), body)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take an address as proved; one that replaces another is a change, of which both are told."""
        person = email_address.user
        before, now = person.email, email_address.email
        kind = "person.email_confirmed" if before == now else "person.email_changed"

        def body(context: ActionContext) -> Facts:
            if not super(PersonAdapter, self).confirm_email(request, email_address):
                raise _EmailTaken
            return {"from": before, "to": now}

        try:
            perform(on_own_chain(kind, person.pk, {"to": now}), Actor(person.pk), body)
        except _EmailTaken:
            return False
        if before != now:
            self.send_mail("account/email/email_changed", before, {"user": person, "to_email": now})
        return True

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link in the mail; it leads on to where the person was going."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        going = get_next_redirect_url(request)
        return f"{url}?{urlencode({'next': going})}" if going else url


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Ending sign-ins on other devices: an act on the person's own chain."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """End these sessions, which are all one person's."""
        if not sessions:
            return
        person = sessions[0].user_id

        def body(context: ActionContext) -> Facts:
            super(SessionsAdapter, self).end_sessions(sessions)
            return {"ended": len(sessions)}

        perform(on_own_chain("person.sessions_ended", person, {"ended": len(sessions)}), Actor(person), body)
