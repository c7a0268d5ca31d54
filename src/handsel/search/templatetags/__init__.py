"""The tags of the search."""
