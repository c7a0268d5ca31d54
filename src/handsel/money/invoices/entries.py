"""What entries say of invoices, and the kind by which somebody changes what is printed on theirs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Identifier, Minor, Text, Whole, shape
from handsel.record.wording import amount, says


@shape
class InvoiceFacts(TypedDict):
    """An invoice as it was issued, of one person to another; the house's has no issuer, and no number yet.

    `corrects` is the entry with the invoice that a credit note takes back.
    """

    kind: str
    issuer: Identifier | None
    recipient: Identifier
    number: Whole | None
    job_number: Whole
    job_title: Text
    line: Text
    currency: Currency
    amount: Minor
    tax: Minor
    tax_name: str
    tax_millipercent: Whole
    issuer_block: Text
    recipient_block: Text
    corrects: Identifier | None


@shape
class PaymentFacts(TypedDict):
    """What left a holding: to the freelancer after the fee, and to the client; with the invoices of it."""

    released: Minor
    fee: Minor
    earned: Minor
    refunded: Minor
    fee_returned: Minor
    invoice: str | None
    invoices: list[InvoiceFacts]


def received_text(facts: Facts) -> str:
    """What the freelancer received of a payment, and the fee that was taken off it, if any."""
    words = _("The freelancer received {earned} after a fee of {fee}.")
    if not facts["fee"]:
        words = _("The freelancer received {earned}.")
    return words.format(earned=amount(facts, "earned"), fee=amount(facts, "fee"))


def you_received_text(facts: Facts) -> str:
    """What a payment brought, as the freelancer reads it."""
    words = _("You received {earned} after a fee of {fee}.")
    if not facts["fee"]:
        words = _("You received {earned}.")
    return words.format(earned=amount(facts, "earned"), fee=amount(facts, "fee"))


def replay_invoices(state: ChainState, entry: ReplayedEntry, invoices: list[InvoiceFacts]) -> None:
    """The invoices of a payment; the house's is numbered later, and no entry says so."""
    for invoice in invoices:
        columns = {name: value for name, value in invoice.items() if name != "number"}
        state.row("invoice", f"{entry.id} {invoice['kind']}").update(columns, issued_at=entry.at)
        if invoice["number"] is not None:
            state.row("invoice_number", entry.id).update(number=invoice["number"])


@shape
class LetterheadFacts(TypedDict):
    """Address, numbers and tax as they are printed from now on."""

    address: str
    tax_number: str
    tax_name: str
    tax_millipercent: Whole


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("letterhead").update(entry.facts)


LETTERHEAD_CHANGED = declare(
    "letterhead.changed",
    shape=LetterheadFacts,
    wording=says(gettext_noop("You changed your invoice details")),
    tone="mute",
    icon="seal",
    replay=_replay,
)
