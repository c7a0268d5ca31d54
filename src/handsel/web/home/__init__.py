"""Home and the list of jobs."""
