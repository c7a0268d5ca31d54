"""Work View: the screenshots of tracked time, as they arrive, are kept, shown and deleted."""
