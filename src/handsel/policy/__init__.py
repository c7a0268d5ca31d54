"""Policies: named, versioned sets of rules such as fees and deadlines."""
