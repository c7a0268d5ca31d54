"""Form fields, and their layout: widgets linked to hints and errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.characters import BidiControlsRefused, has_bidi_controls, is_blank, without_controls


class TextField(forms.CharField):
    """A text field; text without visible characters counts as empty, and control characters are dropped."""

    def to_python(self, value: Any) -> Any:
        """Strip the text; keep a single-line field on one line."""
        text = super().to_python(without_controls(value) if isinstance(value, str) else value)
        if not isinstance(self.widget, forms.Textarea):
            text = " ".join((text or "").splitlines())
        return self.empty_value if is_blank(text or "") else text


class NoBidiTextField(TextField):
    """A text field that refuses bidi controls: for names, single lines and terms."""

    def validate(self, value: Any) -> None:
        """Refuse bidi controls, beside the usual checks."""
        super().validate(value)
        if has_bidi_controls(value or ""):
            refusal = BidiControlsRefused().worded(_)
            raise forms.ValidationError(f"{refusal.what} {refusal.way_out}")


class DataSelect(forms.Select):
    """A select whose options carry data for a script; `data` is by value and name."""

    data: Mapping[str, Mapping[str, str]] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option with its data."""
        option = super().create_option(name, value, *args, **kwargs)
        data = self.data.get(str(value), {})
        option["attrs"].update({f"data-{key}": words for key, words in data.items()})
        return option


class CardRadio(forms.RadioSelect):
    """Radio buttons on cards; `hints` explains each choice, by value."""

    def __init__(self, hints: Mapping[str, Any] | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}


@dataclass(frozen=True)
class RadioChoice:
    """One card: its input, word and hint."""

    identifier: str
    input: SafeString
    word: str
    hint: str


@dataclass(frozen=True)
class FieldLayout:
    """A field as templates render it: `kind` is `tick`, `choices` or `plain`."""

    kind: str
    widget: SafeString | str
    described_by: str
    choices: tuple[RadioChoice, ...] = ()


def field_layout(bound: BoundField, hint: str = "") -> FieldLayout:
    """The layout of a field; its widget refers to the hint and the error (`aria-describedby`)."""
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
    options = list(bound)
    if getattr(bound, "takes_focus", False):
        options[0].data["attrs"]["autofocus"] = True
    return tuple(
        RadioChoice(
            option.id_for_label,
            option.tag(),
            str(option.choice_label),
            str(hints.get(str(option.data["value"]), "")),
        )
        for option in options
    )
