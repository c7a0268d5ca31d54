"""The form that says how a CSV file is read: its columns, its days, whose rows, and in which time zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.characters import caseless
from handsel.people.models import Person
from handsel.people.zones import zone_choices
from handsel.ui.fields import NoBidiTextField
from handsel.ui.long_select import LongSelect
from handsel.work.hours.csv_import.cells import DayOrder, orders_of
from handsel.work.hours.csv_import.columns import ColumnRole, Columns, lacking, recognise, values_of
from handsel.work.hours.csv_import.one_row import Reading
from handsel.work.hours.csv_import.table import Table
from handsel.work.hours.time_checks import MEMO_LENGTH_MAX

VALUES_MAX = 200
"""Of a column with more values than these, only those are offered that name the person or the job."""
ALL = "all"

ROLE_LABELS = {
    ColumnRole.DAY: gettext_lazy("Day"),
    ColumnRole.START: gettext_lazy("Start"),
    ColumnRole.END_DAY: gettext_lazy("Day of the end"),
    ColumnRole.END: gettext_lazy("End"),
    ColumnRole.DURATION: gettext_lazy("Duration"),
    ColumnRole.HOURS: gettext_lazy("Hours as a number"),
    ColumnRole.MEMO: gettext_lazy("Memo"),
    ColumnRole.TASK: gettext_lazy("Task"),
    ColumnRole.PROJECT: gettext_lazy("Project"),
    ColumnRole.PERSON: gettext_lazy("Person"),
}
ORDER_LABELS = {
    DayOrder.DAY_FIRST: gettext_lazy("Day, then month"),
    DayOrder.MONTH_FIRST: gettext_lazy("Month, then day"),
    DayOrder.YEAR_FIRST: gettext_lazy("Year first"),
}
ONLY_LABELS = {
    ColumnRole.PERSON: gettext_lazy("Whose time"),
    ColumnRole.PROJECT: gettext_lazy("Which project"),
}


class ReadingForm(forms.Form):
    """How a file is read; only what the file leaves open is asked."""

    def __init__(self, data: Any, *, table: Table, person: Person, title: str) -> None:
        self.table = table
        recognised = recognise(table.header)
        self.tool = recognised.tool
        self.columns = _columns(data, recognised.columns, len(table.header))
        self.orders = orders_of(values_of(table, self.columns[ColumnRole.DAY])) if self._has_days else []
        self.known = {person.email: 3, person.name: 2, person.first_name: 1, title: 1}
        super().__init__(data if "zone" in data else None)
        self._add_columns()
        self._add_questions(person)
        if not self.is_bound:
            self.is_bound = True
            self.data = {
                name: field.initial for name, field in self.fields.items() if field.initial is not None
            }

    @property
    def _has_days(self) -> bool:
        return ColumnRole.DAY in self.columns

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The columns to choose."""
        return [self[role.name.lower()] for role in ColumnRole]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """What else is asked."""
        names = {role.name.lower() for role in ColumnRole}
        return [self[name] for name in self.fields if name not in names]

    def clean(self) -> dict[str, Any]:
        """Name the columns without which no row can be read."""
        cleaned = super().clean() or {}
        for role in lacking(self.columns, has_first_start="first_start" in self.fields):
            self.add_error(role.name.lower(), _("Choose the column for this."))
        if self._has_days and not self.orders:
            self.add_error("day", _("The days in this column are not all written the same way."))
        return cleaned

    def reading(self) -> Reading:
        """How the file is read."""
        cleaned = self.cleaned_data
        only = {
            role: values_of(self.table, self.columns[role])[int(cleaned[f"only_{role}"])]
            for role in ONLY_LABELS
            if cleaned.get(f"only_{role}", ALL) != ALL
        }
        return Reading(
            self.columns,
            DayOrder(cleaned["order"]) if "order" in cleaned else self.orders[0],
            ZoneInfo(cleaned["zone"]),
            cleaned.get("first_start"),
            only,
            cleaned["memo_for_all"],
        )

    def _add_columns(self) -> None:
        choices = [("", _("None")), *((str(place), name) for place, name in enumerate(self.table.header))]
        for role in ColumnRole:
            initial = str(self.columns[role]) if role in self.columns else ""
            self.fields[role.name.lower()] = forms.ChoiceField(
                choices=choices, required=False, initial=initial, label=ROLE_LABELS[role]
            )

    def _add_questions(self, person: Person) -> None:
        if len(self.orders) > 1:
            orders = [("", _("Choose")), *((order.value, ORDER_LABELS[order]) for order in self.orders)]
            label = _("How days are written")
            self.fields["order"] = forms.ChoiceField(choices=orders, initial="", label=label)
        for role in ONLY_LABELS:
            self._add_only(role)
        if ColumnRole.START not in self.columns:
            widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            self.fields["first_start"] = forms.TimeField(
                label=_("First start of each day"), widget=widget, initial="09:00"
            )
        zones = zone_choices(person.time_zone)
        self.fields["zone"] = forms.ChoiceField(
            choices=zones, initial=person.time_zone, label=_("Time zone of the file"), widget=LongSelect
        )
        self.fields["memo_for_all"] = NoBidiTextField(
            required=False, max_length=MEMO_LENGTH_MAX, label=_("Memo for rows without one"), initial=""
        )

    def _add_only(self, role: ColumnRole) -> None:
        values = values_of(self.table, self.columns[role]) if role in self.columns else []
        if len(values) < 2:
            return
        known = {caseless(word): weight for word, weight in self.known.items()}
        weights = [known.get(caseless(value), 0) for value in values]
        best = str(weights.index(max(weights))) if max(weights) else ""
        named = [
            (str(place), value or _("(empty)"))
            for place, value in enumerate(values)
            if weights[place] or len(values) <= VALUES_MAX
        ]
        choices = [("", _("Choose")), *named, (ALL, _("All of them"))]
        self.fields[f"only_{role}"] = forms.ChoiceField(
            choices=choices, initial=best, label=ONLY_LABELS[role]
        )


def _columns(data: Any, recognised: Columns, count: int) -> Columns:
    """The columns as chosen, or as recognised before anything was."""
    if "zone" not in data:
        return recognised
    chosen = {role: str(data.get(role.name.lower(), "")) for role in ColumnRole}
    return {
        role: int(place)
        for role, place in chosen.items()
        if place.isascii() and place.isdecimal() and len(place) < 4 and int(place) < count
    }
