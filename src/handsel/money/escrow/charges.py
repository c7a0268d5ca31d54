"""What funding takes from the wallet, as the client is shown it before."""

from collections.abc import Iterable
from dataclasses import dataclass

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import Money, total
from handsel.kernel.refusals import Stale
from handsel.money.escrow import fees
from handsel.money.escrow.models import Holding
from handsel.policy.rules import Rules


@dataclass(frozen=True)
class Charge:
    """What funding takes from the wallet: the work itself, and the fee where the client pays it."""

    amount: Money
    fee: Money

    @property
    def whole(self) -> Money:
        """Both together."""
        return self.amount + self.fee


def charge_for(fundings: Iterable[tuple[Holding | None, Money]], *, rules: Rules, currency: str) -> Charge:
    """The charge for funding holdings, or such as are still to open, under the rules of a policy."""
    terms = fees.FeeTerms(rules.fee_basis_points, rules.fee_payer)
    steps = [
        fees.funding(terms, holding.held if holding else fees.HoldingTotals(), amount.minor)
        for holding, amount in fundings
    ]
    amounts = [Money(step.part, currency) for step in steps]
    return Charge(total(amounts, currency), total((Money(step.fee, currency) for step in steps), currency))


def refuse_other(charge: Charge, expected: Money) -> None:
    """Raise `Stale` if the client was shown another amount."""
    if charge.whole != expected:
        raise Stale(
            gettext_noop("The amount to fund has changed since you looked."),
            way_out=gettext_noop("Read the new amount, then fund."),
        )
