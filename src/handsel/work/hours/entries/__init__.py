"""Entries about hourly jobs: their weeks, the time in them, timesheets, and pauses."""

from handsel.work.hours.entries import pauses, sheets, time, weeks

__all__ = ["pauses", "sheets", "time", "weeks"]
