"""A fee account in every transfer: summed on demand, against one balance row that all must update.

The fee account is created first, so that its row is locked first.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from bench import house, pgbench, scripts
from bench.trial import Contender, Row, Scale, Trial

ACCOUNTS = 1000


@contextmanager
def _stage(clients: int, scale: Scale) -> Iterator[Mapping[str, Contender]]:
    summed, kept = house.fees(), house.fees(keeps_balance=True)
    first = house.create_accounts(ACCOUNTS)[0].pk - 1
    house.analyze()
    run = partial(pgbench.rate, scripts.WITH_FEE, clients, scale.seconds, first=first, count=ACCOUNTS)
    yield {"summed": partial(run, fees=summed.pk), "one row": partial(run, fees=kept.pk)}


def _trial(clients: int, demand: float) -> Trial:
    what = f"a fee account in every transfer against one balance row, {clients}"
    return Trial(
        name=f"busy-account-{clients}",
        database="postgresql",
        stage=partial(_stage, clients),
        rows=(Row(what, "summed", "one row", demand),),
    )


TRIALS = (_trial(8, 2), _trial(32, 4))
