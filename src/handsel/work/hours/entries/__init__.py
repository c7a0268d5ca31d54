"""Entries about hourly jobs: their weeks, and the time in them."""

from handsel.work.hours.entries import time, weeks

__all__ = ["time", "weeks"]
