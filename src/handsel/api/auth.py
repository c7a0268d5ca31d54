"""Who uses the API: a device of a person, by its access token."""

from datetime import timedelta
from typing import Any

from allauth.idp.oidc.contrib.ninja.security import TokenAuth
from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import BaseThrottle, SimpleRateThrottle

from handsel.devices.models import Device
from handsel.devices.tokens import SCOPE, device_of
from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

SEEN_EVERY = timedelta(minutes=1)


class DeviceRequest(HttpRequest):
    """A request by a device."""

    auth: Device


class ScopeMissing(Refusal):
    """A token for other operations than the one that is asked."""

    what = gettext_noop("This device was not connected for “%(scope)s”.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Sign it in again with that scope: its person sees it and decides.")


class DeviceAuth(TokenAuth):  # type: ignore[misc]
    """Answers with the device of an access token; nothing for one that does not hold, or was revoked.

    Raises `ScopeMissing` for one that its person did not give out for these operations.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str = SCOPE) -> None:
        super().__init__([])
        self.needed = scope

    def __call__(self, request: HttpRequest) -> Device | None:
        """The device that asks, noted as seen."""
        try:
            token: Any = super().__call__(request)
        except UnicodeError:
            return None
        device = device_of(token) if token else None
        if device is not None:
            _note_seen(device)
            if self.needed not in token.get_scopes():
                raise ScopeMissing(scope=self.needed)
        return device


class DeviceThrottle(BaseThrottle):
    """So many requests a device, and all of a person, may send to one process, whatever they ask for."""

    def __init__(self, rate: str, person_rate: str) -> None:
        self.rate, self.person_rate = rate, person_rate

    def allow_request(self, request: Any) -> bool:
        """Whether a request may go on; an object of its own counts it, as threads share this one."""
        by_device = _DeviceRate(self.rate).allow_request(request)
        return bool(by_device and _PersonRate(self.person_rate).allow_request(request))


class _DeviceRate(SimpleRateThrottle):
    """The rate of one request's device."""

    cache = caches["process"]

    def get_cache_key(self, request: Any) -> str:
        """By device."""
        return f"api-{self.rate}-{request.auth.pk}"


class _PersonRate(SimpleRateThrottle):
    """The rate of the devices of one request's person."""

    cache = caches["process"]

    def get_cache_key(self, request: Any) -> str:
        """By person."""
        return f"api-person-{self.rate}-{request.auth.person_id}"


def _note_seen(device: Device) -> None:
    now = clock.now()
    if device.seen_at is None or device.seen_at + SEEN_EVERY <= now:
        Device.objects.filter(pk=device.pk).update(seen_at=now)
