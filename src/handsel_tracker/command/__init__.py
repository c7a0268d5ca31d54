"""The command line: a client of the daemon, as the window is."""
