"""Approvals: acts that take two operators, from their proposal until they are done or withdrawn."""
