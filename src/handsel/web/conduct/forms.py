"""The forms of conduct: a report, and an appeal."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.trust.conduct.outcomes import CATEGORY_LABELS, Category
from handsel.web.base.entry_numbers import EntryNumbers
from handsel.web.base.page_forms import PageForm, Reason


class ReportForm(PageForm):
    """What the other side did, in one's own words, and the entries that show it."""

    category = forms.TypedChoiceField(label=gettext_lazy("What happened"), coerce=Category)
    words = Reason(label=gettext_lazy("In your own words"))
    evidence = EntryNumbers(label=gettext_lazy("Record numbers that show it (optional)"))

    def __init__(self, data: QueryDict | None = None, *, entry: str = "") -> None:
        """The form; `entry` is the number of the message from which it was opened."""
        super().__init__("report", data)
        self.fields["evidence"].initial = entry
        field = self.fields["category"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(category.value, _(label)) for category, label in CATEGORY_LABELS.items()]


class ConductAppealForm(PageForm):
    """Why somebody appeals a decision about themselves."""

    reason = Reason(label=gettext_lazy("Why you appeal"))
