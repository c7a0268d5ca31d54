"""Finds text that asks for or offers payment outside the site (rules: off-platform payment). No Django."""
