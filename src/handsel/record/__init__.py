"""The record: append-only chains of entries, and the files they refer to."""
