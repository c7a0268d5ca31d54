"""allauth adapters that record changes to sign-ins as actions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.forms import Form, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.kernel.refusals import Refusal
from handsel.people import account_mail, attempts, entries
from handsel.people.confirming import confirm, is_confirmed
from handsel.people.factors.checking import ways_to_confirm
from handsel.people.joining import Newcomer, join
from handsel.people.known_browsers import browser_of, remember
from handsel.people.models import Person
from handsel.people.passwords import normalised_password
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform


class _EmailTaken(Refusal):
    """Another person has verified this email."""


class PersonAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up, and changes of password or email: actions on the person's own chain; mail by the queue."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Wrong email or password. After five failed attempts you must wait, longer each time."
        ),
        "enter_current_password": _("That is not your current password."),
        "incorrect_password": _("That is not your password."),
        "email_taken": _("An account with this email already exists."),
        "incorrect_code": _("That code is wrong or has expired."),
        "same_as_current": _("This is already your email."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try to sign in before it is made; in a pause, refuse it and say how long."""
        email, address = credentials.get("email", ""), self.get_client_ip(request)
        browser = browser_of(request, email)
        self._tries = attempts.sign_in_attempts(email, address=address, browser=browser)
        _take(
            self._tries, _("Too many failed attempts. Wait %(wait)s, or reset your password to continue now.")
        )

    def take_code_try(self, person: Person) -> list[attempts.Attempt]:
        """Count a try at a code before it is made; in a pause, refuse it and say how long."""
        address, browser = self.get_client_ip(self.request), browser_of(self.request, person.email)
        tries = attempts.code_attempts(person.email, address=address, browser=browser)
        _take(tries, _("Too many wrong codes. Wait %(wait)s and try again."))
        return tries

    def take_reset(self, email: str) -> None:
        """Count an asking for a reset link, whether or not somebody has this email; refuse too many."""
        network = attempts.network_of(self.get_client_ip(self.request))
        words = _(
            "We sent links to this email a moment ago, and only the newest works. Check your spam folder "
            "too. You can ask for another in %(wait)s."
        )
        _take([attempts.Attempt(f"reset {network}", email.casefold())], words)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person with these credentials, if they are right; the try is taken back then."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            attempts.succeed(self._tries)
        return person

    def post_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponse:
        """Go where the sign-in leads, and know this browser from now on."""
        response: HttpResponse = super().post_login(request, user, **options)
        remember(request, response, user.email)
        confirm(request.session, clock.now())
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The one page on which people confirm that it is them, by whatever they have."""
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate")}]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether the person has to confirm that it is them before allauth changes how they sign in.

        Who has nothing to confirm with may choose a first password.
        """
        return not is_confirmed(self.request.session, clock.now()) and bool(
            ways_to_confirm(self.request.user)
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Have a mail sent by the worker, its links at the site's own address."""
        if not account_mail.may_mail(template_prefix, email):
            return
        links = {
            name: account_mail.at_base_url(value) for name, value in context.items() if name.endswith("_url")
        }
        about = {"request": self.request, "email": email, **context, **links}
        account_mail.queue(self.render_mail(template_prefix, email, about))

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:
        """Create the person of a sign-up."""
        cleaned = form.cleaned_data
        newcomer = Newcomer(
            cleaned["email"],
            cleaned["name"],
            cleaned["time_zone"],
            hires=cleaned["purpose"].hires,
            works=cleaned["purpose"].works,
        )
        join(user.pk, newcomer, cleaned["password1"])
        user.refresh_from_db()
        return user

    def set_password(self, user: Person, password: str) -> None:
        """Set a new password; the record says only that it changed."""

        def body(context: ActionContext) -> Facts:
            super(PersonAdapter, self).set_password(user, password)
            attempts.forget(user.email)
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

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on to an address after signing in: one of this site, in a form that can be read."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def clean_password(self, password: str, user: Person | None = None) -> str:
        """A new password in the form in which it is hashed, checked as such."""
        cleaned: str = super().clean_password(normalised_password(password), user)
        return cleaned

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


def _take(tries: list[attempts.Attempt], words: Any) -> None:
    """Count tries, or refuse them in a pause, with words that say how long it is, in minutes at least."""
    now = clock.now()
    until = attempts.take(tries, now)
    if until is not None:
        raise ValidationError(words, params={"wait": timesince(now, max(until, now + timedelta(minutes=1)))})
