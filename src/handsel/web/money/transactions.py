"""Account lines as a page shows them: what each was, and the entry that made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.money.ledger.history import AccountLine
from handsel.record.models import Entry
from handsel.ui.links import entry_url, own_entry_url
from handsel.web.money.transfer_source import TransferSource, transfer_sources

OF_MILESTONE = ("fund", "release", "refund")
"""The kinds of transfers that move a milestone's money."""


@dataclass(frozen=True)
class TransactionRow:
    """A line with its label, its source, and the address of its entry.

    For a release, `gross` and `fee` sum to the amount; other lines have no gross.
    """

    line: AccountLine
    words: str
    source: TransferSource | None
    number: int
    href: str

    @property
    def fee(self) -> Money:
        """The fee that was taken off a release: zero or negative."""
        return Money(-self.source.fee if self.source else 0, self.line.amount.currency)

    @property
    def gross(self) -> Money | None:
        """The released amount before the fee."""
        return self.line.amount - self.fee if self.line.kind == "release" else None


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


def transaction_rows(lines: Sequence[AccountLine]) -> list[TransactionRow]:
    """The lines with their entries and sources; two queries."""
    entries = Entry.objects.in_bulk({line.entry for line in lines})
    sources = transfer_sources(line.transfer_id for line in lines if line.kind in OF_MILESTONE)
    return [_transaction_row(line, entries.get(line.entry), sources.get(line.transfer_id)) for line in lines]


def _transaction_row(line: AccountLine, entry: Entry | None, source: TransferSource | None) -> TransactionRow:
    number = entry.number if entry else 0
    address = entry_url(source.job, number) if source else own_entry_url(number)
    words = _words().get(line.kind, line.kind)
    return TransactionRow(line, words, source, number, address)


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
        "fund": _("Milestone funded"),
        "release": _("Milestone released"),
        "fee": _("{site} fee").format(site=settings.HOUSE_NAME),
        "refund": _("Refunded from escrow"),
        "payout": _("Withdrawn"),
        "paid out": _("Arrived at the bank"),
        "sent back": _("Payout failed"),
        "returned": _("Payout returned by the bank"),
    }
