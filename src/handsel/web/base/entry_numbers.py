"""A form field for entries of the record by their numbers, such as the evidence in a dispute."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_NUMBER_MAX = 10**9


class EntryNumbers(forms.CharField):
    """Numbers of entries of the record, such as `12, 15`; cleaned, a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, max_length=300, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The numbers; words between them are an error."""
        words = [word for word in re.split(r"[\s,;№#]+", super().clean(value)) if word]
        numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
        if len(numbers) < len(words) or any(number >= _NUMBER_MAX for number in numbers):
            raise ValidationError(_("Enter numbers of entries, such as 12, 15."))
        return numbers
