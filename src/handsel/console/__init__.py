"""The operator's console: what waits, what is wrong, and the acts of operators."""
