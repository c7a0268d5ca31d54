"""Account lines as a page shows them: what each was, and the entry that made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.money.escrow.exit_fee import EXIT_FEE
from handsel.money.escrow.returning import FEE_REFUND, PAYMENT_REFUND
from handsel.money.ledger.history import AccountLine
from handsel.money.rails.models import Deposit, Payout
from handsel.record.models import Entry
from handsel.ui.badges import Badge
from handsel.ui.links import entry_url, own_entry_url
from handsel.web.money.transaction_states import line_state, transfer_state
from handsel.web.money.transfer_source import TransferSource, invoiced_source, transfer_sources

OF_HOLDING = ("fund", "release", "refund")
"""The kinds of transfers that move money that is held for a milestone or week."""
OF_INVOICE = (PAYMENT_REFUND, FEE_REFUND, EXIT_FEE)
"""The kinds of transfers whose source is said by the invoice in their entry."""


@dataclass(frozen=True)
class TransactionRow:
    """A line with its label, its source, and the address of its entry.

    For a release, `gross` and `fee` sum to the amount; other lines have no gross. A withdrawal has its
    payout, whose state is shown; a returned deposit the bank's reason.
    """

    line: AccountLine
    words: str
    source: TransferSource | None
    number: int
    href: str
    transfer: Payout | None = None
    reason: str = ""

    @property
    def at(self) -> datetime:
        """When the money moved."""
        return self.line.at

    @property
    def record(self) -> str:
        """What its entry is called: by job and number."""
        return record_text(self.number, self.source.job if self.source else None)

    @property
    def state(self) -> Badge:
        """Its state: of a withdrawal, that of its payout."""
        return transfer_state(self.transfer) if self.transfer else line_state(self.line.kind)

    @property
    def fee(self) -> Money:
        """The fee that was taken off a release: zero or negative."""
        return Money(-self.source.fee if self.source else 0, self.line.amount.currency)

    @property
    def gross(self) -> Money | None:
        """The released amount before the fee."""
        return self.line.amount - self.fee if self.line.kind == "release" else None


@dataclass(frozen=True)
class UnpostedRow:
    """A deposit that has not reached the wallet, or never will, as a row without a balance."""

    transfer: Deposit
    number: int
    source: None = None

    @property
    def at(self) -> datetime:
        """When it failed; when it was requested, while it is on its way."""
        return self.transfer.ended_at or self.transfer.asked_at

    @property
    def state(self) -> Badge:
        """The state of the deposit."""
        return transfer_state(self.transfer)

    @property
    def words(self) -> str:
        """The label of a deposit."""
        return _words()["deposit"]

    @property
    def href(self) -> str:
        """The entry by which it was requested."""
        return own_entry_url(self.number)

    @property
    def record(self) -> str:
        """What its entry is called."""
        return record_text(self.number)


@dataclass(frozen=True)
class Totals:
    """The totals of lines: gross releases, fees, and money in and out."""

    gross: Money
    fee: Money
    came: Money
    went: Money

    @property
    def net(self) -> Money:
        """Money in less money out."""
        return self.came + self.went


def record_text(number: int, job: int | None = None) -> str:
    """What an entry is called: of a job, or of one's own account."""
    if job is None:
        return _("Account, entry {n}").format(n=number)
    return _("Job {job}, entry {n}").format(job=job, n=number)


def transaction_rows(lines: Sequence[AccountLine]) -> list[TransactionRow]:
    """The lines with their entries, sources and payouts; three queries."""
    entries = Entry.objects.select_related("content").in_bulk({line.entry for line in lines})
    sources = transfer_sources(line.transfer_id for line in lines if line.kind in OF_HOLDING)
    payouts = Payout.objects.in_bulk([line.entry for line in lines if line.kind == "payout"])
    rows = []
    for line in lines:
        entry, source = entries.get(line.entry), sources.get(line.transfer_id)
        if entry and line.kind in OF_INVOICE:
            source = invoiced_source(entry)
        rows.append(_transaction_row(line, entry, source, payouts.get(line.entry)))
    return rows


def _transaction_row(
    line: AccountLine, entry: Entry | None, source: TransferSource | None, payout: Payout | None
) -> TransactionRow:
    number = entry.number if entry else 0
    address = entry_url(source.job, number) if source else own_entry_url(number)
    reason = entry.facts["reason"] if entry and line.kind == "return" else ""
    return TransactionRow(
        line, _words().get(line.kind, line.kind), source, number, address, transfer=payout, reason=reason
    )


def unposted_rows(deposits: Iterable[Deposit]) -> list[UnpostedRow]:
    """Deposits that moved no money, as rows; one query."""
    listed = list(deposits)
    entries = Entry.objects.in_bulk([deposit.pk for deposit in listed])
    return [UnpostedRow(deposit, entries[deposit.pk].number) for deposit in listed]


def totals(rows: Iterable[TransactionRow], currency: str) -> Totals:
    """The totals of rows."""
    listed = list(rows)
    amounts = [row.line.amount for row in listed]
    return Totals(
        gross=total((row.gross for row in listed if row.gross), currency),
        fee=total((row.fee for row in listed), currency),
        came=total((amount for amount in amounts if amount.minor > 0), currency),
        went=total((amount for amount in amounts if amount.minor < 0), currency),
    )


def summed(sums: dict[str, Money], fee: Money) -> list[tuple[str, Money]]:
    """Money in and out by kind, with labels; releases before the fee, and the fee as its own row."""
    words = _words()
    if fee:
        others = {kind: sum_ for kind, sum_ in sums.items() if kind != "release"}
        sums = {"release": sums["release"] - fee, "fee": fee, **others}
    return [(words.get(kind, kind), sum_) for kind, sum_ in sums.items()]


def _words() -> dict[str, str]:
    return {
        "deposit": _("Deposit"),
        "return": _("Deposit returned by the bank"),
        "repay": _("Repayment of the amount owed"),
        "claim": _("Received after a claim"),
        "fund": _("Funded into escrow"),
        "release": _("Released from escrow"),
        "fee": _("{site} fee").format(site=settings.HOUSE_NAME),
        "refund": _("Refunded from escrow"),
        PAYMENT_REFUND: _("Refunded after payment"),
        FEE_REFUND: _("{site} fee returned").format(site=settings.HOUSE_NAME),
        EXIT_FEE: _("{site} fee").format(site=settings.HOUSE_NAME),
        "payout": _("Withdrawn"),
        "paid out": _("Arrived at the bank"),
        "sent back": _("Payout failed"),
        "returned": _("Payout returned by the bank"),
    }
