"""Any sequence of posts, replays, refusals and roll-ups leaves what a naive ledger would hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.accounts import account_of, balance_of, house_account, open_holding
from handsel.money.ledger.audit import checks
from handsel.money.ledger.history import page
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.ledger.rollups import roll_up
from handsel.people.models import Person

NAMES = ["wallet", "holding", "earnings", "owed", "rail", "bank"]
FLOORED = {"wallet", "holding", "earnings"}

names = st.sampled_from(NAMES)
postings = st.tuples(names, names, st.integers(1, 500)).filter(lambda posting: posting[0] != posting[1])
sent_moves = st.lists(st.lists(postings, min_size=1, max_size=3), min_size=1, max_size=3)

SentMove = list[tuple[str, str, int]]


class LedgerMachine(RuleBasedStateMachine):
    """The real ledger, empty at the start of each run, beside a counter of names."""

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        person = Person.objects.create_user(f"{identifiers.new()}@example.org", name="Ada Vance")
        self.accounts: dict[str, Account] = {
            "wallet": account_of(person.party, AccountKind.WALLET, "USD"),
            "holding": open_holding(person.party, "USD", identifiers.new()),
            "earnings": account_of(person.party, AccountKind.EARNINGS, "USD"),
            "owed": account_of(person.party, AccountKind.OWED, "USD"),
            "rail": house_account(AccountKind.RAIL, "USD", identifiers.new().hex),
            "bank": house_account(AccountKind.RAIL, "USD", identifiers.new().hex),
        }
        self.model: Counter[str] = Counter()
        self.posted: list[TransferInput] = []

    @rule(minor=st.integers(1, 2000), name=st.sampled_from(sorted(FLOORED)))
    def deposit(self, minor: int, name: str) -> None:
        """Money comes in, so that some of the rest is covered."""
        self.moved([[("rail", name, minor)]])

    @rule(moves=sent_moves)
    def moved(self, moves: list[SentMove]) -> None:
        """Any moves at all are posted, or refused exactly when the naive ledger would go below zero."""
        transfers = [self._move(pairs) for pairs in moves]
        after = self._after(moves)
        if any(after[name] < 0 for name in FLOORED):
            with pytest.raises(Overdrawn), transaction.atomic():
                post(transfers)
        else:
            with transaction.atomic():
                post(transfers)
            self.model, self.posted = after, [*self.posted, *transfers]

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def replayed(self, data: st.DataObject) -> None:
        """What was posted is posted again, some of it at once."""
        post(data.draw(st.lists(st.sampled_from(self.posted), unique_by=lambda move: move.key)))

    @precondition(lambda self: self.posted)
    @rule(data=st.data(), sent=st.lists(postings, min_size=1, max_size=3))
    def reused(self, data: st.DataObject, sent: SentMove) -> None:
        """A key comes back with other content, beside a move that would have been fine."""
        earlier = data.draw(st.sampled_from(self.posted))
        other = replace(self._move(sent), key=earlier.key, kind="other")
        with pytest.raises(KeyReused), transaction.atomic():
            post([self._move([("rail", "owed", 1)]), other])

    @rule()
    def rolled_up(self) -> None:
        """Busy accounts are rolled up."""
        roll_up()

    @invariant()
    def every_balance_is_the_models(self) -> None:
        """Kept or summed, and as the last line of the history has it."""
        held = {name: balance_of(account).minor for name, account in self.accounts.items()}
        assert held == {name: self.model[name] for name in NAMES}
        assert sum(held.values()) == 0

    def teardown(self) -> None:
        """The history ends where the balance is, the audit finds nothing, and the next run starts empty."""
        try:
            for name, account in self.accounts.items():
                newest = page(account).lines
                assert (newest[0].balance.minor if newest else 0) == self.model[name]
            assert [check for check in checks() if check.faults] == []
        finally:
            transaction.savepoint_rollback(self.start)

    def _move(self, sent: SentMove) -> TransferInput:
        pairs = [
            PostingInput(self.accounts[a], self.accounts[b], Money(minor, "USD")) for a, b, minor in sent
        ]
        return TransferInput(identifiers.new(), "moved", pairs, identifiers.new(), clock.now())

    def _after(self, moves: Sequence[SentMove]) -> Counter[str]:
        after = self.model.copy()
        for source, target, minor in (posting for move in moves for posting in move):
            after[source] -= minor
            after[target] += minor
        return after


@pytest.mark.django_db
def test_the_ledger_holds_what_a_naive_one_would() -> None:
    run_state_machine_as_test(LedgerMachine, settings=settings(stateful_step_count=20))
