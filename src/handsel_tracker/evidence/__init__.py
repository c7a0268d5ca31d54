"""Evidence: what the device signs, and what it commits itself to before it knows."""
