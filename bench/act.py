"""A whole action (state, transfer, entry) against its transfer alone."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.milestones.refunds import refund
from tests import factories

CENT = Money(1, "USD")


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    client = Person.objects.create_user("client@bench.example", name="Client")
    freelancer = Person.objects.create_user("freelancer@bench.example", name="Freelancer")
    milestone = factories.first(factories.funded(client, freelancer, 100_000))
    assert milestone.holding is not None
    posting = PostingInput(
        milestone.holding.account, account_of(client.party, AccountKind.WALLET, "USD"), CENT
    )
    factories.rich(client)

    def alone() -> None:
        post(
            [TransferInput(identifiers.new(), "refund", (posting,), entry=identifiers.new(), at=clock.now())]
        )

    def whole() -> None:
        refund(Actor(freelancer.pk), milestone, amount=CENT)

    yield {name: partial(_milliseconds, do, scale) for name, do in (("whole", whole), ("alone", alone))}


def _milliseconds(do: Callable[[], None], scale: Scale) -> float:
    times = 50 if scale.quick else 300
    began = time.perf_counter()
    for _ in range(times):
        do()
    return (time.perf_counter() - began) / times * 1000


TRIALS = tuple(
    Trial(
        name=f"act-{database}",
        database=database,
        stage=_stage,
        rows=(
            Row(f"an act whole against its transfer alone, {database}", "whole", "alone", most, True, True),
        ),
        unit=" ms",
    )
    for database, most in (("sqlite", 6), ("postgresql", 10))
)
