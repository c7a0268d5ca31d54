"""What is wrong in a form that was refused: in its fields, and in the rows that are repeated in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class FormFault:
    """One thing to fix: what is wrong, and in which field, with its place on the page."""

    error: str
    field: str = ""
    href: str = ""


@dataclass(frozen=True)
class FormFaults:
    """Everything that is wrong in a form."""

    all: list[FormFault]

    @property
    def is_in_fields(self) -> bool:
        """Whether a field that is seen is wrong, which has the focus then."""
        return any(fault.href for fault in self.all)


def form_faults(*parts: Any) -> FormFaults:
    """The faults of a form's parts in their order: forms, formsets, and lists of forms.

    A part that a template does not have is empty.
    """
    return FormFaults([fault for part in parts if part for fault in _faults(part)])


def _faults(part: "BaseForm | BaseFormSet[Any] | list[BaseForm]") -> Iterator[FormFault]:
    if isinstance(part, BaseForm):
        yield from _of_form(part)
        return
    if isinstance(part, BaseFormSet) and part.is_bound:
        yield from (FormFault(str(error)) for error in part.non_form_errors())
    for row in part:
        yield from _of_form(row)


def _of_form(form: BaseForm) -> Iterator[FormFault]:
    yield from (FormFault(str(error)) for error in form.non_field_errors())
    for field in form:
        href = "" if field.is_hidden else f"#{field.auto_id}"
        label = f"{form.row_name}, {field.label}" if hasattr(form, "row_name") else str(field.label)
        yield from (FormFault(str(error), label if href else "", href) for error in field.errors)
