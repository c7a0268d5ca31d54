"""Opening a job as an operator."""
