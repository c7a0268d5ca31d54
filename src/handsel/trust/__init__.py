"""Trust: the conduct of people, and what operators see of it."""
