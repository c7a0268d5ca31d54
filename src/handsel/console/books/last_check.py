"""What the last checks found, read from the record of the house."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from handsel.console.entries import CHECKED
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.record.models import Entry

CHECKS_SHOWN = 30


@dataclass(frozen=True)
class CheckResult:
    """A check of the house: when, and what it found."""

    at: datetime
    facts: Facts

    @property
    def fault_count(self) -> int:
        """How many faults there were."""
        return sum(check["fault_count"] for check in self.facts["checks"])

    def balances(self) -> dict[str, list[tuple[str, Money]]]:
        """The trial balance by currency: each kind of account with what it held."""
        rows: dict[str, list[tuple[str, Money]]] = defaultdict(list)
        for line in self.facts["balances"]:
            rows[line["currency"]].append((line["kind"], Money(line["amount"], line["currency"])))
        return dict(rows)


def last_check() -> CheckResult | None:
    """The newest check; one query."""
    return next(iter(last_checks(1)), None)


def last_checks(most: int = CHECKS_SHOWN) -> list[CheckResult]:
    """The newest checks, newest first; one query."""
    entries = Entry.objects.filter(chain__subject=HOUSE, kind=CHECKED.name).select_related("content")
    newest = entries.order_by("-number")[:most]
    return [CheckResult(entry.at, entry.facts) for entry in newest if "checks" in entry.facts]
