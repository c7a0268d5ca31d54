"""Ways to do wrong to a small house; each says how the audit must name what was done."""

from collections.abc import Callable
from dataclasses import dataclass

from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, Posting, Transfer
from handsel.record.files import path_of
from handsel.record.models import Entry, StoredFile
from handsel.work.milestones.models import Milestone
from handsel.work.terms.models import Version
from tests.db_tamper import behind_its_back, change, lose


@dataclass
class House:
    """The rows of a small house on which something of everything happened."""

    milestone: Milestone
    holding: Holding
    wallet: Account
    posting: Posting
    transfer: Transfer
    entry: Entry
    invoice: Invoice
    fee: Invoice
    version: Version


Wrong = Callable[[House], str]
WRONGS: list[Wrong] = []


def wrong(do: Wrong) -> Wrong:
    """One more way."""
    WRONGS.append(do)
    return do


@wrong
def posting_amount(house: House) -> str:
    posting = house.posting
    with behind_its_back():
        Posting.objects.filter(transfer=posting.transfer_id, leg=posting.leg).update(
            amount=posting.amount - 1
        )
    return f"transfer {posting.transfer_id} is not what was asked for"


@wrong
def posting_gone(house: House) -> str:
    with behind_its_back():
        Posting.objects.filter(transfer=house.transfer).delete()
    return f"transfer {house.transfer.pk} moves nothing"


@wrong
def posting_moved(house: House) -> str:
    with behind_its_back():
        Posting.objects.filter(transfer=house.transfer, leg=0).update(target=house.wallet)
    return f"{house.wallet.code} keeps"


@wrong
def balance(house: House) -> str:
    change(house.wallet, balance=house.wallet.balance + 1)
    return f"{house.wallet.code} keeps {house.wallet.balance + 1}"


@wrong
def transfer_gone(house: House) -> str:
    lose(house.transfer)
    return f"posting ({house.transfer.pk}, 0) has no transfer"


@wrong
def transfer_digest(house: House) -> str:
    change(house.transfer, digest=bytes(32))
    return f"transfer {house.transfer.pk} is not what was asked for"


@wrong
def transfer_entry(house: House) -> str:
    change(house.transfer, entry=house.holding.account.holding.milestone.ref)
    return f"transfer {house.transfer.pk} (release) has no entry on the record"


@wrong
def holding_figure(house: House) -> str:
    change(house.holding, released=house.holding.released + 1)
    return f"holding {house.holding.pk} should have"


@wrong
def milestone_stage(house: House) -> str:
    change(house.milestone, stage="funded")
    return f"milestone {house.milestone.pk} of job {house.milestone.job_id} is funded"


@wrong
def milestone_amount(house: House) -> str:
    change(house.milestone, amount=house.milestone.amount + 1)
    return f"milestone {house.milestone.pk} of job {house.milestone.job_id} is not as agreed"


@wrong
def entry_content(house: House) -> str:
    change(house.entry.content, text=house.entry.content.text.replace("40000", "50000"))
    return f"entry {house.entry.number}: its content does not match its commitment"


@wrong
def entry_content_unreadable(house: House) -> str:
    change(house.entry.content, text="[")
    return f"entry {house.entry.number}: its content does not match its commitment"


@wrong
def entry_content_of_another_shape(house: House) -> str:
    change(house.entry.content, text="[1]")
    return f"entry {house.entry.number}: its content does not match its commitment"


@wrong
def entry_salt(house: House) -> str:
    change(house.entry.content, salt=b"short")
    return f"entry {house.entry.number}: its content does not match its commitment"


@wrong
def entry_previous(house: House) -> str:
    change(house.entry, previous=bytes(32))
    return f"entry {house.entry.number}: does not point at the entry before it"


@wrong
def entry_actor(house: House) -> str:
    change(house.entry, actor=house.entry.pk)
    return f"entry {house.entry.number}: its header does not match its hash"


@wrong
def entry_gone(house: House) -> str:
    lose(house.entry.content)
    lose(house.entry.indexed)
    lose(house.entry)
    return f"entry {house.entry.number}: carries number {house.entry.number + 1}"


@wrong
def last_entry_gone(house: House) -> str:
    last = house.entry.chain.entries.order_by("-number")[0]
    lose(last.content)
    lose(last.indexed)
    lose(last)
    return f"says it has {last.number} entries, but has {last.number - 1}"


@wrong
def head(house: House) -> str:
    change(house.entry.chain, head=bytes(32))
    return f"chain job {house.milestone.job.uuid}: its head"


@wrong
def invoice_gone(house: House) -> str:
    lose(house.invoice)
    return f"entry {house.entry.pk} and its invoice do not agree"


@wrong
def invoice_amount(house: House) -> str:
    change(house.invoice, amount=house.invoice.amount + 1)
    return f"entry {house.entry.pk} and its invoice do not agree"


@wrong
def fee_invoice_gone(house: House) -> str:
    lose(house.fee)
    return "issuer house: numbers do not run from 1 to 1"


@wrong
def file_gone(house: House) -> str:
    digest = StoredFile.objects.get().pk
    path_of(digest).unlink()
    return f"file {digest} is missing"


@wrong
def file_changed(house: House) -> str:
    digest = StoredFile.objects.get().pk
    path_of(digest).write_bytes(b"the plot")
    return f"file {digest} has other bytes"


@wrong
def version_text(house: House) -> str:
    change(house.version, text=house.version.text.replace("Part 1", "Part One"))
    return f"version 1 of job {house.milestone.job_id} is not what its hash says"
