"""SQLite with one writer at a time per process, and one checkpointer."""
