"""Full-text search of entries, the same on both databases."""
