"""Signing in and creating an account; somebody invited to a job reads first what it is."""

import json
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as allauth
from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from handsel.people.factors.checking import ways_to_confirm
from handsel.people.roles import Role
from handsel.work.terms.award import Offer, open_offer


class SignInPage(allauth.LoginView):  # type: ignore[misc]
    """The sign-in page."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """The form, and the offer whose invitation led here."""
        return {**super().get_context_data(**context), "offer": _offer(self.request)}


class CodePage(factors.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in, for who has one: after the password, and before anything else."""

    template_name = "account/code.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """The forms, and what a passkey of the person is asked, if there is one."""
        context = super().get_context_data(**context)
        if "passkey" in ways_to_confirm(self.stage.login.user):
            context["passkey_options"] = json.dumps(context["js_data"]["request_options"], default=dict)
        return context


class PasskeyPage(passkeys.LoginWebAuthnView):  # type: ignore[misc]
    """Signing in with a passkey alone: GET is what the device is asked, as JSON, and POST its answer."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page, which says that it did not work and still leads on."""
        super().form_invalid(form)
        return redirect(passthrough_next_redirect_url(self.request, reverse("account_login"), "next"))


class SignUpPage(allauth.SignupView):  # type: ignore[misc]
    """The sign-up page."""

    def get_initial(self) -> dict[str, Any]:
        """What stands in the form: who was invited to a job wants to work."""
        invited = {"purpose": Role.WORK} if _offer(self.request) else {}
        return {**super().get_initial(), **invited}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """The form, and the offer whose invitation led here."""
        return {**super().get_context_data(**context), "offer": _offer(self.request)}


def _offer(request: HttpRequest) -> Offer | None:
    """The open offer of the invitation to which the page goes on; its secret link is all that tells it."""
    following = request.POST.get("next") or request.GET.get("next") or ""
    try:
        match = resolve(urlsplit(following).path)
    except (Resolver404, ValueError):
        return None
    return open_offer(match.kwargs["token"]) if match.url_name == "invitation" else None
