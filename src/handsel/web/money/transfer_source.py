"""The source of a transfer: its milestone or week, the job, and the fee that was taken off."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from handsel.money.ledger.models import AccountKind, Posting
from handsel.policy.rules import FeePayer
from handsel.ui.datetime_format import day_text


@dataclass(frozen=True)
class TransferSource:
    """A milestone or week of a job, and the fee taken from its freelancer, in minor units.

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
        job=Coalesce(*_either("milestone__job"), *_either("week__job")),
        title=Coalesce(*_either("milestone__job__title"), *_either("week__job__title")),
        position=Coalesce(*_either("milestone__position")),
        name=Coalesce(*_either("milestone__name")),
        monday=Coalesce(*_either("week__monday")),
    )
    columns = ("transfer", "job", "title", "position", "name", "monday", "amount", "target__kind")
    for transfer, job, title, position, name, monday, *leg in legs.values_list(
        *columns, "source__holding__fee_payer"
    ):
        if job is not None:
            fee = (sources[transfer].fee if transfer in sources else 0) + _fee(*leg)
            words = _("Week of {day}").format(day=day_text(monday)) if monday else f"{position}. {name}"
            sources[transfer] = TransferSource(job, title, words, fee)
    return sources


def _either(field: str) -> tuple[str, str]:
    """A field of what the holding at either end of a posting is for."""
    return f"source__holding__{field}", f"target__holding__{field}"


def _fee(amount: int, target: str, payer: str) -> int:
    return amount if target == AccountKind.FEES and payer == FeePayer.FREELANCER else 0
