"""The job: its sides, its life cycle, and how acts on it run."""
