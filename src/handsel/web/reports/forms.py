"""Forms of a status report: the progress of each milestone, and three texts."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.ui.datetime_format import day_text
from handsel.ui.fields import TextField
from handsel.web.base.upload_field import Files
from handsel.work.milestones.models import Milestone

TEXT_MAX = 10_000
COMMITS_MAX = 100_000


class LineForm(forms.Form):
    """The progress of one milestone; 100% delivers it, with files or a statement."""

    percent = forms.IntegerField(min_value=0, max_value=100, label=gettext_lazy("Percent done"))
    statement = TextField(
        max_length=2000,
        required=False,
        label=gettext_lazy("What you deliver"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attached = Files(required=False, label=gettext_lazy("Files"))

    def __init__(self, data: Any, files: Any, *, milestone: Milestone, before: int) -> None:
        super().__init__(data, files, prefix=f"m{milestone.pk}", initial={"percent": milestone.percent})
        self.milestone = milestone
        self.before = before
        label = _("{name}, percent done").format(name=milestone.name)
        self.fields["percent"].widget.attrs["aria-label"] = label

    @property
    def row_name(self) -> str:
        """How a list of what is wrong calls it."""
        return self.milestone.name

    def clean(self) -> dict[str, Any]:
        """A delivery needs files or a statement."""
        cleaned = super().clean() or {}
        if cleaned.get("percent") == 100 and not cleaned.get("statement") and not cleaned.get("attached"):
            self.add_error("statement", _("Describe what you deliver, or attach it. 100% means delivered."))
        return cleaned


class ReportTextForm(forms.Form):
    """The texts of a report, and its week."""

    week = forms.TypedChoiceField(label=gettext_lazy("Week"), coerce=date.fromisoformat)
    done = TextField(label=gettext_lazy("Done this week"), max_length=TEXT_MAX, widget=forms.Textarea)
    plans = TextField(
        label=gettext_lazy("Next week"), max_length=TEXT_MAX, required=False, widget=forms.Textarea
    )
    issues = TextField(
        label=gettext_lazy("Problems, and what you need"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea,
    )
    blocks = forms.BooleanField(label=gettext_lazy("This blocks my work"), required=False)

    def __init__(self, *args: Any, weeks: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(week.isoformat(), _("Week of {day}").format(day=day_text(week))) for week in weeks]
        self.fields["week"].choices = choices  # type: ignore[attr-defined]


class CommitsForm(forms.Form):
    """Commit messages from which a report is drafted, among other things."""

    commits = TextField(
        label=gettext_lazy("Commit messages"),
        max_length=COMMITS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
