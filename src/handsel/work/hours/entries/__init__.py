"""Entries about hourly jobs: their weeks, the time in them, timesheets and their blocks, and pauses."""

from handsel.work.hours.entries import (
    blocks,
    pauses,
    redactions,
    reopening,
    sheets,
    shots,
    time,
    tracked,
    weeks,
)

__all__ = [
    "blocks",
    "pauses",
    "redactions",
    "reopening",
    "sheets",
    "shots",
    "time",
    "tracked",
    "weeks",
]
