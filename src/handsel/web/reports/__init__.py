"""Weekly status reports: writing one, and reading the earlier ones."""
