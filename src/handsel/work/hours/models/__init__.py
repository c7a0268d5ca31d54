"""What terms in force say of an hourly job: its weeks, money, time, segments, timers, timesheets, pauses."""

from handsel.work.hours.models.blocks import BLOCK_AFTER, ReviewedBlock
from handsel.work.hours.models.pauses import JobPause
from handsel.work.hours.models.plans import PLAN_AFTER, HourlyPlan
from handsel.work.hours.models.redactions import ShotRedaction
from handsel.work.hours.models.segments import ReceivedSegment
from handsel.work.hours.models.sheets import SHEET_AFTER, Timesheet
from handsel.work.hours.models.shot_views import ShotView
from handsel.work.hours.models.shots import Shot
from handsel.work.hours.models.spans import TimeSource, TimeSpan
from handsel.work.hours.models.timers import PageTimer
from handsel.work.hours.models.weeks import WEEK_AFTER, JobWeek

__all__ = [
    "BLOCK_AFTER",
    "PLAN_AFTER",
    "SHEET_AFTER",
    "WEEK_AFTER",
    "HourlyPlan",
    "JobPause",
    "JobWeek",
    "PageTimer",
    "ReceivedSegment",
    "ReviewedBlock",
    "Shot",
    "ShotRedaction",
    "ShotView",
    "TimeSource",
    "TimeSpan",
    "Timesheet",
]
