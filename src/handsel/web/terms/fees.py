"""The fee under a version of terms, shown before anybody agrees to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handsel.kernel.money import Money
from handsel.policy.rules import FeePayer, Rules, fee_of
from handsel.work.terms.content import Terms


@dataclass(frozen=True)
class TermsFee:
    """The fee of the house on a total price: taken off it, or paid on top."""

    price: Money
    fee: Money
    basis_points: int
    payer: FeePayer
    weekly: bool = False
    """Whether the price is that of a full week."""

    @property
    def on_top(self) -> bool:
        """Whether the client pays it beside the price."""
        return self.payer is FeePayer.CLIENT

    @property
    def paid(self) -> Money:
        """What the client pays in all."""
        return self.price + self.fee if self.on_top else self.price

    @property
    def reaches(self) -> Money:
        """What the freelancer gets in all."""
        return self.price if self.on_top else self.price - self.fee


@dataclass(frozen=True)
class EditorTotal:
    """The total in an editor, of milestones or of a full week; not whole where an amount is missing."""

    fee: TermsFee
    is_whole: bool


def fee_under(rules: Rules, terms: Terms) -> TermsFee:
    """The fee of a version under the rules of a policy."""
    if terms.hourly:
        return replace(_fee_on(rules, [terms.hourly.weekly_amount], terms.currency), weekly=True)
    return _fee_on(rules, [part.amount for part in terms.milestones], terms.currency)


def editor_total(rules: Rules, amounts: Sequence[Money | None], currency: str) -> EditorTotal:
    """The total and the fee of the amounts that can be read; None is one that cannot."""
    readable = [amount.minor for amount in amounts if amount is not None]
    return EditorTotal(_fee_on(rules, readable, currency), len(readable) == len(amounts))


def week_total(rules: Rules, week: int | None, currency: str) -> EditorTotal:
    """The total and the fee of a full week, in minor units; None is one that cannot be told yet."""
    fee = _fee_on(rules, [] if week is None else [week], currency)
    return EditorTotal(replace(fee, weekly=True), week is not None)


def _fee_on(rules: Rules, amounts: Sequence[int], currency: str) -> TermsFee:
    """The fee on amounts in minor units, each rounded by itself."""
    fee = sum(fee_of(amount, rules.fee_basis_points) for amount in amounts)
    price = Money(sum(amounts), currency)
    return TermsFee(price, Money(fee, currency), rules.fee_basis_points, rules.fee_payer)
