"""Commits that somebody makes while the timer runs, noted by a hook of git if they want it."""
