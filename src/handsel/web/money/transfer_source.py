"""The source of a transfer: its milestone, week or bonus, the job, and the fee that was taken off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from handsel.money.ledger.models import AccountKind, Posting
from handsel.policy.rules import FeePayer
from handsel.record.models import Entry
from handsel.work.hours.week_names import week_text

_ROWS = ("milestone", "week", "bonus")
"""What a holding may be for."""


@dataclass(frozen=True)
class TransferSource:
    """A milestone, week or bonus of a job, and the fee taken from its freelancer, in minor units.

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
        job=Coalesce(*(field for row in _ROWS for field in _either(f"{row}__job"))),
        title=Coalesce(*(field for row in _ROWS for field in _either(f"{row}__job__title"))),
        position=Coalesce(*_either("milestone__position")),
        name=Coalesce(*_either("milestone__name")),
        monday=Coalesce(*_either("week__monday")),
        supplement=Coalesce(*_either("week__supplement")),
    )
    columns = (
        "transfer",
        "job",
        "title",
        "position",
        "name",
        "monday",
        "supplement",
        "amount",
        "target__kind",
    )
    for transfer, job, title, position, name, monday, supplement, *leg in legs.values_list(
        *columns, "source__holding__fee_payer"
    ):
        if job is not None:
            fee = (sources[transfer].fee if transfer in sources else 0) + _fee(*leg)
            sources[transfer] = TransferSource(job, title, _words(monday, supplement, position, name), fee)
    return sources


def invoiced_source(entry: Entry) -> TransferSource:
    """The source of a refund after payment or the fee of an exit, whose entry has its invoice."""
    note = entry.facts["invoices"][0]
    return TransferSource(note["job_number"], note["job_title"], note["line"], fee=0)


def _words(monday: date | None, supplement: int | None, position: int | None, name: str | None) -> str:
    """What the money was for."""
    if monday:
        return _("Week of {day}").format(day=week_text(monday, supplement or 0))
    return f"{position}. {name}" if position else _("Bonus")


def _either(field: str) -> tuple[str, str]:
    """A field of what the holding at either end of a posting is for."""
    return f"source__holding__{field}", f"target__holding__{field}"


def _fee(amount: int, target: str, payer: str) -> int:
    return amount if target == AccountKind.FEES and payer == FeePayer.FREELANCER else 0
