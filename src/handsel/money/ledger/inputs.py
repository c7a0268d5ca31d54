"""What the ledger is asked to do: legs, the moves they make up, and what follows from them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from handsel.kernel.money import Money
from handsel.money.ledger.models import Account


class CurrenciesDiffer(ValueError):
    """A transfer has one currency, and so have all of its accounts."""


class NoSuchAccount(ValueError):
    """A leg names an account that the database does not have in that currency."""


@dataclass(frozen=True)
class PostingInput:
    """An amount, more than nothing, that leaves the source and arrives at the target."""

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
    """A transfer that is asked for: under which key, of what kind, with which legs, by which entry, when."""

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
        """The one currency of its legs."""
        return self.legs[0].amount.currency

    def digest(self) -> bytes:
        """SHA-256 over the content, by which a replay is known."""
        legs = ((leg.source.pk, leg.target.pk, leg.amount.minor) for leg in self.legs)
        return digest_of(self.entry, self.currency, legs, self.kind)


def digest_of(entry: UUID, currency: str, legs: Iterable[tuple[int, int, int]], kind: str) -> bytes:
    """SHA-256 over `<entry> <currency> <source>><target>:<amount> ... <kind>`. The time is left out:
    a move that is asked for again, later, is the same move.
    """
    written = " ".join(f"{source}>{target}:{amount}" for source, target, amount in legs)
    return sha256(f"{entry} {currency} {written} {kind}".encode()).digest()


def net_changes(moves: Iterable[TransferInput]) -> list[tuple[Account, int]]:
    """What moves change in all, in minor units, for each account in the order of ids."""
    changes: Counter[int] = Counter()
    accounts: dict[int, Account] = {}
    for leg in (leg for move in moves for leg in move.legs):
        accounts[leg.source.pk], accounts[leg.target.pk] = leg.source, leg.target
        changes[leg.source.pk] -= leg.amount.minor
        changes[leg.target.pk] += leg.amount.minor
    return [(accounts[pk], changes[pk]) for pk in sorted(accounts)]
