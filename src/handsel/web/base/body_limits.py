"""How long the body of a request may be: short, but for the few addresses that take files."""

import re
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from handsel.kernel.disk import DiskFull
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.disk_alarm import mail_operators
from handsel.record.files import FILE_BYTES_MAX
from handsel.ui import error_pages
from handsel.ui.middleware import GetResponse

MB = 1_000_000
FORM_BYTES_MAX = MB
"""The most bytes in a request without files."""
UPLOAD_BYTES_MAX = 200 * MB
FILES_BODY_BYTES_MAX = UPLOAD_BYTES_MAX + MB
"""The most bytes in a request with files: they, and the text of its form."""
PART_BYTES_MAX = 16 * MB
"""The most bytes of an upload in one request: pages send half of it at once."""
_FILE_FORMS = re.compile(r"/jobs/[0-9]+/(?:reports/|time/import/)?|/me/picture/")
_UPLOADS = re.compile(r"/uploads/.*", re.DOTALL)


class TooMuchAtOnce(Refusal):
    """A request with files above the limit."""

    what = gettext_noop("That is more than %(whole)s MB at once.")
    kept = gettext_noop("Nothing was posted or sent, and no file was kept.")
    way_out = gettext_noop("Go back and send fewer or smaller files, up to %(each)s MB each.")

    def __init__(self) -> None:
        super().__init__(whole=UPLOAD_BYTES_MAX // MB, each=FILE_BYTES_MAX // MB)


class PartTooLong(Refusal):
    """A part of an upload above the limit."""

    what = gettext_noop("One request can bring at most %(part)s MB of an upload.")
    kept = gettext_noop("Nothing of it was saved.")
    way_out = gettext_noop("Send the file in parts; what has arrived stays.")

    def __init__(self) -> None:
        super().__init__(part=PART_BYTES_MAX // MB)


class FormTooLong(Refusal):
    """A request without files above the limit."""

    what = gettext_noop("That form is longer than 1 MB.")
    kept = gettext_noop("It was not read, and nothing was changed.")
    way_out = gettext_noop("Go back and shorten the text, or put it into a file and attach that.")


class Crowded(Refusal):
    """There is no room for another large body."""

    what = gettext_noop("This site is receiving many large forms right now.")
    kept = gettext_noop("Yours was not read, and nothing was changed.")
    way_out = gettext_noop("Go back and send it again in a minute.")


def needs_person(path: str) -> bool:
    """Whether bodies for this address are read from people who are signed in alone."""
    return bool(_FILE_FORMS.fullmatch(path) or _UPLOADS.fullmatch(path))


def is_upload(path: str) -> bool:
    """Whether a body for this address is a part of a file, which is kept as far as it came."""
    return bool(_UPLOADS.fullmatch(path))


def body_limit(path: str) -> int:
    """The most bytes in the body of a request to an address."""
    if _FILE_FORMS.fullmatch(path):
        return FILES_BODY_BYTES_MAX
    return PART_BYTES_MAX if _UPLOADS.fullmatch(path) else FORM_BYTES_MAX


def limit_body(answer: GetResponse) -> GetResponse:
    """Refuse a request that announces too much, or that the server turned away, before its body is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        turned_away = request.META.get("asgi.scope", {}).get("state", {}).get("refusal")
        if isinstance(turned_away, DiskFull):
            mail_operators()
        if turned_away is not None:
            return error_pages.refused(request, turned_away, _status_of(turned_away))
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= body_limit(request.path):
            return answer(request)
        return error_pages.refused(request, _too_long(request.path), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    return middleware


def _status_of(turned_away: Refusal) -> HTTPStatus:
    full = isinstance(turned_away, DiskFull)
    return HTTPStatus.INSUFFICIENT_STORAGE if full else HTTPStatus.SERVICE_UNAVAILABLE


def _too_long(path: str) -> Refusal:
    if is_upload(path):
        return PartTooLong()
    return TooMuchAtOnce() if needs_person(path) else FormTooLong()
