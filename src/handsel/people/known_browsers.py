"""Browsers on which somebody has signed in before, by a signed cookie."""

import json
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from handsel.kernel import identifiers

COOKIE = "browser"
SECONDS = 365 * 24 * 60 * 60
PEOPLE_MAX = 10


def browser_of(request: HttpRequest, email: str) -> str | None:
    """The id of the browser, if the person with this email has signed in on it."""
    return _known(request).get(email.casefold())


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let a browser be known to be this person's."""
    known = {**_known(request), email.casefold(): str(identifiers.new())}
    latest = dict(list(known.items())[-PEOPLE_MAX:])
    response.set_signed_cookie(
        COOKIE,
        json.dumps(latest),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    """The people who have signed in on it, by email, with the id of the browser for each."""
    try:
        known = json.loads(request.get_signed_cookie(COOKIE, "{}", max_age=SECONDS) or "{}")
        return {str(email): str(UUID(browser)) for email, browser in known.items()}
    except (BadSignature, ValueError):
        return {}
