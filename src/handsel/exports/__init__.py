"""Personal data exports: requested by the person, built by the worker, kept for a week."""
