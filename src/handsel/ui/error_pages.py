"""Error pages: refusals, and the HTTP errors 400, 403, 404, 405 and 500."""

import logging
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound, Refusal
from handsel.ui.context import house_at
from handsel.ui.error_json import error_response, is_api, missing_address
from handsel.ui.navigation import HOME

logger = logging.getLogger(__name__)


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus = HTTPStatus.CONFLICT) -> HttpResponse:
    """The page of a refusal; a 404 for `NotFound`."""
    if isinstance(refusal, NotFound):
        return missing(request, refusal)
    return _respond(request, "ui/refused.html", refusal, status)


def refused_in_place(request: HttpRequest, refusal: Refusal) -> HttpResponse | None:
    """A form that was refused, said on the page that it was sent from; None if that page cannot be opened."""
    before = page_before(request)
    if request.method != "POST" or is_fragment(request) or not before or isinstance(refusal, NotFound):
        return None
    words = refusal.worded(gettext)
    messages.error(request, format_html("<b>{}</b> {} {}", words.what, words.kept, words.way_out))
    return redirect(before)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no page here, or this person may not see it."""
    if is_api(request):
        return missing_address()
    refusal = Refusal(
        gettext_noop("Page not found."),
        kept=gettext_noop("The link may be outdated, or the page may belong to someone else."),
        way_out=gettext_noop("Records never move. Go to Home and search for the number."),
    )
    return _respond(request, "ui/missing.html", refusal, HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, but this person may not use it."""
    refusal = Refusal(
        gettext_noop("You do not have access to this page."),
        kept=gettext_noop("It belongs to someone else. Nothing was changed."),
        way_out=gettext_noop("If this is a mistake, ask them to invite you."),
    )
    return _respond(request, "ui/forbidden.html", refusal, HTTPStatus.FORBIDDEN)


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: a page that was open asks for more of itself, and nobody is signed in any more."""
    refusal = Refusal(
        gettext_noop("You are signed out."),
        kept=gettext_noop("What you see here stays, but it no longer updates."),
        way_out=gettext_noop("Reload the page to sign in again."),
    )
    return _respond(request, "ui/refused.html", refusal, HTTPStatus.UNAUTHORIZED)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form has no valid CSRF token."""
    refusal = Refusal(
        gettext_noop("This form has expired."),
        kept=gettext_noop("Nothing was sent, and nothing was changed."),
        way_out=gettext_noop("Open the page again and resend the form. Your browser must allow cookies."),
    )
    return _respond(request, "ui/refused.html", refusal, HTTPStatus.FORBIDDEN)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    refusal = Refusal(
        gettext_noop("We could not read what your browser sent."),
        kept=gettext_noop("Nothing was changed and no money moved."),
        way_out=gettext_noop("Go back, reload the page and try again."),
    )
    return _respond(request, "ui/refused.html", refusal, HTTPStatus.BAD_REQUEST)


def form_only(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """405: the address takes a form, and shows nothing when it is opened."""
    refusal = Refusal(
        gettext_noop("There is no page at this address."),
        way_out=gettext_noop("Go back, or find the job from Home."),
    )
    response = _respond(request, "ui/refused.html", refusal, HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["Allow"] = ", ".join(methods)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: an internal error, with a reference to find it in the log."""
    reference = secrets.token_hex(4).upper()
    logger.error("%s %s failed, reference %s", request.method, request.path, reference)
    refusal, status = _internal_error(reference), HTTPStatus.INTERNAL_SERVER_ERROR
    return without_database(request, "ui/broken.html", refusal, status, reference=reference)


def without_database(
    request: HttpRequest, template: str, refusal: Refusal, status: HTTPStatus, **more: object
) -> HttpResponse:
    """The page of a refusal that asks the database nothing, not even who reads it."""
    if is_api(request):
        return error_response(refusal, status)
    context = {**_refusal_context(request, refusal), "house": house_at(), **more}
    template = "ui/parts/refusal.html" if is_fragment(request) else template
    return _retargeted(request, HttpResponse(render_to_string(template, context), status=status))


def _internal_error(reference: str) -> Refusal:
    return Refusal(
        gettext_noop("Something went wrong on our side."),
        kept=gettext_noop("Nothing was saved and no money moved."),
        way_out=gettext_noop(
            "Try again in a minute. If it happens again, contact support with reference %(reference)s."
        ),
        reference=reference,
    )


def _respond(request: HttpRequest, template: str, refusal: Refusal, status: HTTPStatus) -> HttpResponse:
    if is_api(request):
        return error_response(refusal, status)
    if is_fragment(request):
        template = "ui/parts/refusal.html"
    return _retargeted(request, render(request, template, _refusal_context(request, refusal), status=status))


def _refusal_context(request: HttpRequest, refusal: Refusal) -> dict[str, object]:
    return {"refusal": refusal.worded(gettext), "back": page_before(request) or HOME}


def _retargeted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if is_fragment(request):
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reselect"] = "unset"
        response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx expects a page fragment."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def page_before(request: HttpRequest) -> str:
    """The referring page, if it is one of this site that opens by its address; else empty."""
    before = request.META.get("HTTP_REFERER", "")
    try:
        ours = url_has_allowed_host_and_scheme(
            before, {request.get_host()}, require_https=request.is_secure()
        )
        parts = urlsplit(before)
    except (DisallowedHost, ValueError):
        return ""
    way = f"{parts.path}?{parts.query}".removesuffix("?")
    return way if ours and url_has_allowed_host_and_scheme(way, None) and _opens(parts.path) else ""


def _opens(path: str) -> bool:
    """Whether there is a page at a path that shows something when it is opened (`methods` of its view)."""
    try:
        return "GET" in getattr(resolve(path).func, "methods", ["GET"])
    except Resolver404:
        return False
