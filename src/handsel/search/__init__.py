"""Finding entries by their words, on either database alike."""
