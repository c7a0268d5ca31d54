"""Basic types: amounts, time, identifiers and refusals. No Django."""
