"""The week of an hourly job: its rate and limit, and where its money is."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow.models import HasHolding, Holding
from handsel.money.escrow.tables import holding_facts
from handsel.quick_rows import QuickRows
from handsel.work.hours.changes import WeekFunds, WeekPrice
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.lifecycle import (
    TO_WORK,
    WEEK_LABELS,
    WEEK_STAGES,
    SheetStage,
    WeekStage,
    funded_stage,
)
from handsel.work.hours.pay import HOUR
from handsel.work.hours.week_names import NamedWeek
from handsel.work.hours.weeks import Span, Week
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages

WEEK_AFTER: tuple[str, ...] = ("ref", "starts_at", "ends_at", "rate", "limit_seconds", "raised_limit")
WEEK_AFTER += ("work_view", "stage", "funded_at", "ready_at", "submits_at", "held_at", "closed_at")
"""The columns of a week that an entry states as they are after its act."""


class JobWeekQuerySet(BelongsToJobQuerySet):
    """Queries for weeks."""

    def for_act(self) -> BelongsToJobQuerySet:
        """Join the money, and the timesheet that was reopened."""
        return super().for_act().select_related("holding__account", "sheet")

    def for_acts(self) -> BelongsToJobQuerySet:
        """Join the money of many, and the timesheets that were reopened."""
        return super().for_acts().select_related("holding__account", "sheet")

    def whole(self) -> "JobWeekQuerySet":
        """Weeks without their supplements."""
        return self.filter(supplement=0)

    def to_work(self) -> "JobWeekQuerySet":
        """Weeks whose timesheet is not in review yet."""
        return self.filter(stage__in=TO_WORK)


class JobWeek(HasStages, HasHolding, NamedWeek, QuickRows):
    """One week of an hourly job, or a supplement of it: its rate and limit, and where its money is.

    It begins and ends in the house's time zone as it was when the week was planned. `ready_at` is since when
    its limit is in escrow; null while it is not. `supplement` is 0 of a week; late time of it makes
    supplements with the numbers from 1, whose `limit_seconds` are what they take of the week's.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="weeks")
    monday = models.DateField()
    supplement = models.PositiveSmallIntegerField(default=0)
    ref = models.UUIDField(unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rate = models.BigIntegerField()
    limit_seconds = models.PositiveIntegerField()
    raised_limit = models.PositiveIntegerField(null=True)
    work_view = models.CharField(
        max_length=10, choices=[(view.value, view.value) for view in WorkView], default=WorkView.OFF
    )
    stage = models.CharField(
        max_length=10, choices=[(stage.value, stage.value) for stage in WeekStage], default=WeekStage.PLANNED
    )
    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, null=True, related_name="week")
    funded_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    submits_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    hold_reason = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    hint_dismissed = models.BooleanField(default=False)
    """Whether its freelancer wants no question about what looks forgotten in it."""

    next_stages, labels = WEEK_STAGES, WEEK_LABELS
    no_step = gettext_noop("This week is “%(stage)s” and cannot become “%(next)s”.")

    objects = JobWeekQuerySet.as_manager()

    class Meta:
        ordering = ["monday", "supplement"]
        constraints = [
            models.UniqueConstraint(fields=["job", "monday", "supplement"], name="week_once"),
            models.CheckConstraint(condition=Q(stage__in=WeekStage), name="week_stage_known"),
            models.CheckConstraint(
                condition=Q(rate__gt=0) & (Q(limit_seconds__gt=0) | Q(supplement__gt=0)),
                name="week_of_something",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="week_ends_later"),
            models.CheckConstraint(
                condition=Q(raised_limit=None) | Q(raised_limit__gt=F("limit_seconds")),
                name="week_raised_limit_higher",
            ),
        ]

    def __str__(self) -> str:
        return f"week of {self.address}"

    @property
    def calendar_week(self) -> Week:
        """Its instants and blocks."""
        return Week(self.monday, Span(self.starts_at, self.ends_at))

    @property
    def price(self) -> WeekPrice:
        """What it costs at most."""
        return WeekPrice(self.rate, self.limit_seconds, self.raised_limit)

    @price.setter
    def price(self, price: WeekPrice) -> None:
        self.rate, self.limit_seconds, self.raised_limit = price.rate, price.limit, price.raised

    @property
    def money(self) -> Money:
        """What its limit costs, without a client's fee."""
        return Money(self.price.amount, self.job.currency)

    @property
    def rate_money(self) -> Money:
        """What an hour costs."""
        return Money(self.rate, self.job.currency)

    @property
    def limit_hours(self) -> int:
        """Its limit in hours."""
        return self.limit_seconds // HOUR

    @property
    def limit_text(self) -> str:
        """Its limit in hours, or the time that a supplement takes of it."""
        return duration_text(self.limit_seconds) if self.supplement else str(self.limit_hours)

    @property
    def raised_hours(self) -> int:
        """The higher limit that waits for its money, in hours; 0 if none does."""
        return (self.raised_limit or 0) // HOUR

    @property
    def is_reopened(self) -> bool:
        """Whether its timesheet was reopened, and is to be submitted again."""
        sheet = getattr(self, "sheet", None)
        return sheet is not None and sheet.stage == SheetStage.REOPENED

    @property
    def takes_terms(self) -> bool:
        """Whether changed terms may change it: a timesheet of it was never submitted."""
        return self.stage in TO_WORK and not self.supplement and not self.is_reopened

    @property
    def to_fund(self) -> Money:
        """What is still to fund of its limit, or of the higher one that both agreed to.

        A supplement is not funded: what it lacks is asked for when it is paid.
        """
        if self.stage not in TO_WORK or self.supplement:
            return zero(self.job.currency)
        return Money(self.price.whole, self.job.currency) - self.held

    @property
    def funds(self) -> WeekFunds:
        """Its price and what is held for it."""
        return WeekFunds(self.monday, self.price, self.held.minor)

    def refresh_stage(self, at: datetime | None) -> None:
        """Set the stage that follows from what is held, and since when it is ready: `at`, if not before."""
        stage = funded_stage(WeekStage(self.stage), held=self.held.minor, needed=self.price.amount)
        if stage != self.stage:
            self.move(stage)
        self.ready_at = (self.ready_at or at) if stage is WeekStage.FUNDED else None

    def facts(self) -> Facts:
        """The week as the record stores it."""
        after = {name: getattr(self, name) for name in WEEK_AFTER} | holding_facts(self.holding)
        return {
            "week": self.monday,
            "supplement": self.supplement,
            "currency": self.job.currency,
            "limit": self.price.amount,
            "to_fund": self.to_fund.minor,
            "after": after,
        }
