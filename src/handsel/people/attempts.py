"""Limits of what strangers can try at a person: pauses that grow, for who tries and not for whom alone.

A pause belongs to an address and a person together, so nobody locks somebody else out; a person is paused
for all unknown browsers only after many tries from many addresses, and never for a browser that is known.
"""

import hashlib
import ipaddress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction

from handsel.people.models import AttemptCount

FREE_TRIES = 5
FREE_TRIES_AT_PERSON = 50
"""Wrong tries before the first pause: from one address or browser, and from all addresses together."""
PAUSE_SECONDS, PAUSE_SECONDS_MAX = 30, 3600
MEMORY = timedelta(days=1)
"""Counts are forgotten when nothing was tried for so long."""


@dataclass(frozen=True)
class Attempt:
    """Something that is tried: who tries it at whom, and how often it is free of a pause."""

    who: str
    about: str
    free: int = FREE_TRIES

    @property
    def key(self) -> str:
        """The key of its count."""
        return _hash(f"{self.who}|{self.about}")


def sign_in_attempts(email: str, *, address: str, browser: str | None) -> list[Attempt]:
    """What a try to sign in counts as; `browser` is the id of one that this person has used before."""
    about = email.casefold()
    if browser is not None:
        return [Attempt(f"browser {browser}", about)]
    return [
        Attempt(f"address {network_of(address)}", about),
        Attempt("anybody", about, FREE_TRIES_AT_PERSON),
    ]


def code_attempts(email: str, *, address: str, browser: str | None) -> list[Attempt]:
    """What a try at a code of the second step counts as; a new password does not forget these."""
    tries = sign_in_attempts(email, address=address, browser=browser)
    return [replace(attempt, about=f"code {attempt.about}") for attempt in tries]


def pause_after(tries: int, *, free: int) -> int:
    """The seconds of pause after so many tries: none at first, then twice as long each time, to an hour."""
    if tries < free:
        return 0
    return int(min(PAUSE_SECONDS * 2 ** min(tries - free, 20), PAUSE_SECONDS_MAX))


def take(attempts: list[Attempt], at: datetime) -> datetime | None:
    """Count an attempt before it is made; or, in a pause, count nothing and return when the pause ends.

    Rows are locked in the order of their keys, so that no two attempts wait for each other.
    """
    attempts = sorted(attempts, key=lambda attempt: attempt.key)
    with transaction.atomic():
        AttemptCount.objects.filter(last_at__lt=at - MEMORY).delete()
        rows = [_locked(attempt, at) for attempt in attempts]
        pauses = [row.paused_until for row in rows if row.paused_until is not None and row.paused_until > at]
        if pauses:
            return max(pauses)
        for attempt, row in zip(attempts, rows, strict=True):
            row.count, row.last_at = row.count + 1, at
            pause = pause_after(row.count, free=attempt.free)
            row.paused_until = at + timedelta(seconds=pause) if pause else None
            row.save()
    return None


def succeed(attempts: list[Attempt]) -> None:
    """Take back an attempt that turned out to be right."""
    with transaction.atomic():
        rows = AttemptCount.objects.filter(key__in=[attempt.key for attempt in attempts])
        for row in rows.select_for_update().order_by("key"):
            row.count, row.paused_until = max(row.count - 1, 0), None
            row.save()


def forget(email: str) -> None:
    """Forget the tries at a person, who has proved by mail who they are."""
    AttemptCount.objects.filter(about=_hash(email.casefold())).delete()


@lru_cache(maxsize=10_000)
def network_of(address: str) -> str:
    """The address of a neighbour in the net: of IPv6 the first 64 bits, which one subscriber has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)


def _locked(attempt: Attempt, at: datetime) -> AttemptCount:
    defaults = {"about": _hash(attempt.about), "last_at": at}
    row, _ = AttemptCount.objects.select_for_update().get_or_create(pk=attempt.key, defaults=defaults)
    return row


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
