"""Help: how the house works, in the words of its rules."""
