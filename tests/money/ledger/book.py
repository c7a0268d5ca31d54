"""A small ledger in words: `fund: wallet > holding 400` is a move, `wallet 600` a balance."""

from datetime import datetime
from uuid import UUID

from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, house_account, open_holding
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Person

ENTRY = identifiers.derived(identifiers.HOUSE, "a test's entry")


class Book:
    """Ada's wallet and holding, Ben's earnings and debts, and the house's accounts, in US dollars."""

    def __init__(self, client: Person, freelancer: Person) -> None:
        self.accounts: dict[str, Account] = {
            "wallet": account_of(client.party, AccountKind.WALLET, "USD"),
            "holding": open_holding(client.party, "USD", identifiers.new()),
            "earnings": account_of(freelancer.party, AccountKind.EARNINGS, "USD"),
            "owed": account_of(freelancer.party, AccountKind.OWED, "USD"),
            "fees": house_account(AccountKind.FEES, "USD"),
            "rail": house_account(AccountKind.RAIL, "USD", "sandbox"),
        }

    def __getitem__(self, name: str) -> Account:
        return self.accounts[name]

    def move(self, line: str, *, key: UUID | None = None, at: datetime | None = None) -> TransferInput:
        """The move that a line tells: `release: holding > earnings 300, holding > fees 50`."""
        kind, postings = line.strip().split(": ")
        return TransferInput(
            key or identifiers.new(),
            kind,
            tuple(map(self._posting, postings.split(", "))),
            ENTRY,
            at or clock.now(),
        )

    def post(self, lines: str) -> None:
        """Post one move after the other."""
        for line in filter(None, map(str.strip, lines.splitlines())):
            post([self.move(line)])

    def balances(self) -> str:
        """What is where, leaving out what is empty."""
        held = {name: balance_of(account).minor for name, account in self.accounts.items()}
        return ", ".join(f"{name} {minor}" for name, minor in held.items() if minor)

    def _posting(self, words: str) -> PostingInput:
        source, _, target, minor = words.split()
        return PostingInput(self[source], self[target], Money(int(minor), "USD"))
