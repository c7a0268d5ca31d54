"""Putting the house together: settings, addresses, the command line, the worker."""
