"""Erasing what somebody wrote, which takes two operators."""
