"""The composer of a Workroom: a message, a correction, a reply, or a delivery."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.ui.fields import TextField
from handsel.ui.money_format import money_text
from handsel.ui.prose import plain
from handsel.web.base.upload_field import Files, store_attachments
from handsel.web.jobs.actors import actors_in
from handsel.web.jobs.job_view import JobView
from handsel.web.workroom.timeline import wording_of
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report, weeks_to_report
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.posting import LENGTH_MAX, post, quoted
from handsel.work.workroom.read_state import entries_of_job
from handsel.work.workroom.warning import warn_of_off_platform

NUMBER_MAX = 10**9


def _number() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=NUMBER_MAX, widget=forms.HiddenInput)


class Message(forms.Form):
    """Words and files, optionally as an answer to an entry or as the delivery of a milestone."""

    words = TextField(
        label=gettext_lazy("Message"), required=False, max_length=LENGTH_MAX, widget=forms.Textarea
    )
    attached = Files(label=gettext_lazy("Files"), required=False)
    corrects = _number()
    replies = _number()
    acknowledge_warning = forms.BooleanField(required=False, widget=forms.HiddenInput)
    milestone = forms.TypedChoiceField(
        label=gettext_lazy("Send as"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "A delivery sets the milestone to 100% in this week’s status report, with this "
            "message and these files."
        ),
    )

    def __init__(self, job_view: JobView, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.job_view = job_view
        placeholder = _("Write to {name}").format(name=job_view.other_name)
        self.fields["words"].widget.attrs |= {
            "placeholder": placeholder,
            "aria-label": _("Message"),
            "aria-describedby": "answering markup",
            "aria-autocomplete": "list",
            "aria-controls": "mentions",
            "dir": "auto",
            "maxlength": False,
        }
        choices = [(str(row.pk), _delivery(row)) for row in _deliverable(job_view)]
        self.fields["milestone"].choices = [("", _("A message")), *choices]  # type: ignore[attr-defined]

    @property
    def delivers(self) -> bool:
        """Whether there is a milestone that a message can deliver."""
        return bool(_deliverable(self.job_view)) and not (self["corrects"].value() or self["replies"].value())

    def clean(self) -> dict[str, Any]:
        """A message and a delivery need words or files; a delivery is not an answer."""
        cleaned = super().clean() or {}
        is_empty = not self.errors and not cleaned["words"] and not cleaned["attached"]
        if cleaned.get("milestone"):
            if cleaned.get("corrects") or cleaned.get("replies"):
                self.add_error(None, _("A reply cannot be a delivery. Post it as a message."))
            elif is_empty:
                self.add_error("words", _("Describe what you deliver, or attach it."))
        elif is_empty:
            self.add_error(
                "words", _("The message is empty. Nothing was posted. Write something or attach a file.")
            )
        return cleaned


@dataclass(frozen=True)
class Answered:
    """The entry that a message answers: who made it, what it says, and its words to correct."""

    number: int
    name: str
    quote: str
    words: str = ""


def answered_entry(person: Person, job_view: JobView, number: str, *, corrects: bool) -> Answered | None:
    """The entry of that number; to correct, only a message of one's own."""
    if not number.isdecimal() or len(number) >= len(str(NUMBER_MAX)):
        return None
    entries = entries_of_job(job_view.job).filter(number=number).select_related("content")
    if corrects:
        entries = entries.filter(actor=person.pk, kind=MESSAGE.name)
    entry = entries.first()
    if entry is None:
        return None
    name = actors_in(job_view.job, {entry.actor}).actor_at(entry.actor, entry.at).name
    facts = None if entry.is_erased else entry.facts
    quote = plain(quoted(entry)["words"]) if facts else ""
    words = str(facts.get("words", "")) if facts and corrects else ""
    return Answered(entry.number, name, quote or wording_of(entry.kind, name, facts).title, words)


def write(person: Person, actor: Actor, job_view: JobView, form: Message) -> str:
    """Post the form, and return the message for its author.

    If it names a milestone, it goes out as a status report: there is one way to deliver. Before anything is
    stored it may raise `SeemsOffPlatform`.
    """
    cleaned = form.cleaned_data
    if not cleaned["acknowledge_warning"]:
        warn_of_off_platform(job_view.job, cleaned["words"])
    files = store_attachments(person, job_view.job, cleaned["attached"])
    if cleaned["milestone"] is not None:
        _deliver(actor, job_view, ReportLineInput(cleaned["milestone"], 100, cleaned["words"], files))
        return _("Delivered.")
    answers = {name: cleaned[name] for name in ("corrects", "replies")}
    # Judged above, while nobody waits for the job.
    post(actor, job_view.job, words=cleaned["words"], files=files, acknowledged=True, **answers)
    return _("Posted.")


def _deliver(actor: Actor, job_view: JobView, line: ReportLineInput) -> None:
    rest = [
        ReportLineInput(row.pk, row.percent) for row in _deliverable(job_view) if row.pk != line.milestone
    ]
    week = weeks_to_report(job_view.job, clock.now(), job_view.calendar)[0]
    send_report(actor, job_view.job, week=week, lines=[line, *rest], words=ReportText(done=""))


def _deliverable(job_view: JobView) -> list[Milestone]:
    """The milestones that this person may deliver now."""
    if job_view.side is not Side.FREELANCER or not job_view.is_live:
        return []
    return [row for row in job_view.open_milestones if row.delivered_at is None]


def _delivery(row: Milestone) -> str:
    words = _("The delivery of milestone {n}, {name}, {price}")
    return words.format(n=row.position, name=row.name, price=money_text(row.money))
