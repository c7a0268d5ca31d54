"""What the whole house stands on: amounts, time, identifiers and refusals. No framework."""
