"""Entries about hourly jobs: their weeks, the time in them, timesheets and their blocks, and pauses."""

from handsel.work.hours.entries import blocks, pauses, settlements, sheets, time, weeks

__all__ = ["blocks", "pauses", "settlements", "sheets", "time", "weeks"]
