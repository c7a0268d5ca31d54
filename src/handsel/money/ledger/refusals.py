"""Refusals of the ledger."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.money.ledger.models import AccountKind


class Overdrawn(Refusal):
    """The account has less than the amount; `kind` is the kind of account."""

    def __init__(self, kind: AccountKind) -> None:
        self.kind = kind
        words = _words(kind)
        super().__init__(
            words[0], kept=gettext_noop("No money moved, and nothing else was changed."), way_out=words[1]
        )


def _words(kind: AccountKind) -> tuple[str, str]:
    match kind:
        case AccountKind.WALLET:
            return gettext_noop("There is not enough money in the wallet."), gettext_noop(
                "Add the difference, then try again."
            )
        case AccountKind.HOLDING:
            return gettext_noop("There is not that much in escrow."), gettext_noop(
                "Check how much is still in escrow, and enter at most that."
            )
        case AccountKind.EARNINGS:
            return gettext_noop("Your earnings are lower than that."), gettext_noop(
                "Check your balance, and enter at most that."
            )
        case _:
            return gettext_noop("There is not enough money in transit."), gettext_noop(
                "Check the current amounts, then try again."
            )
