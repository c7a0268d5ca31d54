"""What terms in force say of an hourly job, its weeks with their money, and the time in them."""

from handsel.work.hours.models.plans import PLAN_AFTER, HourlyPlan
from handsel.work.hours.models.spans import TimeSource, TimeSpan
from handsel.work.hours.models.weeks import WEEK_AFTER, JobWeek

__all__ = ["PLAN_AFTER", "WEEK_AFTER", "HourlyPlan", "JobWeek", "TimeSource", "TimeSpan"]
