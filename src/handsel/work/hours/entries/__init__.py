"""Entries about hourly jobs: their weeks, the time in them, timesheets and their blocks."""

from handsel.work.hours.entries import blocks, sheets, time, weeks

__all__ = ["blocks", "sheets", "time", "weeks"]
