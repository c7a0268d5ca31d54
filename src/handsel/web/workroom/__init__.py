"""The Workroom: the record of a job, and the place to write in it."""
