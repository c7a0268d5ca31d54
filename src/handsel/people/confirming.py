"""Confirming that it is really you: how long ago somebody signed in, or proved it again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

_KEY = "confirmed_at"


def confirm(session: SessionBase, at: datetime) -> None:
    """Note that the person has just signed in, or confirmed that it is them."""
    session[_KEY] = at.timestamp()


def is_confirmed(session: SessionBase, at: datetime) -> bool:
    """Whether that was lately enough for money and for changes of how one signs in."""
    confirmed_at = session.get(_KEY)
    if not isinstance(confirmed_at, float):
        return False
    return timedelta() <= at - datetime.fromtimestamp(confirmed_at, at.tzinfo) < _limit()


def _limit() -> timedelta:
    return timedelta(minutes=settings.CONFIRM_MINUTES)
