"""The daemon: it owns time, and everything else on this device asks it."""
