"""People who sign in, and the parties they act for."""
