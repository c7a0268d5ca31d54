"""The focus after a form was refused: its first wrong field has it when the page opens."""

from typing import Any

from django.forms import BaseForm, BoundField, RadioSelect
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString


class FocusingField(BoundField):
    """A field as a page shows it, with the focus if it is the first of its form that is wrong."""

    @property
    def takes_focus(self) -> bool:
        """Whether this is the first visible field with an error."""
        return first_wrong(self.form) == self.name

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> SafeString:
        """The widget; of a choice among radio buttons, `field_layout` focuses one."""
        shown, more = widget or self.field.widget, dict(attrs or {})
        if self.takes_focus and not isinstance(shown, RadioSelect):
            more["autofocus"] = True
        if self.errors and "aria-describedby" in shown.attrs:
            more.setdefault("aria-describedby", f"{shown.attrs['aria-describedby']} {self.auto_id}_error")
        return super().as_widget(widget, more, only_initial)


class FormRenderer(DjangoTemplates):
    """How forms are rendered everywhere (`FORM_RENDERER`)."""

    bound_field_class = FocusingField


def first_wrong(form: BaseForm) -> str | None:
    """The name of the first visible field with an error; None where the form as a whole is wrong."""
    wrong = (name for name in form.fields if name in form.errors)
    return next((name for name in wrong if not form[name].is_hidden), None)
