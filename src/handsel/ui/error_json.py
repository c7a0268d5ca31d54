"""A refusal as JSON, for programs that use the API."""

import re
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

API = "/api/"


class MethodNotAllowed(Refusal):
    """An address that does not take this method."""

    what = gettext_noop("This address does not take this method.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("The description at /api/ says which it takes.")


def errors_as_json(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """Give a program whose method was wrong the error in the one shape; the framework answers with none."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not is_api(request):
            return response
        worded = error_response(MethodNotAllowed(), HTTPStatus.METHOD_NOT_ALLOWED)
        worded.headers["Allow"] = response.headers["Allow"]
        return worded

    return middleware


def is_api(request: HttpRequest) -> bool:
    """Whether a request comes from a program."""
    return request.path.startswith(API)


def error_response(
    refusal: Refusal, status: HTTPStatus, fields: Sequence[dict[str, str]] = ()
) -> JsonResponse:
    """The answer for a refusal: its code, its three sentences, and the fields that are wrong."""
    words = refusal.worded(gettext)
    error = {
        "code": error_code(refusal, status),
        "what": words.what,
        "kept": words.kept,
        "way_out": words.way_out,
        "fields": list(fields),
    }
    return JsonResponse({"error": error}, status=status)


def missing_address() -> JsonResponse:
    """The answer at an address of the API at which there is nothing."""
    refusal = Refusal(
        gettext_noop("There is nothing at this address."),
        kept=gettext_noop("Nothing was changed."),
        way_out=gettext_noop("The description at /api/ lists every address."),
    )
    return error_response(refusal, HTTPStatus.NOT_FOUND)


def error_code(refusal: Refusal, status: HTTPStatus) -> str:
    """The code of a refusal: its name in small letters (`week-submitted`), or that of the status."""
    if type(refusal) is Refusal:
        return "-".join(status.phrase.lower().split())
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(refusal).__name__).lower()
