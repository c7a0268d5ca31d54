"""People who sign in, and the parties as which they take part."""
