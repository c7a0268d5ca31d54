"""Serving bytes that people sent: no page runs them, whatever they are."""

from typing import TypeVar

from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
SANDBOX = "default-src 'none'; sandbox"


def sandboxed(answer: R) -> R:
    """The answer with the headers that keep a browser from running or guessing at its content."""
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
