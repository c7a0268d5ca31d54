"""For machines that watch over the house: whether it can work, and its figures."""
