"""Choosing several files in one field of a form, and how much a request may bring."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.refusals import Refusal
from handsel.kernel.words import gettext_noop
from handsel.look import failures
from handsel.look.middleware import Answer
from handsel.record.files import FILE_BYTES_MAX

MB = 1024 * 1024
FILES_MAX = 20
UPLOAD_BYTES_MAX = 200 * MB
BODY_BYTES_MAX = UPLOAD_BYTES_MAX + MB
"""What a request may bring altogether: files, and the words of its form."""
LIMITS = format_lazy(
    gettext_lazy("Up to {many} files at once, {each} MB each and {whole} MB together."),
    many=FILES_MAX,
    each=FILE_BYTES_MAX // MB,
    whole=UPLOAD_BYTES_MAX // MB,
)


class TooMuchAtOnce(Refusal):
    """A request brings more than the house takes at once."""

    what = gettext_noop("That is more than %(whole)s MB at once.")
    kept = gettext_noop("Nothing was posted or sent, and no file was kept.")
    way_out = gettext_noop(
        "Go back and send fewer files at once, or smaller ones; each may have %(each)s MB."
    )

    def __init__(self) -> None:
        super().__init__(whole=UPLOAD_BYTES_MAX // MB, each=FILE_BYTES_MAX // MB)


def measured(answer: Answer) -> Answer:
    """Refuse a request that says it brings too much, before anything of its body is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= BODY_BYTES_MAX:
            return answer(request)
        return failures.refused(request, TooMuchAtOnce(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    return middleware


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Files, each within the size that the house keeps; cleaned, a list."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=LIMITS, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list; too many or too large ones are named."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > FILES_MAX:
            raise forms.ValidationError(_("Choose at most {many} files at once.").format(many=FILES_MAX))
        for upload in given:
            if upload.size > FILE_BYTES_MAX:
                raise forms.ValidationError(_("{name} is larger than 50 MB.").format(name=upload.name))
        return list(given)
