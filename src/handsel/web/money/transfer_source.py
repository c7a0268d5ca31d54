"""What stands behind transfers of a job's money: the milestone, its job, and the fee that was taken off."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from handsel.money.ledger.models import AccountKind, Posting
from handsel.policy.rules import FeePayer


@dataclass(frozen=True)
class TransferSource:
    """A milestone of a job, and what the house took of what its freelancer got, in minor units.

    What a client pays for the fee is taken off nothing.
    """

    job: int
    title: str
    milestone: str
    fee: int


def transfer_sources(transfers: Iterable[int]) -> dict[int, TransferSource]:
    """By transfer, what stands behind it; one query for any number of them."""
    sources: dict[int, TransferSource] = {}
    legs = Posting.objects.filter(transfer__in=list(transfers)).annotate(
        job=_of_either("job"),
        title=_of_either("job__title"),
        position=_of_either("position"),
        name=_of_either("name"),
    )
    columns = ("transfer", "job", "title", "position", "name", "amount", "target__kind")
    for transfer, job, title, position, name, *leg in legs.values_list(
        *columns, "source__holding__fee_payer"
    ):
        if job is not None:
            fee = (sources[transfer].fee if transfer in sources else 0) + _fee(*leg)
            sources[transfer] = TransferSource(job, title, f"{position}. {name}", fee)
    return sources


def _of_either(field: str) -> Coalesce:
    """A field of the milestone whose holding is at one end of a leg."""
    return Coalesce(f"source__holding__milestone__{field}", f"target__holding__milestone__{field}")


def _fee(amount: int, target: str, payer: str) -> int:
    return amount if target == AccountKind.FEES and payer == FeePayer.FREELANCER else 0
