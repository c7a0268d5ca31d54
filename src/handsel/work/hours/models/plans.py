"""The plan of an hourly job: the terms in force, and when its next week is planned."""

from django.db import models
from django.db.models import Q

from handsel.kernel.json import Facts
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView
from handsel.work.jobs.models import BelongsToJobQuerySet, Job

PLAN_AFTER: tuple[str, ...] = ("zone", "rate", "weekly_seconds", "start", "work_view", "by_hand", "auto_fund")
PLAN_AFTER += ("plans_at", "ended_at")
"""The columns of a plan that an entry states as they are after its act."""


class HourlyPlan(models.Model):
    """The hourly terms in force of a job, and when its next week is planned.

    `zone` is the house's time zone, in which its weeks run; the house keeps it from then on.
    """

    job = models.OneToOneField(Job, on_delete=models.PROTECT, primary_key=True, related_name="hourly_plan")
    zone = models.CharField(max_length=64)
    rate = models.BigIntegerField()
    weekly_seconds = models.PositiveIntegerField()
    start = models.DateField()
    work_view = models.CharField(max_length=10, choices=[(view.value, view.value) for view in WorkView])
    by_hand = models.BooleanField()
    auto_fund = models.BooleanField()
    plans_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="hourly_rate_of_something"),
            models.CheckConstraint(condition=Q(weekly_seconds__gt=0), name="hourly_limit_of_something"),
        ]

    def __str__(self) -> str:
        return f"hourly plan of job {self.job_id}"

    def adopt(self, terms: HourlyTerms) -> None:
        """Take over what hourly terms say."""
        self.rate, self.weekly_seconds, self.start = terms.rate, terms.weekly_seconds, terms.start
        self.work_view, self.by_hand, self.auto_fund = terms.work_view, terms.by_hand, terms.auto_fund

    @property
    def terms(self) -> HourlyTerms:
        """The hourly terms that it was made from."""
        return HourlyTerms(
            self.rate,
            self.weekly_seconds,
            self.start,
            WorkView(self.work_view),
            by_hand=self.by_hand,
            auto_fund=self.auto_fund,
        )

    def facts(self) -> Facts:
        """The plan as the record stores it."""
        return {name: getattr(self, name) for name in PLAN_AFTER}
