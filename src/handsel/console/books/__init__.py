"""The books of the house: what they add up to, and the checks of every night."""
