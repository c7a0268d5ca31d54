"""Committing the device for the days ahead, and getting their seeds."""

from dataclasses import replace
from datetime import datetime

from handsel_tracker.evidence.days import days_ahead, new_day
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.evidence.receipts import is_seed
from handsel_tracker.house.client import HouseRefused
from handsel_tracker.house.seeds import SeedAnswer, commit_day
from handsel_tracker.sending.line import SendingLine
from handsel_tracker.sending.statements import commitment_signature
from handsel_tracker.spool.rows import CommittedDay
from handsel_verify.moments import SeededDay

EARLY_SECONDS = 3600
"""How long before its day a seed is given."""
REFUSED, CHANGED = "refused", "commitment-changed"
"""What is noted of a day for which the house has another commitment, and its code for that."""
_FORGED = "The site sent a seed that is not signed with its key. Screenshots go on by this device alone."


def commit_days(line: SendingLine, key: DeviceKey, now_s: int) -> None:
    """Commit for today and a week, and get the seeds that are given by now."""
    seeded = set(days_ahead(now_s + EARLY_SECONDS)[:1]) | set(days_ahead(now_s)[:1])
    for name in days_ahead(now_s):
        day = line.spool.day(line.device, name) or _new(line, name)
        if day.note != REFUSED and (not day.received_at or (name in seeded and not day.seed)):
            _commit(line, key, day)


def _new(line: SendingLine, name: str) -> CommittedDay:
    """A day that is on the disk before the house hears of it."""
    day = new_day(line.device, name)
    line.spool.add(day)
    return day


def _commit(line: SendingLine, key: DeviceKey, day: CommittedDay) -> None:
    try:
        signature = commitment_signature(key, line.device, day)
        answer = commit_day(line.session, day.day, day.commitment, signature)
    except HouseRefused as refusal:
        if refusal.is_passing:
            raise
        if refusal.code == CHANGED:
            line.spool.add(replace(day, note=REFUSED))
        line.problems["days"] = str(refusal)
        return
    new = replace(day, received_at=answer.received_at)
    if answer.seed and _is_own(line, answer, day.day):
        new = replace(new, seed=answer.seed, given_at=answer.given_at, note=answer.note)
    line.spool.add(new)


def _is_own(line: SendingLine, answer: SeedAnswer, day: str) -> bool:
    """Whether the house signed for the seed; noted for the person if not."""
    seeded = SeededDay(
        answer.commitment,
        datetime.fromisoformat(answer.received_at),
        answer.seed,
        datetime.fromisoformat(answer.given_at),
    )
    if line.log_key and not is_seed(answer.note, line.log_key, device=line.device, day=day, seeded=seeded):
        line.problems["seeds"] = _FORGED
        return False
    return True
