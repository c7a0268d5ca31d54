"""Trust: what people can do when they do not agree, and the conduct that operators see to."""
