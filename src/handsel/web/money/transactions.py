"""Lines of an account as a page shows them: what each was, and the act on the record that made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.money.ledger.history import AccountLine
from handsel.record.models import Entry
from handsel.web.money.transfer_source import TransferSource, transfer_sources

OF_MILESTONE = ("fund", "release", "refund")
"""The kinds of transfers that move a milestone's money."""


@dataclass(frozen=True)
class TransactionRow:
    """A line with its words, what stands behind it, and where its act stands on the record.

    Of a release, `gross` and `fee` sum to what arrived; other lines have no gross.
    """

    line: AccountLine
    words: str
    source: TransferSource | None
    number: int
    href: str

    @property
    def fee(self) -> Money:
        """What was taken off a release, as what goes out: zero or below."""
        return Money(-self.source.fee if self.source else 0, self.line.amount.currency)

    @property
    def gross(self) -> Money | None:
        """What was released, before the fee."""
        return self.line.amount - self.fee if self.line.kind == "release" else None


@dataclass(frozen=True)
class Totals:
    """What lines sum up to: released before fees, the fees; and what came in, what went out, and both."""

    gross: Money
    fee: Money
    came: Money
    went: Money

    @property
    def net(self) -> Money:
        """What came in less what went out."""
        return self.came + self.went


def transaction_rows(lines: Sequence[AccountLine]) -> list[TransactionRow]:
    """The lines with their acts and what stands behind them; two queries for any number of them."""
    entries = Entry.objects.in_bulk({line.entry for line in lines})
    sources = transfer_sources(line.transfer_id for line in lines if line.kind in OF_MILESTONE)
    return [_transaction_row(line, entries.get(line.entry), sources.get(line.transfer_id)) for line in lines]


def _transaction_row(line: AccountLine, entry: Entry | None, source: TransferSource | None) -> TransactionRow:
    number = entry.number if entry else 0
    address = reverse("workroom", args=[source.job]) + f"?q={number}" if source else reverse("my-record")
    words = _words().get(line.kind, line.kind)
    return TransactionRow(line, words, source, number, f"{address}#r{number}")


def totals(rows: Iterable[TransactionRow], currency: str) -> Totals:
    """What told lines sum up to."""
    listed = list(rows)
    amounts = [row.line.amount for row in listed]
    return Totals(
        gross=total((row.gross for row in listed if row.gross), currency),
        fee=total((row.fee for row in listed), currency),
        came=total((amount for amount in amounts if amount.minor > 0), currency),
        went=total((amount for amount in amounts if amount.minor < 0), currency),
    )


def summed(sums: dict[str, Money], fee: Money) -> list[tuple[str, Money]]:
    """What came in and went out, kind by kind, in words; releases before the fee, and the fee for itself."""
    words = _words()
    if fee:
        others = {kind: sum_ for kind, sum_ in sums.items() if kind != "release"}
        sums = {"release": sums["release"] - fee, "fee": fee, **others}
    return [(words.get(kind, kind), sum_) for kind, sum_ in sums.items()]


def _words() -> dict[str, str]:
    return {
        "deposit": _("Deposit"),
        "return": _("Deposit taken back by the bank"),
        "repay": _("Repaid what was owed"),
        "fund": _("Milestone funded"),
        "release": _("Milestone released"),
        "fee": _("Fee of the house"),
        "refund": _("Returned from escrow"),
        "payout": _("Withdrawn"),
        "paid out": _("Arrived at the bank"),
        "sent back": _("Payout sent back by the bank"),
    }
