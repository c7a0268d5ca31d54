"""The house, as its published API has it: a module for each group of operations."""
