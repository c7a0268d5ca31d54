"""Pages for what did not happen: refusals, and the errors that any address can answer with."""

import logging
import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from handsel.kernel.refusals import NotFound, Refusal
from handsel.look.context import house_at
from handsel.look.places import HOME

logger = logging.getLogger(__name__)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What is wrong, what did not happen and the next step: 409, or 404 when there is no such thing."""
    if isinstance(refusal, NotFound):
        return missing(request, refusal)
    told = {"refusal": refusal, "back": _page_before(request)}
    return _answer(request, "look/refused.html", told, HTTPStatus.CONFLICT)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no page here, or it is not this reader's to see."""
    refusal = Refusal(
        _("There is no page here."),
        kept=_("The link may be old, or the page may belong to other people."),
        way_out=_("Records never move: start from Home and look for the number."),
    )
    return _answer(request, "look/missing.html", {"refusal": refusal}, HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page exists and this reader may not use it."""
    refusal = Refusal(
        _("This page is not yours to see."),
        kept=_("It belongs to other people, and nothing was changed."),
        way_out=_("If that is a mistake, ask them to invite you."),
    )
    return _answer(request, "look/forbidden.html", {"refusal": refusal}, HTTPStatus.FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not carry the token of this sign-in (CSRF)."""
    refusal = Refusal(
        _("This form is from an earlier visit."),
        kept=_("Nothing was sent and nothing was changed."),
        way_out=_("Open the page again and send the form once more. Cookies of this house must be allowed."),
    )
    told = {"refusal": refusal, "back": _page_before(request)}
    return _answer(request, "look/refused.html", told, HTTPStatus.FORBIDDEN)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent makes no sense to the house."""
    refusal = Refusal(
        _("What your browser sent could not be read."),
        kept=_("Nothing was changed and no money moved."),
        way_out=_("Go back, open the page again and send it once more."),
    )
    told = {"refusal": refusal, "back": _page_before(request)}
    return _answer(request, "look/refused.html", told, HTTPStatus.BAD_REQUEST)


def broken(request: HttpRequest) -> HttpResponse:
    """An error of the house itself, with a reference by which the operator finds it in the log."""
    reference = secrets.token_hex(4).upper()
    logger.error("%s %s failed, reference %s", request.method, request.path, reference)
    refusal = Refusal(
        _("That was our fault."),
        kept=_("Nothing was saved and no money moved."),
        way_out=_(
            "Try again in a minute. If it happens again, tell the operator the reference {reference}."
        ).format(reference=reference),
    )
    told = {"refusal": refusal, "house": house_at(), "reference": reference, "back": _page_before(request)}
    template = "look/parts/refusal.html" if _swaps(request) else "look/broken.html"
    body = render_to_string(template, told)
    return _retargeted(request, HttpResponse(body, status=HTTPStatus.INTERNAL_SERVER_ERROR))


def _answer(request: HttpRequest, template: str, told: dict[str, object], status: int) -> HttpResponse:
    if _swaps(request):
        template = "look/parts/refusal.html"
    return _retargeted(request, render(request, template, told, status=status))


def _retargeted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if _swaps(request):
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def _swaps(request: HttpRequest) -> bool:
    """Whether htmx asked, which wants a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def _page_before(request: HttpRequest) -> str:
    """Where the reader came from, if it is a page of this house."""
    before = request.META.get("HTTP_REFERER", "")
    try:
        ours = url_has_allowed_host_and_scheme(
            before, {request.get_host()}, require_https=request.is_secure()
        )
    except DisallowedHost:
        return HOME
    parts = urlsplit(before)
    way = f"{parts.path}?{parts.query}".removesuffix("?")
    return way if ours and url_has_allowed_host_and_scheme(way, None) else HOME
