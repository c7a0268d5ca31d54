"""Resumable upload for large files: tus 1.0 (core, creation, termination), for people who are signed in."""

import binascii
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any, ParamSpec
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.models import Person
from handsel.web.base.decorators import AuthenticatedRequest, Page, page
from handsel.work.jobs.models import Job
from handsel.work.workroom import refusals, upload_storage, uploads
from handsel.work.workroom.models import Upload

P = ParamSpec("P")
VERSION = "1.0.0"
BODY = "application/offset+octet-stream"
AT_ONCE_MAX = 4
"""How many requests of a process may add bytes at once: the other threads serve pages."""
_turns = BoundedSemaphore(AT_ONCE_MAX)


class Misspoken(Refusal):
    """A request that breaks the protocol."""

    what = gettext_noop("This upload is missing what tus 1.0 requires: %(missing)s.")
    kept = gettext_noop("Nothing was taken.")
    way_out = gettext_noop("Reload the page and choose the file again.")


class NoTurn(Refusal):
    """Too many uploads at this moment."""

    what = gettext_noop("Too many uploads at the moment.")
    kept = gettext_noop("This part was not saved.")
    way_out = gettext_noop("Try again in a few seconds.")


STATUSES: dict[type[Refusal], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Misspoken: HTTPStatus.BAD_REQUEST,
    NoTurn: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.UploadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    refusals.LongerThanPromised: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    refusals.TooManyUploads: HTTPStatus.FORBIDDEN,
    refusals.UploadBusy: HTTPStatus.LOCKED,
    refusals.NoRoom: HTTPStatus.INSUFFICIENT_STORAGE,
}
"""The status for each refusal; any other is a conflict."""


def _tus(*methods: str) -> Callable[[Page[P]], Callable[..., HttpResponseBase]]:
    """A page that answers by the protocol: with its headers, and with a sentence for a refusal."""

    def decorate(view: Page[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                answer: HttpResponseBase = view(request, *args, **kwargs)
            except Refusal as refusal:
                answer = _refusal_response(refusal)
            answer["Tus-Resumable"], answer["Cache-Control"] = VERSION, "no-store"
            return answer

        return page("OPTIONS", *methods)(answered)

    return decorate


@_tus("GET", "POST")
def creation(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Create an upload in a job, whose bytes go to its `Location`; a GET lists those not posted."""
    job = Job.objects.of(request.user).filter(pk=number).first()
    if job is None:
        raise NotFound
    if request.method == "OPTIONS":
        return _capabilities()
    if request.method == "GET":
        return JsonResponse({"waiting": _waiting(request.user, job)})
    _check_version(request)
    size = _header_int(request, "Upload-Length")
    upload = uploads.begin(request.user, job, name=_name(request), size=size)
    return HttpResponse(status=HTTPStatus.CREATED, headers={"Location": reverse("upload", args=[upload.pk])})


def _waiting(person: Person, job: Job) -> list[str]:
    """The addresses of a person's uploads in a job that are not posted yet."""
    rows = Upload.objects.of(person).open().filter(job=job)
    return [reverse("upload", args=[pk]) for pk in rows.values_list("pk", flat=True)]


@_tus("HEAD", "PATCH", "DELETE")
def upload(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """One upload: its offset, more bytes, or its removal."""
    pending = Upload.objects.of(request.user).open().filter(pk=pk).first()
    if pending is None:
        raise NotFound
    if request.method == "OPTIONS":
        return _capabilities()
    _check_version(request)
    if request.method == "DELETE":
        uploads.drop(pending)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "PATCH":
        return _offset_response(_append(request, pending), HTTPStatus.NO_CONTENT)
    return _offset_response(
        upload_storage.bytes_arrived(pending), HTTPStatus.OK, **{"Upload-Length": str(pending.size)}
    )


def _append(request: AuthenticatedRequest, pending: Upload) -> int:
    if request.content_type != BODY:
        raise Misspoken(missing=BODY)
    offset, length = _header_int(request, "Upload-Offset"), _header_int(request, "Content-Length")
    if not _turns.acquire(blocking=False):
        raise NoTurn
    try:
        return upload_storage.add(pending, offset=offset, length=length, source=request)
    finally:
        _turns.release()


def _offset_response(arrived: int, status: HTTPStatus, **more: str) -> HttpResponse:
    return HttpResponse(status=status, headers={"Upload-Offset": str(arrived), **more})


def _capabilities() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,termination",
        "Tus-Max-Size": str(uploads.UPLOAD_BYTES_MAX),
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def _refusal_response(refusal: Refusal) -> HttpResponse:
    text = refusal.worded(gettext)
    status = STATUSES.get(type(refusal), HTTPStatus.CONFLICT)
    words = f"{text.what} {text.way_out}"
    answer = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = "5"
    return answer


def _check_version(request: AuthenticatedRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Misspoken(missing=f"Tus-Resumable: {VERSION}")


def _header_int(request: AuthenticatedRequest, header: str) -> int:
    """The whole number in a header."""
    written = request.headers.get(header, "")
    if not written.isascii() or not written.isdigit() or len(written) > 15:
        raise Misspoken(missing=header)
    return int(written)


def _name(request: AuthenticatedRequest) -> str:
    """The file name, in base64 among other metadata."""
    pairs = request.headers.get("Upload-Metadata", "").split(",")
    metadata = dict(pair.strip().partition(" ")[::2] for pair in pairs)
    try:
        return b64decode(metadata.get("filename", ""), validate=True).decode()
    except (binascii.Error, ValueError):
        raise Misspoken(missing="Upload-Metadata") from None
