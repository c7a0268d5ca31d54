"""allauth adapters that record changes to sign-ins as actions."""

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
from handsel.people import entries
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform


class _EmailTaken(Refusal):
    """Another person has verified this email."""


class PersonAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up, and changes of password or email: actions on the person's own chain."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Wrong email or password. After five failed attempts you must wait 15 minutes."
        ),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait 15 minutes, or reset your password to continue now."
        ),
        "enter_current_password": _("That is not your current password."),
        "incorrect_password": _("That is not your password."),
        "email_taken": _("An account with this email already exists."),
        "same_as_current": _("This is already your email."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:
        """Create the person of a sign-up."""
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

        perform(on_own_chain(entries.JOINED, user.pk, about), Actor(user.pk), body)
        user.refresh_from_db()
        return user

    def set_password(self, user: Person, password: str) -> None:
        """Set a new password; the record says only that it changed."""

        def body(context: ActionContext) -> Facts:
            super(PersonAdapter, self).set_password(user, password)
            return {}

        perform(on_own_chain(entries.PASSWORD_CHANGED, user.pk, {}), Actor(user.pk), body)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Verify an email; if it replaces another, notify the old one."""
        person = email_address.user
        before, now = person.email, email_address.email
        kind = entries.EMAIL_CONFIRMED if before == now else entries.EMAIL_CHANGED

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
        """The confirmation link, which keeps the person's `next` URL."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        going = get_next_redirect_url(request)
        return f"{url}?{urlencode({'next': going})}" if going else url


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Ending sessions on other devices: an action on the person's own chain."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """End sessions, all of one person."""
        if not sessions:
            return
        person = sessions[0].user_id

        def body(context: ActionContext) -> Facts:
            super(SessionsAdapter, self).end_sessions(sessions)
            return {"ended": len(sessions)}

        perform(on_own_chain(entries.SESSIONS_ENDED, person, {"ended": len(sessions)}), Actor(person), body)
