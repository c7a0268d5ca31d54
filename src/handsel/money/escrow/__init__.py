"""Escrow: the money held for milestones."""
