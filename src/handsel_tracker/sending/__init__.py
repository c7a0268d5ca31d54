"""Sending: what is in the spool, to the house, in order and once."""
