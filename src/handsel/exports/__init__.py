"""All that the house has of a person as one archive: asked for, made by the worker, kept for a week."""
