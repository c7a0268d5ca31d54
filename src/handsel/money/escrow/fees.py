"""What was taken off releases for the house, read back from the ledger."""

from collections import Counter
from collections.abc import Iterable

from handsel.money.ledger.models import Kind, Posting
from handsel.policy.rules import FeePayer


def fees_taken_off(transfers: Iterable[int]) -> Counter[int]:
    """By transfer, the fee in minor units that its freelancer paid; what the client pays is not taken off."""
    legs = Posting.objects.filter(
        transfer__in=list(transfers),
        target__kind=Kind.FEES,
        source__holding__fee_payer=FeePayer.FREELANCER,
    )
    taken: Counter[int] = Counter()
    for transfer, minor in legs.values_list("transfer", "amount"):
        taken[transfer] += minor
    return taken
