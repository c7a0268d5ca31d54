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
            raise ValueError("a posting moves a positive amount")
        if self.source.pk == self.target.pk:
            raise ValueError("a posting has two accounts")
        if {self.source.currency, self.target.currency} != {self.amount.currency}:
            raise CurrenciesDiffer(f"{self.amount} from {self.source} to {self.target}")


@dataclass(frozen=True)
class TransferInput:
    """A transfer to post: its idempotency key, kind, postings, entry and time."""

    key: UUID
    kind: str
    postings: Sequence[PostingInput]
    entry: UUID
    at: datetime

    def __post_init__(self) -> None:
        if not self.postings:
            raise ValueError("a transfer has at least one posting")
        if len({posting.amount.currency for posting in self.postings}) > 1:
            raise CurrenciesDiffer(f"{self.kind} has postings in several currencies")

    @property
    def currency(self) -> str:
        """The one currency of its postings."""
        return self.postings[0].amount.currency

    def digest(self) -> bytes:
        """SHA-256 over the content, to detect replays."""
        postings = ((posting.source.pk, posting.target.pk, posting.amount.minor) for posting in self.postings)
        return digest_of(self.entry, self.currency, postings, self.kind)


def digest_of(entry: UUID, currency: str, postings: Iterable[tuple[int, int, int]], kind: str) -> bytes:
    """SHA-256 over `<entry> <currency> <source>><target>:<amount> ... <kind>`. Without the
    time: a transfer that is requested again later is the same.
    """
    written = " ".join(f"{source}>{target}:{amount}" for source, target, amount in postings)
    return sha256(f"{entry} {currency} {written} {kind}".encode()).digest()


def net_changes(transfers: Iterable[TransferInput]) -> list[tuple[Account, int]]:
    """The net change of each account, in minor units, in the order of ids."""
    changes: Counter[int] = Counter()
    accounts: dict[int, Account] = {}
    for posting in (posting for transfer in transfers for posting in transfer.postings):
        accounts[posting.source.pk], accounts[posting.target.pk] = posting.source, posting.target
        changes[posting.source.pk] -= posting.amount.minor
        changes[posting.target.pk] += posting.amount.minor
    return [(accounts[pk], changes[pk]) for pk in sorted(accounts)]
