"""Devices with the Tracker: connecting one by its code, renaming and disconnecting it."""

from typing import Any
from uuid import UUID

from allauth.idp.oidc.forms import ConfirmCodeForm
from allauth.idp.oidc.internal.oauthlib.device_codes import confirm_or_deny_device_code
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils.translation import gettext as _

from handsel.devices import grants
from handsel.devices.enrolment import rename, revoke
from handsel.devices.models import NAME_LENGTH_MAX, Device
from handsel.devices.refusals import CodeUsed
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound, Refusal
from handsel.web.account.refused_time import refused_time
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal

CODE_LENGTH = 8


@page()
def devices(request: AuthenticatedRequest) -> HttpResponse:
    """The devices of the person who asks."""
    rows = Device.objects.of(request.user)
    tracking = set(rows.tracking(clock.now()).values_list("pk", flat=True))
    context: dict[str, object] = {"devices": rows.active(), "revoked": rows.exclude(revoked_at=None)}
    context |= {
        "refused": refused_time(request.user, request.GET.get("page")),
        "most": NAME_LENGTH_MAX,
        "tracking": tracking,
    }
    return render(request, "web/account/devices.html", context)


@page("POST")
def renaming(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Call a device otherwise."""
    rename(actor_of(request), _mine(request, pk), name=request.POST.get("name", ""))
    messages.success(request, _("Device renamed."))
    return redirect("devices")


@page("POST")
def revocation(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Disconnect a device."""
    device = _mine(request, pk)
    revoke(actor_of(request), device)
    words = _("“{device}” is disconnected. It can no longer record time.").format(device=device.name)
    messages.success(request, words)
    return redirect("devices")


def _mine(request: AuthenticatedRequest, pk: UUID) -> Device:
    device = Device.objects.of(request.user).filter(pk=pk).first()
    if device is None:
        raise NotFound
    return device


@page("GET", "POST")
@confirm_first
def approval(request: AuthenticatedRequest) -> HttpResponse:
    """Ask for the code that a Tracker shows, then whether to connect that device; a POST answers."""
    form = ConfirmCodeForm({"code": normalized(request.GET["code"])} if "code" in request.GET else None)
    device = grants.waiting(form.device_code) if form.is_valid() else None
    if device is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "web/account/device_code.html", {"form": form}, status=status)
    if request.method == "POST":
        answer = _answered(request, form, device)
        if answer is not None:
            return answer
    context = {"form": form, "device": device, "code": form.cleaned_data["code"]}
    return render(request, "web/account/device_approval.html", context, status=422 if form.errors else 200)


def _answered(request: AuthenticatedRequest, form: Any, device: grants.NewDevice) -> HttpResponse | None:
    """Connect the device, or refuse it; None if it cannot be connected, which the form then says."""
    is_approved = request.POST.get("action") == "confirm"
    try:
        with transaction.atomic():
            if is_approved:
                grants.approve(actor_of(request), form.device_code)
            if not confirm_or_deny_device_code(request.user, form.device_code, confirm=is_approved):
                raise CodeUsed
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None
    words = _("“{device}” is connected. Go back to the program there: it continues automatically.")
    if device.tracks:
        words = _("“{device}” is connected. Go back to the Tracker: it continues automatically.")
    refused = _("“{device}” was not connected.")
    messages.success(request, (words if is_approved else refused).format(device=device.name))
    return redirect("devices")


def normalized(code: str) -> str:
    """A code in the form in which it was given out, however it was typed: in capitals, with its dash."""
    letters = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    half = CODE_LENGTH // 2
    return f"{letters[:half]}-{letters[half:CODE_LENGTH]}"


APPROVAL = [path("", include(([path("", approval, name="device_authorization")], "oidc")))]
"""The page under the name by which allauth gives its address to devices."""
