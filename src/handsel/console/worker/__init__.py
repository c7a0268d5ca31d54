"""The worker: its tasks, and what an operator does with one that fails."""
