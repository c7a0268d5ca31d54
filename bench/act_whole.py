"""An act whole, with its entry on a chain and the notice of it, against its transfer alone."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from bench import crowd, house, one_transfer
from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.models import Account
from handsel.money.ledger.posting import Leg, Move, post
from handsel.record.deeds import Asked, By, Deed, enact
from handsel.record.models import Chain

ACCOUNTS = 1000
CHAINS = 100


def _act(source: Account, target: Account, chance: random.Random) -> None:
    def body(deed: Deed) -> Facts:
        leg = Leg(source, target, Money(100, "USD"))
        post([Move(deed.transfer_key("paid"), "paid", (leg,), deed.id, deed.at)])
        return {"amount": leg.amount.facts()}

    chain = identifiers.derived(identifiers.HOUSE, f"bench {chance.randrange(CHAINS)}")
    enact(Asked("bench.paid", Chain.Kind.PERSON, chain, {"amount": 100}), By(chain), body)


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    accounts = house.opened(ACCOUNTS)
    house.measure_tables()

    def acting(number: int) -> Callable[[], None]:
        chance = random.Random(number)
        return lambda: _act(*chance.sample(accounts, 2), chance)

    yield {
        "transfer": partial(
            crowd.rate, 1, scale.seconds, one_transfer.between(accounts, one_transfer.ours())
        ),
        "act": partial(crowd.rate, 1, scale.seconds, acting),
    }


TRIALS = (
    Trial(
        name="act-whole",
        database="postgresql",
        stage=_stage,
        rows=(Row("its transfer alone against an act whole", "transfer", "act", 3, at_most=True),),
    ),
)
