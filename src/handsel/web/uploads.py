"""Choosing several files in one field of a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from handsel.record.files import FILE_BYTES_MAX

FILES_MAX = 20


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Files, each within the size that the house keeps; cleaned, a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list; too many or too large ones are named."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > FILES_MAX:
            raise forms.ValidationError(_("Choose at most {many} files at once.").format(many=FILES_MAX))
        for upload in given:
            if upload.size > FILE_BYTES_MAX:
                raise forms.ValidationError(_("{name} is larger than 50 MB.").format(name=upload.name))
        return list(given)
