"""Words that were flagged: what an operator sees of them."""
