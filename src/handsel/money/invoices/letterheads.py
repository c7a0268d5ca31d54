"""Changing what stands on one's own invoices."""

from dataclasses import asdict, dataclass

from handsel.kernel.characters import refuse_turned
from handsel.kernel.json import Facts
from handsel.money.invoices.models import Letterhead
from handsel.people.models import Person
from handsel.record.deeds import Asked, By, Deed, enact
from handsel.record.models import Chain


@dataclass(frozen=True)
class Head:
    """Address, numbers and tax as they will be printed."""

    address: str
    tax_number: str
    tax_name: str
    tax_basis_points: int


def change_letterhead(by: By, person: Person, head: Head) -> Facts:
    """Put this on every invoice from now on; those issued stay as they are."""
    refuse_turned(head.address, head.tax_number, head.tax_name)

    def body(deed: Deed) -> Facts:
        Letterhead.objects.update_or_create(party=person.party, defaults=asdict(head))
        return asdict(head)

    return enact(Asked("letterhead.changed", Chain.Kind.PERSON, person.pk, asdict(head)), by, body)
