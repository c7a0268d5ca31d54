"""A form field for several files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.people.models import Person
from handsel.record.files import FILE_BYTES_MAX
from handsel.web.base.body_limits import MB, UPLOAD_BYTES_MAX
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import Attached, keep
from handsel.work.workroom.uploads import finished

FILES_MAX = 20
LIMITS = format_lazy(
    gettext_lazy("Up to {many} files, {each} MB each, {whole} MB in total."),
    many=FILES_MAX,
    each=FILE_BYTES_MAX // MB,
    whole=UPLOAD_BYTES_MAX // MB,
)


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
