"""Errors of the API, all in one shape: those of the framework, in the words of the house."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from handsel.api.auth import ScopeMissing
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import KeyReused, NotFound, Refusal
from handsel.ui.error_json import error_response
from handsel.work.workroom.warning import SeemsOffPlatform

RETRY_AFTER_SECONDS = 60


class FieldError(Schema):
    """A part of the request that is wrong: its place, such as `body.name`, and what is wrong with it.

    `quoted` are the words of a text that it is about, if it is not about all of it.
    """

    place: str
    problem: str
    quoted: str = ""


class ErrorText(Schema):
    """What is wrong, by a stable code and in words; what did not happen; the next step."""

    code: str
    what: str
    kept: str
    way_out: str
    fields: list[FieldError]


class Error(Schema):
    """The body of every answer that is not a success."""

    error: ErrorText


ERRORS: dict[Any, type[Schema]] = {frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503}): Error}
"""The answers of any operation beside its success."""


class Unauthorized(Refusal):
    """No token, or one that does not hold."""

    what = gettext_noop("This device is not signed in.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Sign in again in the Tracker. What it has recorded stays on the device.")


class RequestInvalid(Refusal):
    """A request of another form than the operation describes."""

    what = gettext_noop("This request is not in the form that the operation describes.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Compare it with the description at /api/.")


class TooManyRequests(Refusal):
    """More requests than a device may send."""

    what = gettext_noop("This device sends too many requests.")
    kept = gettext_noop("This one was not looked at.")
    way_out = gettext_noop("Send it again after the seconds in Retry-After.")


def add_error_handlers(api: NinjaAPI) -> None:
    """Let every error of an API be answered in the one shape."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refusal: _refused,
        KeyReused: _key_reused,
        ScopeMissing: _forbidden,
        SeemsOffPlatform: _warned,
        ValidationError: _invalid,
        Http404: _missing,
        Throttled: _throttled,
        AuthenticationError: _unauthorized,
        HttpError: _http_error,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, NotFound):
        return error_response(_missing_thing(), HTTPStatus.NOT_FOUND)
    return error_response(refusal, HTTPStatus.CONFLICT)


def _key_reused(_request: HttpRequest, _refusal: KeyReused) -> HttpResponse:
    """That a key was reused, in words for whoever writes the program; a page speaks of itself."""
    refusal = KeyReused(
        gettext_noop("This key or identifier was already sent with different content."),
        way_out=gettext_noop(
            "Send new content with a new one. The first content again gets its answer again."
        ),
    )
    return error_response(refusal, HTTPStatus.CONFLICT)


def _missing_thing() -> NotFound:
    """That there is no such thing, in words for whoever writes the program."""
    return NotFound(
        gettext_noop("There is nothing with this number or identifier, or this person may not see it."),
        kept=gettext_noop("Nothing on any job was changed."),
        way_out=gettext_noop("Compare what the request names with what the API lists for this person."),
    )


def _forbidden(_request: HttpRequest, refusal: ScopeMissing) -> HttpResponse:
    return error_response(refusal, HTTPStatus.FORBIDDEN)


def _warned(_request: HttpRequest, warning: SeemsOffPlatform) -> HttpResponse:
    """The warning that the page of the Workroom shows, in the words of the API; nobody else learns of it."""
    fields = [
        {"place": "body.words", "problem": gettext(row.reason), "quoted": row.quoted}
        for row in warning.detections
    ]
    warning.way_out = gettext_noop(
        "Rephrase it, or send it again with “confirmed”: true to post it all the same."
    )
    return error_response(warning, HTTPStatus.CONFLICT, fields)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [
        {"place": ".".join(map(str, fault["loc"])), "problem": str(fault["msg"])} for fault in error.errors
    ]
    return error_response(RequestInvalid(), HTTPStatus.UNPROCESSABLE_ENTITY, fields)


def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return error_response(_missing_thing(), HTTPStatus.NOT_FOUND)


def _throttled(_request: HttpRequest, error: Throttled) -> HttpResponse:
    response = error_response(TooManyRequests(), HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(max(error.wait or RETRY_AFTER_SECONDS, 1))
    return response


def _unauthorized(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = error_response(Unauthorized(), HTTPStatus.UNAUTHORIZED)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return error_response(RequestInvalid(), HTTPStatus(error.status_code))
