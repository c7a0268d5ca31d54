"""The job: two sides, a stage, and the timers that run on the whole of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from handsel.kernel import clock, identifiers
from handsel.kernel.calendar import Calendar
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import CURRENCIES
from handsel.people.models import Party, Person
from handsel.policy.models import Policy
from handsel.quick_rows import QuickRows
from handsel.work.jobs.lifecycle import CLOSED, LABELS, NEXT_STAGES, OPEN, JobKind, JobStage, Side
from handsel.work.jobs.stages import HasStages

STAGES = [(stage.value, stage.value.capitalize()) for stage in JobStage]
KINDS = [(kind.value, kind.value.capitalize()) for kind in JobKind]


class JobQuerySet(models.QuerySet["Job"]):
    """Queries for jobs."""

    def of(self, person: Person) -> "JobQuerySet":
        """The jobs in which a person takes part, on either side; each side uses its own index."""
        parties = Party.objects.of(person)
        hired, worked = Job.objects.filter(client__in=parties), Job.objects.filter(freelancer__in=parties)
        return self.filter(pk__in=hired.values("pk").union(worked.values("pk")))

    def open(self) -> "JobQuerySet":
        """Jobs that are not closed."""
        return self.filter(stage__in=OPEN)

    def with_people(self) -> "JobQuerySet":
        """Join both sides and the policy."""
        return self.select_related("client__person", "freelancer__person", "policy")

    def for_act(self) -> "JobQuerySet":
        """Join the parties on both sides; few acts need more than their identity."""
        return self.select_related("client", "freelancer")


class Job(HasStages, QuickRows):
    """What a client awards to a freelancer. People refer to it by its number."""

    id: Any = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=identifiers.new, editable=False)
    client = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="jobs_given")
    freelancer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="jobs_done", null=True)
    invited_email = models.EmailField(default="", blank=True)
    invitation = models.UUIDField(unique=True, null=True)
    kind = models.CharField(max_length=10, choices=KINDS, default=JobKind.FIXED)
    title = models.CharField(max_length=80)
    description = models.TextField()
    stage = models.CharField(max_length=20, choices=STAGES, default=JobStage.AWARDED)
    currency = models.CharField(max_length=3, choices=[(code, code) for code in CURRENCIES])
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT)
    awarded_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    bound_at = models.DateTimeField(null=True)
    auto_release_days = models.PositiveSmallIntegerField(null=True)
    ended_by = models.CharField(max_length=20, default="", blank=True)
    ending_at = models.DateTimeField(null=True)
    objected_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    next_stages, labels = NEXT_STAGES, LABELS
    no_step = gettext_noop("This job is “%(stage)s” and cannot become “%(next)s”.")

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=JobStage), name="job_stage_known"),
            models.CheckConstraint(condition=Q(kind__in=JobKind), name="job_kind_known"),
            models.CheckConstraint(
                condition=Q(freelancer__isnull=False) | ~Q(invited_email=""), name="job_has_somebody"
            ),
            models.CheckConstraint(condition=~Q(client=models.F("freelancer")), name="job_has_two_sides"),
        ]
        indexes = [
            models.Index(fields=["client", "stage", "-id"], name="job_of_client"),
            models.Index(fields=["freelancer", "stage", "-id"], name="job_of_freelancer"),
        ]

    def __str__(self) -> str:
        return f"Job {self.pk}: {self.title}"

    @property
    def job(self) -> "Job":
        """The job itself, so that an act takes a job or a row that belongs to one."""
        return self

    @property
    def is_closed(self) -> bool:
        """Whether the job is closed."""
        return self.stage in CLOSED

    @property
    def is_hourly(self) -> bool:
        """Whether it is paid by the hour."""
        return self.kind == JobKind.HOURLY

    def side_of(self, actor: UUID) -> Side | None:
        """The side of a person, by identifier; the house, operators and the job's arbiters are the house."""
        if self.client.person_id == actor:
            return Side.CLIENT
        if self.freelancer is not None and self.freelancer.person_id == actor:
            return Side.FREELANCER
        if actor == identifiers.HOUSE or Person.objects.operators(clock.now()).filter(pk=actor).exists():
            return Side.HOUSE
        return Side.HOUSE if self.arbiters.filter(pk=actor).exists() else None

    def party(self, side: Side) -> Party | None:
        """The party on a side; None until an invited freelancer has joined."""
        return {Side.CLIENT: self.client, Side.FREELANCER: self.freelancer}.get(side)

    def sides(self) -> tuple[Party, Party]:
        """Client and freelancer of a job that has both."""
        assert self.freelancer is not None
        return self.client, self.freelancer

    def name_of(self, side: Side) -> str:
        """The name of a side, or the address to which its invitation went."""
        if side is Side.HOUSE:
            return str(settings.HOUSE_NAME)
        party = self.party(side)
        return party.name if party else self.invited_email

    def deadline(self, instant: datetime, days: int, calendar: Calendar) -> datetime:
        """When so many days after an instant end in the house's calendar, with the days off of the policy."""
        return self.business_calendar(calendar).deadline(instant, days)

    def business_calendar(self, calendar: Calendar) -> Calendar:
        """The house's calendar with the days off of the policy."""
        return replace(calendar, days_off=frozenset(self.policy.rules.days_off))


UNREAD: tuple[str, ...] = (
    "description",
    "invited_email",
    "invitation",
    "awarded_at",
    "lapses_at",
    "bound_at",
)
UNREAD += ("auto_release_days", "ending_at", "objected_at", "closed_at")
"""The columns of a job that acts on many rows leave unread; one that is needed all the same is read then."""


class BelongsToJobQuerySet(models.QuerySet[Any]):
    """Queries for rows that belong to a job."""

    def of(self, person: Person) -> "BelongsToJobQuerySet":
        """Rows of the jobs in which a person takes part."""
        return self.filter(job__in=Job.objects.of(person))

    def for_act(self) -> "BelongsToJobQuerySet":
        """Join the job and whatever else an act on a row needs."""
        return self.select_related("job__client", "job__freelancer")

    def for_acts(self) -> "BelongsToJobQuerySet":
        """Join what an act on many rows needs, but for what their jobs share."""
        return self.select_related("job").defer(*(f"job__{column}" for column in UNREAD))


class OutsideArbiter(models.Model):
    """Somebody outside who was asked to decide one matter of a job; acts have its `id` as their actor."""

    id: Any = models.UUIDField(primary_key=True, editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="arbiters")
    name = models.CharField(max_length=80)
    email = models.EmailField()

    objects = BelongsToJobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"arbiter {self.name} of job {self.job_id}"
