"""People as operators see them, and what an operator does for somebody who cannot sign in."""
