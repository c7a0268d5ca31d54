"""`@confirm_first`: a page that only somebody reaches who signed in, or confirmed that it is them, lately.

Others are asked first, with their password, a code or a passkey, and go on exactly where they were: a page is
opened, and a form is sent with all that was typed into it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.confirming import confirm, is_confirmed
from handsel.people.factors.checking import ways_to_confirm
from handsel.people.factors.forms import ConfirmCode
from handsel.people.factors.passkey_forms import ConfirmPasskey
from handsel.people.factors.passkeys import passkey_options
from handsel.people.forms import Reauthenticate
from handsel.people.models import Person
from handsel.ui.error_pages import page_before
from handsel.ui.navigation import HOME
from handsel.web.base.kept_form import CONFIRM_PREFIX, kept_form

View = Callable[..., HttpResponseBase]

_FORMS: dict[str, tuple[Any, str]] = {
    "passkey": (ConfirmPasskey, "credential"),
    "password": (Reauthenticate, "password"),
    "code": (ConfirmCode, "code"),
}
"""The form of each way to confirm, and its field."""


def confirm_first(view: View, *, is_free_to_read: bool = False) -> View:
    """Let only somebody through who signed in or confirmed it lately; put it below `@page`, which signs in.

    An address is opened again, and a form without files is sent again, with its idempotency key. A page that
    is free to read asks only for what changes something.
    """

    @wraps(view)
    def confirmed(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_free = is_free_to_read and request.method in ("GET", "HEAD")
        if is_free or not request.user.is_authenticated or is_confirmed(request.session, clock.now()):
            return view(request, *args, **kwargs)
        kept = kept_form(request)
        if kept is None:
            going = page_before(request) if request.method == "POST" else request.get_full_path()
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': going or HOME})}")
        return ask(request, {"form": kept}) or view(request, *args, **kwargs)

    return confirmed


def ask(request: HttpRequest, context: dict[str, Any]) -> HttpResponse | None:
    """None once the person has confirmed that it is them; until then, the page that asks."""
    person = request.user
    assert isinstance(person, Person)
    ways = _ways(request, person)
    sent = next((form for form in ways.values() if form.is_bound), None)
    if sent is not None and sent.is_valid():
        confirm(request.session, clock.now())
        return None
    shown = {**context, "ways": ways, "back": page_before(request) or HOME}
    if "passkey" in ways:
        shown["passkey_options"] = passkey_options(person)
    return render(request, "web/base/confirm.html", shown, status=200 if sent is None else 422)


def _ways(request: HttpRequest, person: Person) -> dict[str, forms.Form]:
    """A form for each way that the person has to confirm; the one that was sent is bound."""
    has = ways_to_confirm(person)
    return {name: _form(*_FORMS[name], request) for name in _FORMS if name in has}


def _form(form: type[Any], field: str, request: HttpRequest) -> forms.Form:
    sent = request.POST if f"{CONFIRM_PREFIX}-{field}" in request.POST else None
    bound: forms.Form = form(sent, user=request.user, prefix=CONFIRM_PREFIX, auto_id="%s")
    return bound
