"""Entries about hourly jobs: their weeks, the time in them, timesheets and their blocks."""

from handsel.work.hours.entries import blocks, settlements, sheets, time, weeks

__all__ = ["blocks", "settlements", "sheets", "time", "weeks"]
