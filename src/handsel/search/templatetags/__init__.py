"""Template filters of the search."""
