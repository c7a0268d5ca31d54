"""The form of a version of terms: for a new job of either kind, later of the job's own."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from handsel.policy.models import Policy
from handsel.ui.fields import CardRadio
from handsel.web.terms.forms import EditorStart, FixedEditor, start_again
from handsel.web.terms.hourly_form import HourlyEditor
from handsel.web.terms.policy_choice import offered_policies
from handsel.work.jobs.lifecycle import JobKind
from handsel.work.jobs.models import Job
from handsel.work.terms.content import Terms

_EDITORS: Mapping[JobKind, type[FixedEditor | HourlyEditor]] = {
    JobKind.FIXED: FixedEditor,
    JobKind.HOURLY: HourlyEditor,
}


class KindForm(forms.Form):
    """The choice of the kind of a new job."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of job"),
        choices=[
            (JobKind.FIXED.value, gettext_lazy("Fixed price")),
            (JobKind.HOURLY.value, gettext_lazy("Hourly")),
        ],
        widget=CardRadio(
            {
                JobKind.FIXED.value: gettext_lazy("Paid by milestone, each funded into escrow."),
                JobKind.HOURLY.value: gettext_lazy(
                    "Paid weekly for the hours worked, up to a limit funded into escrow."
                ),
            }
        ),
    )


class TermsEditor:
    """The form of a version, with a part for each kind that may be chosen; only the chosen one is checked."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        chosen: JobKind,
        starts: Mapping[JobKind, EditorStart],
        policies: Sequence[Policy],
    ) -> None:
        parts = {
            kind: _EDITORS[kind](
                data if kind is chosen and data is not None and not is_rewriting(data) else None,
                start=start if data is None else start_again(data),
                policies=policies,
                kinds=tuple(starts),
            )
            for kind, start in starts.items()
        }
        self.fixed, self.hourly = (parts.get(kind) for kind in JobKind)
        self.part = parts[chosen]
        self.form = self.part.form
        self.kind_form = KindForm(initial={"kind": chosen.value}) if len(parts) > 1 else None

    @property
    def milestones(self) -> object:
        """The milestones of the chosen part; by the hour, there are none."""
        return self.part.milestones

    @property
    def is_sent(self) -> bool:
        """Whether it was sent to become a version, and not to add a milestone or to see the total."""
        return self.form.is_bound

    def is_valid(self) -> bool:
        """Whether the chosen part is valid."""
        return self.part.is_valid()

    def terms(self, key: UUID, known: Sequence[UUID] = ()) -> Terms:
        """The terms as entered."""
        return self.part.terms(key, known)


def first_editor(data: QueryDict | None) -> TermsEditor:
    """The form for the first version of a new job, which may be of either kind."""
    hourly = data is not None and data.get("kind") == JobKind.HOURLY
    chosen = JobKind.HOURLY if hourly else JobKind.FIXED
    starts = {kind: EditorStart() for kind in JobKind}
    return TermsEditor(data, chosen=chosen, starts=starts, policies=offered_policies())


def next_editor(job: Job, newest: Terms, data: QueryDict | None) -> TermsEditor:
    """The form for the next version of a job, of its kind, which starts from the newest."""
    policies = offered_policies(job)
    start = _EDITORS[newest.kind].start_from(newest, policies)
    return TermsEditor(data, chosen=newest.kind, starts={newest.kind: start}, policies=policies)


def is_rewriting(data: QueryDict) -> bool:
    """Whether the form only adds or removes a milestone, or asks for the total."""
    return not {"add", "remove", "total"}.isdisjoint(data)
