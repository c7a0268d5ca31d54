"""The record as operators see it: how far it is signed and witnessed, and the house's own entries."""
