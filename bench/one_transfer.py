"""One transfer per commit through Django: ours, django-hordak's, and a plain ORM ledger's."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from bench import crowd, house
from bench.peers import hordak_ledger
from bench.peers.plain import posting as plain
from bench.peers.plain.models import PlainAccount
from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money
from handsel.money.ledger.posting import PostingInput, TransferInput, post

ACCOUNTS = 1000


def ours() -> Callable[[Any, Any], None]:
    """An operation that posts a dollar between two accounts."""
    entry, dollar = identifiers.new(), Money(100, "USD")

    def once(source: Any, target: Any) -> None:
        post(
            [
                TransferInput(
                    identifiers.new(), "paid", (PostingInput(source, target, dollar),), entry, clock.now()
                )
            ]
        )

    return once


def between(accounts: list[Any], once: Callable[[Any, Any], None]) -> crowd.MakeOperation:
    """Run an operation on random pairs of accounts, seeded by client."""

    def make_operation(number: int) -> Callable[[], None]:
        chance = random.Random(number)
        return lambda: once(*chance.sample(accounts, 2))

    return make_operation


@contextmanager
def _stage(clients: int, scale: Scale) -> Iterator[Mapping[str, Contender]]:
    hordak = hordak_ledger.create_accounts(ACCOUNTS + 1)[:-1]
    rich = PlainAccount.objects.bulk_create(PlainAccount(balance=house.RICH) for _ in range(ACCOUNTS))
    wallets = house.create_accounts(ACCOUNTS)
    house.analyze()
    done = {
        "handsel": between(wallets, ours()),
        "hordak": between(hordak, hordak_ledger.post),
        "hordak checked": between(hordak, hordak_ledger.post_checked),
        "plain": between(
            [account.pk for account in rich],
            lambda source, target: plain.post([(source, -100), (target, 100)]),
        ),
    }
    yield {
        name: partial(crowd.rate, clients, scale.seconds, make_operation)
        for name, make_operation in done.items()
    }


def _trial(clients: int, hordak: float, checked: float, orm: float) -> Trial:
    many = f"{clients} client{'s' if clients > 1 else ''}"
    return Trial(
        name=f"one-transfer-{clients}",
        database="postgresql",
        stage=partial(_stage, clients),
        rows=(
            Row(f"one transfer against django-hordak, {many}", "handsel", "hordak", hordak),
            Row("the same, hordak with lock and balance check", "handsel", "hordak checked", checked),
            Row("against a plain ORM ledger", "handsel", "plain", orm),
        ),
    )


TRIALS = (_trial(1, 3, 8, 5), _trial(8, 4, 12, 7))
