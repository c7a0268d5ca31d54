"""The header of every page inside a job: who, how much, its state, and the next step."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.titles import case_title
from handsel.ui.badges import Avatar, Badge
from handsel.ui.job_header import ButtonLink, JobHeader, NextStep, Tab
from handsel.web.jobs.action_item import ActionItem
from handsel.web.jobs.action_items import job_items
from handsel.web.jobs.actors import side_avatars
from handsel.web.jobs.dispute_next import disputed_badge
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.status import job_state
from handsel.web.jobs.weeks import price_words
from handsel.work.jobs.models import Job

PARTS = {"time": ("timesheet", "time-import"), "work-view": ("shot-deletion",)}
"""The pages that belong to a tab of a job, beside its own, by the names of their addresses."""


def job_header(job_view: JobView, here: str = "", *, ended: Sequence[Dispute] = ()) -> JobHeader:
    """The header of a job's pages, as one of its sides sees it; `here` is the address of the page at hand.

    Open disputes have a tab each; of those that `ended`, the one at hand has.
    """
    job, (step, item) = job_view.job, _strip(job_view)
    is_elsewhere = item is not None and item.href != here
    return JobHeader(
        number=job.pk,
        title=job.title,
        other=avatar_of(job_view),
        kind=price_words(job_view) or _("Fixed price"),
        price=None if job_view.job.is_hourly else job_view.price,
        state=_state(job_view, item),
        disputed=disputed_badge(job_view),
        next=step,
        tabs=(
            *(_tab(job, name, word) for name, word in _tabs(job)),
            *_disputes([*job_view.disputes, *ended]),
        ),
        decision=ButtonLink(item.href, item.button) if item and is_elsewhere else None,
    )


def avatar_of(job_view: JobView) -> Avatar:
    """The avatar of the other side."""
    return side_avatars(job_view.job)[job_view.other]


def _state(job_view: JobView, item: ActionItem | None) -> Badge:
    """The state of the job: that of its work, where the strip is about that and not about a proposal."""
    proposals = {reverse(name, args=[job_view.job.pk]) for name in ("terms", "exit")}
    is_proposal = item is None or item.href in proposals
    return job_state(job_view) if is_proposal else job_state(job_view, with_terms=job_view.is_unbound)


def _strip(job_view: JobView) -> tuple[NextStep | None, ActionItem | None]:
    """The next step, and what the reader is to decide, if it waits for them.

    Where the step is nobody's decision, the most urgent decision that waits for the reader is said, with its
    own deadline, or before the step where it has none: the time left to the step is not the decision's.
    """
    step, items = next_step(job_view), list(job_items(job_view))
    if step is None or not items:
        return step, None
    own = [item for item in items if item.next and item.next.about == step.about != ""]
    item = min(own, key=lambda item: item.next != step, default=None)
    if item is None:
        item = min(items, key=lambda item: item.order)
        then = item.next if item.next and item.next.until else replace(step, until=None, since=None)
        words = format_html("{}. {}", item.title, then.words)
        step = replace(then, words=words, tone=then.tone if then.tone == "bad" else "warn", icon=item.icon)
    return step, item


def _tab(job: Job, name: str, word: str) -> Tab:
    return Tab(reverse(name, args=[job.pk]), word, PARTS.get(name, ()))


def _disputes(rows: Sequence[Dispute]) -> list[Tab]:
    return [Tab(reverse("dispute", args=[row.job_id, row.number]), case_title(row)) for row in rows]


def _tabs(job: Job) -> list[tuple[str, str]]:
    time = [("time", _("Time")), ("work-view", _("Work View"))] if job.is_hourly else []
    return [
        ("workroom", _("Workroom")),
        ("terms", _("Terms")),
        *time,
        ("reports", _("Status reports")),
        ("job-billing", _("Billing & Invoices")),
    ]
