"""Sign-in security: what is set up, the authenticator app and recovery codes."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.people.factors.acts import Type, add_app, make_codes, remove_factor
from handsel.people.factors.forms import SetUpApp
from handsel.people.factors.passkey_forms import NAME_LENGTH
from handsel.people.factors.recovery_codes import COUNT
from handsel.people.factors.totp import app_address
from handsel.people.models import Person
from handsel.record.actions import Actor, was_performed
from handsel.web.account.qr_code import qr_code
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page


@dataclass(frozen=True)
class Factors:
    """What a person signs in with beside the password; `codes_left` is None where no codes were made."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is any that recovery codes stand in for."""
        return self.app is not None or bool(self.passkeys)


@page()
def security(request: AuthenticatedRequest) -> HttpResponse:
    """What is set up, and what can be."""
    context = {"factors": factors_of(request.user), "total": COUNT, "name_length": NAME_LENGTH}
    return render(request, "web/account/security.html", context)


@page("GET", "POST")
@confirm_first
def app(request: AuthenticatedRequest) -> HttpResponse:
    """Set up an authenticator app; the code that it shows turns it on.

    A form that is sent twice shows new codes again: those of its first answer were never seen.
    """
    actor, factors = actor_of(request), factors_of(request.user)
    is_resent = was_performed(actor)
    if factors.app is not None and not is_resent:
        return redirect("security")
    form = SetUpApp(request.POST or None, user=request.user)
    if form.is_valid():
        add_app(actor, form.secret, step=form.step)
        messages.success(request, _("Your authenticator app is on."))
        return codes_once(request) if factors.codes_left is None or is_resent else redirect("security")
    address = app_address(form.secret, email=request.user.email, site=settings.HOUSE_NAME)
    context = {"form": form, "address": address, "qr_code": qr_code(address)}
    return _unstored(
        render(request, "web/account/security_app.html", context, status=422 if form.errors else 200)
    )


@page("POST")
@confirm_first
def codes(request: AuthenticatedRequest) -> HttpResponse:
    """Make recovery codes in place of the ones before; the answer is the only page that ever shows them."""
    return codes_once(request)


@page("POST")
@confirm_first
def removal(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Remove the app or a passkey."""
    remove_factor(actor_of(request), pk)
    messages.success(request, _("Removed."))
    return redirect("security")


def codes_once(request: AuthenticatedRequest) -> HttpResponse:
    """Make codes, and answer with the page that shows them."""
    made = make_codes(Actor(request.user.pk))
    return _unstored(render(request, "web/account/security_codes.html", {"codes": made}))


def _unstored(response: HttpResponse) -> HttpResponse:
    """A page with a secret, which no browser keeps."""
    response.headers["Cache-Control"] = "no-store"
    return response


def factors_of(person: Person) -> Factors:
    """What a person has; one query."""
    factors = list(Authenticator.objects.filter(user=person).order_by("pk"))
    codes = next((factor for factor in factors if factor.type == Type.RECOVERY_CODES), None)
    return Factors(
        app=next((factor for factor in factors if factor.type == Type.TOTP), None),
        passkeys=[factor for factor in factors if factor.type == Type.WEBAUTHN],
        codes_left=codes and len(codes.data["codes"]),
    )
