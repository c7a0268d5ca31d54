"""Trust: what people can do when they do not agree."""
