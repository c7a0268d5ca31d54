"""Conduct: words that seem to break the rules, for operators."""
