"""Telling people what happened and what comes: inbox and mail, driven by the record."""
