"""Hourly jobs: weeks of work, what they cost, and the money that is held for them."""
