"""The page on which both sides of a job agree to work elsewhere."""
