"""The task queue: scheduled rows that any number of workers take when due."""
