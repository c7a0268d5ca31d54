"""The source of a transfer: its milestone, the job, and the fee that was taken off."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from handsel.money.ledger.models import AccountKind, Posting
from handsel.policy.rules import FeePayer


@dataclass(frozen=True)
class TransferSource:
    """A milestone of a job, and the fee taken from its freelancer, in minor units.

    A fee that the client pays on top does not count.
    """

    job: int
    title: str
    milestone: str
    fee: int


def transfer_sources(transfers: Iterable[int]) -> dict[int, TransferSource]:
    """The sources of transfers; one query."""
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
    """A field of the milestone whose holding is at either end of a posting."""
    return Coalesce(f"source__holding__milestone__{field}", f"target__holding__milestone__{field}")


def _fee(amount: int, target: str, payer: str) -> int:
    return amount if target == AccountKind.FEES and payer == FeePayer.FREELANCER else 0
