"""SQLite as the house uses it: one writer at a time in the process, one checkpointer."""
