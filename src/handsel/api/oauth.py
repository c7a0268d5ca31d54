"""OAuth for devices: allauth's endpoints, with what a device says of itself, and whose its tokens are."""

import json
import re

from allauth.account.adapter import get_adapter
from allauth.idp.oidc import views
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handsel.devices import grants
from handsel.devices.models import NAME_LENGTH_MAX
from handsel.devices.tokens import SCOPE, bind, bind_refreshed
from handsel.kernel import clock
from handsel.kernel.characters import has_bidi_controls, is_blank
from handsel.people import attempts

_KEY = re.compile("[0-9a-f]{64}")


class DeviceForm(forms.Form):
    """What a device says of itself, beside `client_id` and `scope`."""

    device_name = forms.CharField(max_length=NAME_LENGTH_MAX)
    public_key = forms.RegexField(_KEY, min_length=64, max_length=64)

    def clean_device_name(self) -> str:
        """A name that people can read."""
        name: str = self.cleaned_data["device_name"]
        if is_blank(name) or has_bidi_controls(name):
            raise forms.ValidationError("no name")
        return name


@csrf_exempt
@require_POST
def device_code(request: HttpRequest) -> HttpResponse:
    """Give a device a code (RFC 8628, 3.1); the form has `device_name` and `public_key` too.

    The key is Ed25519, 64 hexadecimal digits. An address that asks for many gets `slow_down`.
    """
    form = DeviceForm(request.POST)
    if not _is_plain(request):
        return _oauth_error("invalid_request", "client_id in the form, and no resource")
    if not form.is_valid():
        return _oauth_error("invalid_request", f"wrong or missing: {', '.join(sorted(form.errors))}")
    attempt = grants.code_attempt(attempts.network_of(get_adapter().get_client_ip(request)))
    if attempts.take([attempt], clock.now()) is not None:
        return _oauth_error("slow_down", "too many codes were asked for from here", status=429)
    grants.ensure_client()
    response: HttpResponse = views.device_code(request)
    if response.status_code == 200:
        code = json.loads(response.content)
        scopes = tuple(request.POST.get("scope", "").split()) or (SCOPE,)
        device = grants.NewDevice(form.cleaned_data["device_name"], form.cleaned_data["public_key"], scopes)
        grants.remember(code["device_code"], device, seconds=code["expires_in"])
    return response


@csrf_exempt
@require_POST
@transaction.atomic
def token(request: HttpRequest) -> HttpResponse:
    """Give a device its tokens (RFC 8628, 3.4; RFC 6749, 6); they belong to the device that was approved."""
    if not _is_plain(request):
        return _oauth_error("invalid_request", "client_id in the form, and no resource")
    response: HttpResponse = views.token(request)
    if response.status_code == 200:
        tokens = json.loads(response.content)
        if request.POST.get("grant_type") == "refresh_token":
            bind_refreshed(request.POST["refresh_token"], tokens["access_token"])
        else:
            device = grants.enrolled(request.POST["device_code"])
            bind(device, tokens["access_token"], tokens["refresh_token"])
    return response


def _is_plain(request: HttpRequest) -> bool:
    """Whether a request says in its form what is asked, and names no resource (RFC 8707), as there is one."""
    named = [*request.GET, *request.POST]
    return "client_id" in request.POST and not request.GET and "resource" not in named


def _oauth_error(code: str, description: str, *, status: int = 400) -> JsonResponse:
    """An error as OAuth words it (RFC 6749, 5.2)."""
    return JsonResponse({"error": code, "error_description": description}, status=status)
