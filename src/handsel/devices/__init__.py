"""Devices on which people run the Tracker: enrolled with a key of their own, renamed, revoked."""
