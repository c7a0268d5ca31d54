"""Inputs of the ledger: postings, the transfers they make up, and their net changes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from handsel.kernel.money import Money
from handsel.money.ledger.models import Account


class CurrenciesDiffer(ValueError):
    """A transfer and all its accounts have one currency."""


class NoSuchAccount(ValueError):
    """A posting names an account that does not exist in that currency."""


@dataclass(frozen=True)
class PostingInput:
    """A positive amount that moves from the source to the target."""

    source: Account
    target: Account
    amount: Money

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise ValueError("a leg moves more than nothing")
        if self.source.pk == self.target.pk:
            raise ValueError("a leg has two accounts")
        if {self.source.currency, self.target.currency} != {self.amount.currency}:
            raise CurrenciesDiffer(f"{self.amount} from {self.source} to {self.target}")


@dataclass(frozen=True)
class TransferInput:
    """A transfer to post: its idempotency key, kind, postings, entry and time."""

    key: UUID
    kind: str
    legs: Sequence[PostingInput]
    entry: UUID
    at: datetime

    def __post_init__(self) -> None:
        if not self.legs:
            raise ValueError("a move has at least one leg")
        if len({leg.amount.currency for leg in self.legs}) > 1:
            raise CurrenciesDiffer(f"{self.kind} has legs in several currencies")

    @property
    def currency(self) -> str:
        """The one currency of its postings."""
        return self.legs[0].amount.currency

    def digest(self) -> bytes:
        """SHA-256 over the content, to detect replays."""
        legs = ((leg.source.pk, leg.target.pk, leg.amount.minor) for leg in self.legs)
        return digest_of(self.entry, self.currency, legs, self.kind)


def digest_of(entry: UUID, currency: str, legs: Iterable[tuple[int, int, int]], kind: str) -> bytes:
    """SHA-256 over `<entry> <currency> <source>><target>:<amount> ... <kind>`. Without the
    time: a transfer that is requested again later is the same.
    """
    written = " ".join(f"{source}>{target}:{amount}" for source, target, amount in legs)
    return sha256(f"{entry} {currency} {written} {kind}".encode()).digest()


def net_changes(moves: Iterable[TransferInput]) -> list[tuple[Account, int]]:
    """The net change of each account, in minor units, in the order of ids."""
    changes: Counter[int] = Counter()
    accounts: dict[int, Account] = {}
    for leg in (leg for move in moves for leg in move.legs):
        accounts[leg.source.pk], accounts[leg.target.pk] = leg.source, leg.target
        changes[leg.source.pk] -= leg.amount.minor
        changes[leg.target.pk] += leg.amount.minor
    return [(accounts[pk], changes[pk]) for pk in sorted(accounts)]
