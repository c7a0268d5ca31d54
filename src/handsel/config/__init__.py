"""Configuration: settings, URLs, the command line and the worker."""
