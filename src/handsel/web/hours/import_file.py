"""A CSV file between the steps of an import: it goes with the form, so the server keeps nothing of it."""

import zlib
from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.web.base.body_limits import MB
from handsel.work.hours.csv_import.table import NotATable, Table, Unreadable, read_table

CSV_BYTES_MAX = 5 * MB
PACKED_MAX = 2 * MB
"""The most characters of a packed file: text fields of a form hold little more."""

_WORDS = {
    Unreadable.NOT_TEXT: gettext_lazy(
        "This is not a text file. Export your time as CSV, then choose that file."
    ),
    Unreadable.NO_HEADER: gettext_lazy("This file is empty."),
    Unreadable.NO_ROWS: gettext_lazy("This file has the names of its columns, but no rows."),
    Unreadable.TOO_MANY_ROWS: gettext_lazy(
        "This file has more than 20,000 rows. Export a shorter period, then choose that file."
    ),
    Unreadable.TOO_MANY_COLUMNS: gettext_lazy("This file has more than 100 columns."),
    Unreadable.NO_NAMES: gettext_lazy("The first line of this file does not name its columns."),
    Unreadable.QUOTES: gettext_lazy("A cell that begins with a quote on line {line} does not end."),
}


class CsvForm(forms.Form):
    """The file to import; cleans to its table, and keeps it packed in `packed`."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        error_messages={"required": gettext_lazy("Choose a CSV file.")},
    )
    packed = ""

    def clean_file(self) -> Table:
        """Read the file."""
        uploaded = self.cleaned_data["file"]
        if uploaded.size > CSV_BYTES_MAX:
            raise forms.ValidationError(_too_large())
        content = uploaded.read()
        try:
            table = read_table(content)
        except NotATable as why:
            raise forms.ValidationError(str(_WORDS[why.reason]).format(line=why.line)) from why
        self.packed = packed(content)
        if len(self.packed) > PACKED_MAX:
            raise forms.ValidationError(_too_large())
        return table


def packed(content: bytes) -> str:
    """A file as text for a hidden field."""
    return b64encode(zlib.compress(content)).decode()


def unpacked(text: Any) -> Table | None:
    """The table of a packed file; None for anything else, or for a file that would be too large."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(b64decode(str(text), validate=True), CSV_BYTES_MAX)
        return read_table(content) if unpacking.eof else None
    except (ValueError, zlib.error):
        return None


def _too_large() -> str:
    return _("This file is larger than 5 MB. Export a shorter period, then choose that file.")
