"""The Tracker: a desktop program that records time for hourly jobs and proves it."""

VERSION = "0.1.0"
PROGRAM = f"handsel-tracker {VERSION}"
"""What the Tracker calls itself in segments and to the house."""
