"""Middleware: content security policy, the reader's time zone and language, and refusals."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from handsel.kernel.refusals import Refusal
from handsel.ui import error_pages

GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
"""Same origin only and nothing inline, except `style` attributes."""


def content_policy(get_response: GetResponse) -> GetResponse:
    """Set the content security policy and private caching, unless the view set its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def exact_host(get_response: GetResponse) -> GetResponse:
    """In production, refuse a request that calls the site by another name or port; Django lets ports pass."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        host = request.get_host().lower()
        if settings.EXACT_HOSTS and (host if ":" in host else f"{host}:443") not in settings.EXACT_HOSTS:
            raise DisallowedHost(host)
        return get_response(request)

    return middleware


def reader(get_response: GetResponse) -> GetResponse:
    """Activate the person's time zone and language; the house's time zone for strangers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not person.is_authenticated:
            with timezone.override(ZoneInfo(settings.HOUSE_TIME_ZONE)):
                return get_response(request)
        with timezone.override(person.zone), translation.override(person.language):
            return get_response(request)

    return middleware


class Refusals:
    """Turn a `Refusal` raised by a view into its page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say a refusal where its form was sent from, else on a page of its own; leave other errors."""
        if not isinstance(error, Refusal):
            return None
        return error_pages.refused_in_place(request, error) or error_pages.refused(request, error)
