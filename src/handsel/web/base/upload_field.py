"""A form field for several files, and the size limit of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.record.files import FILE_BYTES_MAX
from handsel.ui import error_pages
from handsel.ui.middleware import GetResponse
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import Attached, keep
from handsel.work.workroom.uploads import finished

MB = 1_000_000
FILES_MAX = 20
UPLOAD_BYTES_MAX = 200 * MB
BODY_BYTES_MAX = UPLOAD_BYTES_MAX + MB
"""The most bytes in a request: files, and the text of its form."""
LIMITS = format_lazy(
    gettext_lazy("Up to {many} files, {each} MB each, {whole} MB in total."),
    many=FILES_MAX,
    each=FILE_BYTES_MAX // MB,
    whole=UPLOAD_BYTES_MAX // MB,
)


class TooMuchAtOnce(Refusal):
    """A request above the limit."""

    what = gettext_noop("That is more than %(whole)s MB at once.")
    kept = gettext_noop("Nothing was posted, and no file was kept.")
    way_out = gettext_noop("Go back and send fewer or smaller files, up to %(each)s MB each.")

    def __init__(self) -> None:
        super().__init__(whole=UPLOAD_BYTES_MAX // MB, each=FILE_BYTES_MAX // MB)


def limit_request_size(answer: GetResponse) -> GetResponse:
    """Refuse a request that announces too much, before reading its body."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= BODY_BYTES_MAX:
            return answer(request)
        return error_pages.refused(request, TooMuchAtOnce(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    return middleware


@dataclass(frozen=True)
class Attachments:
    """Attachments: the files in the form, and the ids of earlier uploads."""

    files: Sequence[Any] = ()
    uploads: Sequence[Any] = ()

    def __len__(self) -> int:
        return len(self.files) + len(self.uploads)


def store_attachments(person: Person, job: Job, chosen: Attachments) -> list[Attached]:
    """A person's attachments, stored and ready to post; uploads must be their own, and complete."""
    return keep(chosen.files) + finished(person, job, chosen.uploads)


class FilesInput(forms.ClearableFileInput):
    """An input for several files; the ids of uploads come under its name and `-upload`."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The files and the ids."""
        value = super().value_from_datadict(data, files, name)
        several = value if isinstance(value, list | tuple) else [value] if value else []
        return Attachments(several, data.getlist(f"{name}-upload") if hasattr(data, "getlist") else [])


class Files(forms.FileField):
    """Files, each within the size limit, and uploads; cleans to what was chosen."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=LIMITS, **options)

    def clean(self, data: Any, initial: Any = None) -> Attachments:
        """The attachments; too many or too large files are named in the error."""
        chosen = data or Attachments()
        if len(chosen) > FILES_MAX:
            raise forms.ValidationError(_("Choose at most {many} files at once.").format(many=FILES_MAX))
        for upload in chosen.files:
            if upload.size > FILE_BYTES_MAX:
                raise forms.ValidationError(_("{name} is larger than 50 MB.").format(name=upload.name))
        return Attachments(list(chosen.files), [_id(written) for written in dict.fromkeys(chosen.uploads)])


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise forms.ValidationError(_("Choose the file again. We could not find its upload.")) from None
