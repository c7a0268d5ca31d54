"""The first three steps of a client and of a freelancer, until the last of them is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import Letterhead
from handsel.people.models import Party, Person
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.weeks import week_to_fund
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone


@dataclass(frozen=True)
class Progress:
    """What a person has done so far."""

    has_awarded: bool = False
    has_funded: bool = False
    has_invoice_details: bool = False
    has_agreed: bool = False
    job_to_fund: int | None = None
    """The number of an agreed job of the client's with a milestone or a week to fund."""


@dataclass(frozen=True)
class FirstStep:
    """One of the first steps: what, why, where, and whether it is done.

    A step without a button is done, or its button stands with what the person has to do.
    """

    title: str
    detail: str
    href: str
    button: str
    done: bool = False


@dataclass(frozen=True)
class Checklist:
    """The first steps of one side."""

    title: str
    steps: tuple[FirstStep, ...]

    @property
    def is_over(self) -> bool:
        """Whether its last step is done; the ones before it may be done later."""
        return self.steps[-1].done


def first_steps(person: Person, open_jobs: list[JobView], *, has_worked: bool) -> list[Checklist]:
    """The checklists of a person; none once one is over, or a job was agreed and closed and another is open.

    One query where no job is open; else what is needed is in the open jobs.
    """
    if has_worked and open_jobs:
        return []
    progress = _progress_in(open_jobs) if open_jobs else _progress(person)
    return checklists(progress, hires=person.hires, works=person.works)


def checklists(progress: Progress, *, hires: bool, works: bool) -> list[Checklist]:
    """The checklists for what was done; somebody who has begun on one side needs no help on the other."""
    lists = [*([_client(progress)] if hires else []), *([_freelancer(progress)] if works else [])]
    return [] if any(checklist.is_over for checklist in lists) else lists


def _progress_in(open_jobs: list[JobView]) -> Progress:
    """What the first open jobs show; a freelancer who has one finds there how to go on."""
    own = [view for view in open_jobs if view.side is Side.CLIENT]
    return Progress(
        has_awarded=bool(own),
        has_funded=any(_has_holding(view) for view in own),
        has_agreed=len(own) < len(open_jobs),
        job_to_fund=next((view.job.pk for view in own if view.next_to_fund or week_to_fund(view)), None),
    )


def _has_holding(view: JobView) -> bool:
    """Whether something of a job was ever funded."""
    rows: Sequence[Milestone | JobWeek] = view.weeks or view.milestones
    return any(row.holding is not None for row in rows)


def _progress(person: Person) -> Progress:
    done = Party.objects.of(person).values_list(
        Exists(Job.objects.filter(client=OuterRef("pk"))),
        Exists(Holding.objects.filter(client=OuterRef("pk"))),
        Exists(Letterhead.objects.filter(party=OuterRef("pk"))),
        Exists(Job.objects.filter(freelancer=OuterRef("pk"), bound_at__isnull=False)),
    )
    return Progress(*done[0])


def _client(progress: Progress) -> Checklist:
    award = FirstStep(
        _("Award a job"),
        _("You write the first terms. Nothing is binding until you both agree."),
        reverse("award"),
        _("Award a job"),
        progress.has_awarded,
    )
    fund = FirstStep(
        _("Fund the first milestone or week"),
        _("Once you both agree, put its amount in escrow. It is paid when you approve the work."),
        *_place_to_fund(progress.job_to_fund),
        progress.has_funded,
    )
    return Checklist(_("Hire in three steps"), (_confirmed(), award, fund))


def _place_to_fund(job: int | None) -> tuple[str, str]:
    """Where the step leads, and what its button says; what is to fund has its button in "To do"."""
    if job is None:
        return reverse("help-topic", args=["escrow"]), _("About escrow")
    return reverse("job-billing", args=[job]), ""


def _freelancer(progress: Progress) -> Checklist:
    invoices = FirstStep(
        _("Add your invoice details"),
        _("Your address and tax number. We make an invoice for every payment."),
        reverse("letterhead"),
        _("Add details"),
        progress.has_invoice_details,
    )
    agree = FirstStep(
        _("Agree to your first job"),
        _("When a client awards you a job, you get an email and read its terms here."),
        reverse("help-topic", args=["getting-paid"]),
        _("How you get paid"),
        progress.has_agreed,
    )
    return Checklist(_("Work in three steps"), (_confirmed(), invoices, agree))


def _confirmed() -> FirstStep:
    """Nobody is signed in whose email is not confirmed."""
    return FirstStep(
        _("Confirm your email"), _("Done. Your account is ready."), reverse("account_email"), "", True
    )
