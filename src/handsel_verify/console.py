"""Printing to a console whose code page lacks some letters."""

import sys
from io import TextIOWrapper


def escape_missing_letters() -> None:
    """Print a letter that the console cannot show as its code (`\\u5408`), instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
