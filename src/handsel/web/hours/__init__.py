"""The time of an hourly job: its weeks, and adding, changing and importing time."""
