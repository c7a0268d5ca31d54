"""Taking due duties, so that many workers never do one twice and a killed worker's is taken again."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import connection, transaction

from handsel.due.leases import LEASE, leased
from handsel.due.models import Duty, DutyQuerySet
from handsel.kernel import clock

ATTEMPTS_MAX = 8
FIRST_DELAY = timedelta(seconds=5)

log = logging.getLogger(__name__)


class Pace(Enum):
    """What duties of one kind wait for, so that none waits for slower ones.

    `PROMPT` ones are locked in the transaction that does them: a killed worker leaves no trace. Others are
    leased for two minutes, and again while they are done: a killed worker's is then done again.
    """

    PROMPT = "the database alone"
    OUTSIDE = "a network"
    LONG = "work of minutes"


@dataclass(frozen=True)
class Handler:
    """How duties of one kind are done, given their subject and the time."""

    do: Callable[[str, datetime], None]
    pace: Pace = Pace.PROMPT


def next_try(attempts: int, now: datetime) -> datetime:
    """When to try again after so many failures: 5 s, 20 s, 80 s and so on, at most a day."""
    delay: timedelta = FIRST_DELAY * 4 ** (attempts - 1)
    return now + min(delay, timedelta(days=1))


def work(handlers: Mapping[str, Handler], *, most: int = 100) -> int:
    """Do what is due now, at most `most` duties, and say how many were tried."""
    tried = 0
    while tried < most and _take_one(handlers, clock.now()):
        tried += 1
    return tried


def _take_one(handlers: Mapping[str, Handler], now: datetime) -> bool:
    if not Duty.objects.ripe(now).filter(kind__in=handlers).exists():
        return False
    prompt = [kind for kind, handler in handlers.items() if handler.pace is Pace.PROMPT]
    slower = [kind for kind in handlers if kind not in prompt]
    return _take_prompt(handlers, prompt, now) or _take_leased(handlers, slower, now)


def _take_prompt(handlers: Mapping[str, Handler], kinds: list[str], now: datetime) -> bool:
    duty = None
    try:
        with transaction.atomic():
            duty = _unlocked(Duty.objects.ripe(now).filter(kind__in=kinds)).first()
            if duty is not None:
                handlers[duty.kind].do(duty.subject, now)
                _finish(duty)
    except Exception as error:
        if duty is None:
            raise
        _put_back(duty, error, now)
    return duty is not None


def _take_leased(handlers: Mapping[str, Handler], kinds: list[str], now: datetime) -> bool:
    with transaction.atomic():
        duty = _unlocked(Duty.objects.ripe(now).filter(kind__in=kinds)).first()
        if duty is None:
            return False
        duty.next_at = now + LEASE
        duty.save(update_fields=["next_at"])
    try:
        with leased(duty):
            handlers[duty.kind].do(duty.subject, now)
    except Exception as error:
        _put_back(duty, error, now)
    else:
        _finish(duty)
    return True


def _unlocked(duties: DutyQuerySet) -> DutyQuerySet:
    if connection.features.has_select_for_update_skip_locked:
        return duties.select_for_update(skip_locked=True)
    return duties


def _finish(duty: Duty) -> None:
    """The duty goes, unless doing it asked for it again at another time."""
    Duty.objects.filter(pk=duty.pk, next_at=duty.next_at).delete()


def _put_back(duty: Duty, error: Exception, now: datetime) -> None:
    """The duty waits for its next try, unless it was done or asked for again meanwhile."""
    tries = duty.attempts + 1
    fault = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
    gives_up = tries >= ATTEMPTS_MAX
    if gives_up:
        log.error("given up after %d tries: %s: %s", tries, duty, fault)
    else:
        log.warning("try %d failed: %s: %s", tries, duty, fault)
    Duty.objects.filter(pk=duty.pk, next_at=duty.next_at).update(
        attempts=tries,
        last_error=fault,
        next_at=next_try(tries, now),
        given_up_at=now if gives_up else None,
    )
