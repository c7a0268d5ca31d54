"""Timesheets to settle, each with a fee of 10%, and their accounts."""

import random
from uuid import UUID

from django.db.models import DateTimeField, QuerySet, UUIDField, Value

from bench import house
from bench.peers.plain.models import PlainSheet
from handsel.kernel import clock, identifiers
from handsel.money.ledger.models import AccountKind

SHEETS_OF_A_CLIENT = 10
SEED = 42


def create_sheets(count: int) -> None:
    """Create timesheets, with a tenth as many clients and as many freelancers."""
    chance = random.Random(SEED)
    payers = house.create_accounts(count // SHEETS_OF_A_CLIENT)
    payees = house.create_accounts(count // SHEETS_OF_A_CLIENT, balance=0, kind=AccountKind.EARNINGS)
    fees = house.fees()
    PlainSheet.objects.bulk_create(
        (
            PlainSheet(
                key=UUID(int=chance.getrandbits(128), version=4),
                source_id=chance.choice(payers).pk,
                target_id=chance.choice(payees).pk,
                fee_id=fees.pk,
                gross=(gross := chance.randrange(20_000, 220_000)),
                fee=gross // 10,
            )
            for _ in range(count)
        ),
        batch_size=10_000,
    )
    house.analyze()


def rows() -> QuerySet[PlainSheet]:
    """The timesheets as rows for the ledger's batch."""
    return PlainSheet.objects.annotate(
        rank=Value(0),
        kind=Value("week"),
        entry=Value(identifiers.HOUSE, output_field=UUIDField()),
        at=Value(clock.now(), output_field=DateTimeField()),
    )
