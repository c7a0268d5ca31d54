"""The inbox: a person's notices by day, newest first; opening one marks it read and goes to its target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.notices.done import done, entries_of, entry_of
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.kinds import Group, kind_named
from handsel.record.models import Entry
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.work.milestones.entries.reports import SENT, delivered_in, report_of_week
from handsel.work.milestones.models import StatusReport
from handsel.work.workroom.entries import mentions

NOTICES_SHOWN = 30
_LABELS = {
    Group.MESSAGES: gettext_noop("Message"),
    Group.AGREEMENTS: gettext_noop("Agreement"),
    Group.MONEY: gettext_noop("Money"),
    Group.REPORTS: gettext_noop("Report"),
}


@dataclass(frozen=True)
class InboxRow:
    """A notice as the inbox shows it: its day where the reader is, who did it, and the sign of its kind.

    `is_done` when what it asks for was settled: it has then no detail, as nothing is left to do.
    `is_missed` when it is over because the time for it passed.
    """

    notice: Notice
    day: date
    person: Person | None
    tone: str
    icon: str
    label: str
    job: str
    is_done: bool
    is_missed: bool
    detail: str


@page()
def inbox(request: AuthenticatedRequest) -> HttpResponse:
    """All notices of this person."""
    notices = Notice.objects.of(request.user).with_job()
    page_obj = Paginator(notices, NOTICES_SHOWN).get_page(request.GET.get("page"))
    return render(request, "web/account/inbox.html", {"page_obj": page_obj, "rows": inbox_rows(page_obj)})


def inbox_rows(notices: Iterable[Notice]) -> list[InboxRow]:
    """The rows of some notices; a reminder is of no entry and shows a clock. Five queries at most."""
    shown = list(notices)
    entries = entries_of(shown)
    over = done(shown, entries)
    missed = _missed([notice for notice in shown if notice.pk in over])
    people = Person.objects.in_bulk({entry.actor for entry in entries.values()})
    rows = []
    for notice in shown:
        key = entry_of(notice)
        entry = entries.get(key) if key else None
        kind = kind_named(entry.kind) if entry else None
        rows.append(
            InboxRow(
                notice,
                timezone.localtime(notice.told_at).date(),
                people.get(entry.actor) if entry else None,
                kind.tone if kind else "warn",
                kind.icon if kind else "clock",
                _label(entry, notice.person_id),
                _job_words(notice),
                notice.pk in over,
                notice.pk in missed,
                "" if notice.pk in over else _detail(notice),
            )
        )
    return rows


def _missed(over: Iterable[Notice]) -> set[int]:
    """The reminders that are over though no report was sent for their week."""
    reminders = {n.pk: (n.job_id, n.matter) for n in over if n.matter.startswith("report ")}
    if not reminders:
        return set()
    jobs = {job for job, _matter in reminders.values()}
    weeks = StatusReport.objects.filter(job__in=jobs).values_list("job_id", "week")
    sent = {(job, report_of_week({"week": week})) for job, week in weeks}
    return {pk for pk, reminder in reminders.items() if reminder not in sent}


def _label(entry: Entry | None, reader: UUID) -> str:
    """What sort of thing a notice tells this reader of."""
    if entry is None:
        return _("Reminder")
    if mentions(entry.facts, reader):
        return _("Mention")
    if entry.kind == SENT.name and delivered_in(entry.facts):
        return _("Delivery")
    group = kind_named(entry.kind).group
    return _(_LABELS[group]) if group else _("Account")


def _job_words(notice: Notice) -> str:
    """The job of a notice, by number and title."""
    job = notice.job
    return _("Job {number}: {title}").format(number=job.pk, title=job.title) if job else ""


def _detail(notice: Notice) -> str:
    """The detail of a notice, without its first line that names the job."""
    return notice.detail.partition("\n")[2] if notice.job_id else notice.detail


@page()
def bell(request: AuthenticatedRequest) -> HttpResponse:
    """The bell in the navigation bar, reloaded when the live stream reports a notice."""
    return render(request, "ui/parts/bell.html")


@page("POST")
def open_notice(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark a notice read, and go to its target."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    Notice.objects.filter(pk=pk, read_at=None).update(read_at=clock.now())
    return redirect(notice.href)


@page("POST")
def mark_all_read(request: AuthenticatedRequest) -> HttpResponse:
    """Mark every notice read."""
    Notice.objects.of(request.user).unread().update(read_at=clock.now())
    return redirect("inbox")


def unread(request: HttpRequest) -> dict[str, int]:
    """The context variable `unread`: how many notices the person has not opened."""
    user = getattr(request, "user", None)
    return {"unread": Notice.objects.of(user).unread().count()} if user and user.is_authenticated else {}
