"""Pages that prove: the public log, the proof of an entry, and a job's evidence bundle."""
