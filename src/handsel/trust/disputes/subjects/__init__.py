"""What a dispute can be about: each kind of subject does the same things in its own way."""
