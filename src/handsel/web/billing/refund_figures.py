"""What a refund after payment moves: said before it is done."""

from dataclasses import dataclass

from handsel.kernel.money import Money
from handsel.money.invoices.crediting import Payment
from handsel.policy.rules import FeePayer


@dataclass(frozen=True)
class RefundFigures:
    """A refund of an amount: what the client gets, the fee that comes back, what it costs the freelancer."""

    amount: Money
    to_client: Money
    fee: Money
    fee_payer: FeePayer
    cost: Money
    earnings: Money

    @property
    def earnings_left(self) -> Money:
        """What is left of the earnings; negative where they are too low."""
        return self.earnings - self.cost

    @property
    def is_too_much(self) -> bool:
        """Whether the earnings are too low for it."""
        return self.earnings < self.cost


def refund_figures(payment: Payment, amount: Money, earnings: Money) -> RefundFigures:
    """The figures of giving back an amount of a payment."""
    split, currency = payment.give_back(amount), amount.currency
    return RefundFigures(
        amount,
        to_client=Money(split.to_client, currency),
        fee=Money(split.fee, currency),
        fee_payer=payment.fee_payer,
        cost=Money(split.cost, currency),
        earnings=earnings,
    )
