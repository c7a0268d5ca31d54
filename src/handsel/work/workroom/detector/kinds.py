"""The kinds of findings, and why each is one."""

from dataclasses import dataclass
from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class Kind(StrEnum):
    """What gives a text away."""

    OUTSIDE = "outside"
    INSTEAD = "instead"
    FEE = "fee"
    SERVICE = "service"
    CONTACT = "contact"
    BANK = "bank"
    CARD = "card"
    CRYPTO = "crypto"


Span = tuple[Kind, int, int]
"""What a stretch of a text says, and where it starts and ends."""

REASONS = {
    Kind.OUTSIDE: gettext_noop("It reads like asking for or offering payment outside."),
    Kind.INSTEAD: gettext_noop("It reads like leaving this site out of the payment."),
    Kind.FEE: gettext_noop("It reads like avoiding the fee."),
    Kind.SERVICE: gettext_noop("It names another way to pay."),
    Kind.CONTACT: gettext_noop("It reads like settling the payment somewhere else."),
    Kind.BANK: gettext_noop("It gives a bank account."),
    Kind.CARD: gettext_noop("It gives the number of a payment card."),
    Kind.CRYPTO: gettext_noop("It gives an address for cryptocurrency."),
}


@dataclass(frozen=True)
class Detection:
    """Words that seem to ask for or offer payment outside: `quoted` is `text[start:end]`."""

    kind: Kind
    quoted: str
    start: int
    end: int

    @property
    def reason(self) -> str:
        """Why, in a sentence to be translated."""
        return REASONS[self.kind]
