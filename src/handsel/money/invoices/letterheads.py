"""Change the letterhead of one's own invoices."""

from dataclasses import asdict, dataclass

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.money.invoices.entries import LETTERHEAD_CHANGED
from handsel.money.invoices.models import Letterhead
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain


@dataclass(frozen=True)
class InvoiceHeader:
    """Address, tax number and tax of future invoices, in thousandths of a percent."""

    address: str
    tax_number: str
    tax_name: str
    tax_millipercent: int


def change_letterhead(actor: Actor, person: Person, head: InvoiceHeader) -> Facts:
    """Use this on future invoices; issued ones stay as they are."""
    refuse_bidi_controls(head.address, head.tax_number, head.tax_name)

    def body(context: ActionContext) -> Facts:
        Letterhead.objects.update_or_create(party=person.party, defaults=asdict(head))
        return asdict(head)

    return perform(ActionSpec(LETTERHEAD_CHANGED, Chain.Kind.PERSON, person.pk, asdict(head)), actor, body)
