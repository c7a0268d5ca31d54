"""Fields of forms: what is written in them, which shape they have, and widgets wired to hints and errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.characters import BidiControlsRefused, has_bidi_controls, is_blank


class TextField(forms.CharField):
    """Words that somebody writes; where there is nothing to see, nothing was written."""

    def to_python(self, value: Any) -> Any:
        """The words, without spaces around them; what is written in one line stays in one."""
        text = super().to_python(value)
        if not isinstance(self.widget, forms.Textarea):
            text = " ".join((text or "").splitlines())
        return self.empty_value if is_blank(text or "") else text


class NoBidiTextField(TextField):
    """Words that are read in the order in which they are kept: names, single lines, and terms."""

    def validate(self, value: Any) -> None:
        """What every field asks, and that no character turns the direction around."""
        super().validate(value)
        if has_bidi_controls(value or ""):
            refusal = BidiControlsRefused().worded(_)
            raise forms.ValidationError(f"{refusal.what} {refusal.way_out}")


class CardRadio(forms.RadioSelect):
    """A choice of one, each on a card; `hints` tells by value what choosing it means."""

    def __init__(self, hints: Mapping[str, Any] | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}


@dataclass(frozen=True)
class RadioChoice:
    """One card of a choice: its input, its word and its hint."""

    identifier: str
    input: SafeString
    word: str
    hint: str


@dataclass(frozen=True)
class FieldLayout:
    """A field as the template draws it: `kind` is `tick`, `choices` or `plain`."""

    kind: str
    widget: SafeString | str
    described_by: str
    choices: tuple[RadioChoice, ...] = ()


def field_layout(bound: BoundField, hint: str = "") -> FieldLayout:
    """The shape of a field; its widget names the hint and the error that describe it."""
    parts = [f"{bound.auto_id}_hint"] if hint else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    described_by = " ".join(parts)
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect):
        return FieldLayout("choices", "", described_by, _choices(bound, widget))
    attrs: dict[str, str | bool] = {"aria-describedby": described_by} if described_by else {}
    kind = "tick" if isinstance(widget, forms.CheckboxInput) else "plain"
    return FieldLayout(kind, bound.as_widget(attrs=attrs), described_by)


def _choices(bound: BoundField, widget: forms.RadioSelect) -> tuple[RadioChoice, ...]:
    hints: Mapping[str, Any] = getattr(widget, "hints", {})
    return tuple(
        RadioChoice(
            option.id_for_label,
            option.tag(),
            str(option.choice_label),
            str(hints.get(str(option.data["value"]), "")),
        )
        for option in bound
    )
