"""Forms of a page that has several: one that is wrong stands on the page again, with what was typed."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from handsel.kernel.refusals import Refusal
from handsel.ui.fields import NoBidiTextField

REASON_MAX = 2000


class PageForm(forms.Form):
    """One form of a page; its key says which."""

    def __init__(self, key: str, data: QueryDict | None = None) -> None:
        self.key = key
        super().__init__(data, auto_id=f"{key}-%s")


def as_sent(form: PageForm, failed: PageForm | None) -> PageForm:
    """The form that failed, if it is this one; else this one."""
    return failed if failed is not None and failed.key == form.key else form


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Let a form that was refused stand on its page again with the three sentences of the refusal."""
    words = refusal.worded(gettext)
    form.add_error(None, f"{words.what} {words.kept} {words.way_out}")


class Reason(NoBidiTextField):
    """A form field for a reason; a line end counts as one character, though browsers send two."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=REASON_MAX, **{"widget": forms.Textarea, **kwargs})

    def to_python(self, value: Any) -> Any:
        """Keep line ends as one character."""
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class ReasonForm(PageForm):
    """A reason, for the record."""

    reason = Reason(label=gettext_lazy("Reason"))


class OptionalReasonForm(PageForm):
    """A reason that may be left out."""

    reason = Reason(label=gettext_lazy("Reason (optional)"), required=False)
