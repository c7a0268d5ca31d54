"""Drafts on a person's device: the site says which form it took, and the device forgets that draft."""

import re
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

FIELD, COOKIE = "draft", "accepted_draft"
"""The field by which a form says the name of its draft, and the cookie by which the name comes back."""
_NAME = re.compile(r"[\w-]{1,40}( [\w-]{1,40}){1,3}", re.ASCII)
_SECONDS = 60 * 60


def say_accepted(request: HttpRequest, response: HttpResponseBase) -> None:
    """Name the draft of a form that was taken, which leads on; one that was refused is shown again instead.

    Scripts read the cookie (`ui/drafts.js`); it is worth nothing to anybody else.
    """
    name = request.POST.get(FIELD, "")
    if 300 <= response.status_code < 400 and _NAME.fullmatch(name):
        response.set_cookie(
            COOKIE, quote(name), max_age=_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
        )
