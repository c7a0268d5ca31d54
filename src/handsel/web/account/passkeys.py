"""Passkeys of one's own account: adding and renaming them; they are removed like the app."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.kernel.refusals import NotFound
from handsel.people.factors.acts import add_passkey, rename_passkey
from handsel.people.factors.passkey_forms import AddPasskey, PasskeyName
from handsel.people.factors.passkeys import new_passkey_options
from handsel.web.account.security import codes_once, factors_of
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page


@page("GET", "POST")
@confirm_first
def new_passkey(request: AuthenticatedRequest) -> HttpResponse:
    """Add a passkey that the device has just made."""
    form = AddPasskey(request.POST or None, user=request.user)
    if form.is_valid():
        add_passkey(actor_of(request), form.cleaned_data["name"], form.cleaned_data["credential"])
        messages.success(request, _("Your passkey was added. You can sign in with it."))
        return codes_once(request) if factors_of(request.user).codes_left is None else redirect("security")
    context = {"form": form, "passkey_options": new_passkey_options(request.user)}
    return render(request, "web/account/passkey_new.html", context, status=422 if form.errors else 200)


@page("POST")
@confirm_first
def naming(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Call a passkey otherwise."""
    if all(passkey.pk != pk for passkey in factors_of(request.user).passkeys):
        raise NotFound
    form = PasskeyName(request.POST)
    if form.is_valid():
        rename_passkey(actor_of(request), pk, form.cleaned_data["name"])
        messages.success(request, _("Renamed."))
    else:
        messages.error(request, " ".join(map(str, form.errors["name"])))
    return redirect("security")
