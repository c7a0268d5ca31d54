"""The content of terms as a value: the same content always has the same bytes and the same hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, total
from handsel.work.hours.hourly_terms import HourlyTerms, hourly_from
from handsel.work.jobs.lifecycle import JobKind
from handsel_verify.canonical import canonical

RELEASE_DAYS_MIN, RELEASE_DAYS_MAX = 3, 30
MILESTONES_MAX = 50


@dataclass(frozen=True)
class MilestoneTerms:
    """One milestone as agreed; its `ref` stays when its text changes."""

    ref: UUID
    name: str
    amount: int
    due: date
    done_when: str = ""

    def facts(self) -> Facts:
        """The milestone as the record stores it."""
        return {
            "ref": str(self.ref),
            "name": self.name,
            "amount": self.amount,
            "due": self.due.isoformat(),
            "done_when": self.done_when,
        }


@dataclass(frozen=True)
class Terms:
    """One version of terms: milestones at a fixed price, or hours at a rate."""

    title: str
    description: str
    currency: str
    milestones: Sequence[MilestoneTerms]
    clauses: str
    policy: str
    auto_release_days: int | None
    hourly: HourlyTerms | None = None

    @property
    def kind(self) -> JobKind:
        """How the work is priced."""
        return JobKind.HOURLY if self.hourly else JobKind.FIXED

    @property
    def price(self) -> Money:
        """The sum of the milestones; by the hour, what a full week costs."""
        if self.hourly:
            return Money(self.hourly.weekly_amount, self.currency)
        return total((Money(part.amount, self.currency) for part in self.milestones), self.currency)

    @property
    def priced(self) -> list[tuple[MilestoneTerms, Money]]:
        """Each milestone with its amount as money."""
        return [(part, Money(part.amount, self.currency)) for part in self.milestones]

    def facts(self) -> Facts:
        """The terms as the record stores them; the hash is taken over this."""
        facts = {
            "kind": self.kind.value,
            "title": self.title,
            "description": self.description,
            "currency": self.currency,
            "milestones": [part.facts() for part in self.milestones],
            "clauses": self.clauses,
            "policy": self.policy,
            "auto_release_days": self.auto_release_days,
        }
        return facts | {"hourly": self.hourly.facts()} if self.hourly else facts

    @property
    def hash(self) -> str:
        """SHA-256 over the canonical content, in hexadecimal: what the sides agree to."""
        return sha256(canonical(self.facts())).hexdigest()


def from_facts(facts: dict[str, Any]) -> Terms:
    """The terms from their facts on the record."""
    milestones = [
        MilestoneTerms(
            ref=UUID(part["ref"]),
            name=part["name"],
            amount=part["amount"],
            due=date.fromisoformat(part["due"]),
            done_when=part["done_when"],
        )
        for part in facts["milestones"]
    ]
    hourly = hourly_from(facts["hourly"]) if "hourly" in facts else None
    plain = {
        key: facts[key]
        for key in ("title", "description", "currency", "clauses", "policy", "auto_release_days")
    }
    return Terms(milestones=milestones, hourly=hourly, **plain)
