"""The check of every night: what it found stands on the record of the house, for the console to show."""

from dataclasses import asdict
from datetime import datetime, timedelta

from handsel.console.books.checks import book_checks
from handsel.console.books.storage import stored_parts
from handsel.console.entries import CHECK_ASKED, CHECKED
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.money.ledger.trial_balance import trial_balance
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.tasks.leases import LEASE
from handsel.tasks.models import Task, schedule

CHECK = "house.check"
_BOOKS = "books"
"""The subject of the one task of checking."""
_EVERY = timedelta(days=1)
FAULTS_MAX = 20
"""How many faults of a check are kept; `handsel audit` lists them all."""


def ensure_nightly() -> None:
    """Schedule the daily check, if it is not scheduled yet."""
    if not Task.objects.filter(kind=CHECK, subject=_BOOKS).exists():
        schedule(CHECK, _BOOKS, at=clock.now() + _EVERY)


def check_now(actor: Actor) -> None:
    """Have the worker check at once, unless it is about to or may be at it; the next is a day after it.

    Who asked for it stands on the record of the house.
    """

    def body(context: ActionContext) -> Facts:
        soon = context.at + LEASE
        if not Task.objects.filter(kind=CHECK, subject=_BOOKS, next_at__lte=soon).exists():
            schedule(CHECK, _BOOKS, at=context.at)
        return {"check": _BOOKS}

    perform(ActionSpec(CHECK_ASKED, Chain.Kind.HOUSE, HOUSE, {}), actor, body)


def check_nightly(_subject: str, at: datetime) -> None:
    """Task: check, and schedule the next day's."""
    check_house(at)
    schedule(CHECK, _BOOKS, at=at + _EVERY)


def check_house(at: datetime) -> Facts:
    """Check the books and measure what is stored, and put it on the record; it may take minutes."""
    facts: Facts = {
        "checks": [_check_facts(asdict(check)) for check in book_checks()],
        "balances": [asdict(line) for line in trial_balance()],
        "storage": [asdict(part) for part in stored_parts()],
    }
    return perform(ActionSpec(CHECKED, Chain.Kind.HOUSE, HOUSE, {}), Actor(HOUSE, at), lambda _context: facts)


def _check_facts(check: Facts) -> Facts:
    faults = check["faults"]
    return {**check, "faults": faults[:FAULTS_MAX], "fault_count": len(faults)}
