"""Entries about hourly jobs: their weeks, the time in them, and timesheets."""

from handsel.work.hours.entries import sheets, time, weeks

__all__ = ["sheets", "time", "weeks"]
