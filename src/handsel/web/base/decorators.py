"""What every page starts with: who is asking, and whether they have access."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.ui.error_pages import form_only, is_fragment, signed_out
from handsel.ui.idempotency import key_of
from handsel.web.base.drafts import say_accepted

P = ParamSpec("P")


class AuthenticatedRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: Person
    htmx: Any


Page = Callable[Concatenate[AuthenticatedRequest, P], HttpResponseBase]


def page(*methods: str) -> Callable[[Page[P]], Callable[..., HttpResponseBase]]:
    """A page for people who are signed in, for these methods (GET by default).

    A NUL character makes a bad request: nobody types one, and PostgreSQL stores none. An open page that asks
    for more of itself once nobody is signed in is told so, and keeps what it shows.
    """

    def decorate(view: Page[P]) -> Callable[..., HttpResponseBase]:
        allowed = ["GET", "HEAD"] if not methods else [*methods, *(["HEAD"] if "GET" in methods else [])]

        @wraps(view)
        def shown(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            _refuse_nul(request, kwargs)
            if request.method not in allowed:
                return form_only(request, allowed)
            response = view(request, *args, **kwargs)
            say_accepted(request, response)
            return response

        shown.methods = allowed  # type: ignore[attr-defined]
        return _for_signed_in(shown)

    return decorate


def _for_signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Show a view to who is signed in, and a part of an open page to nobody else."""
    protected = login_required(view)

    @wraps(view)
    def shown(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_reading = request.method == "GET" and is_fragment(request)
        if is_reading and not request.user.is_authenticated:
            return signed_out(request)
        return protected(request, *args, **kwargs)

    return shown


def actor_of(request: AuthenticatedRequest) -> Actor:
    """The actor of a request, with the idempotency key of its form."""
    return Actor(request.user.pk, key=key_of(request))


def _refuse_nul(request: HttpRequest, named: Mapping[str, object]) -> None:
    sent = [word for data in (request.GET, request.POST) for _, words in data.lists() for word in words]
    if any("\0" in str(word) for word in (*named.values(), *sent)):
        raise BadRequest("a NUL character")
