"""Writing an amount of money into a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import CURRENCIES, MINOR_MAX, AmountTooLarge, Money, UnreadableAmount, parse_amount
from handsel.kernel.refusals import Refusal
from handsel.ui.money_format import money_text
from handsel.web.decorators import AuthenticatedRequest


class AmountUnclear(Refusal):
    """What was written is no amount."""

    what = gettext_noop("That is no amount of money.")
    way_out = gettext_noop("Go back and write an amount, such as 2,250.00.")


class AmountTooMuch(Refusal):
    """What was written is more than the house takes in one amount."""

    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Go back and write a smaller amount.")


class Amount(forms.CharField):
    """An amount in a currency that the form knows; cleaned, it is `Money` above zero."""

    def __init__(self, *, currency: str = "USD", least: int = 1, **kwargs: Any) -> None:
        attrs = {"class": "amount", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=60, **kwargs)
        self.currency = currency
        self.least = least

    def clean(self, value: Any) -> Any:
        """The amount; what cannot be read is named with an example."""
        written = super().clean(value)
        if not written:
            return None
        try:
            amount = parse_amount(written, self.currency)
        except AmountTooLarge as error:
            raise ValidationError(_too_large(self.currency)) from error
        except UnreadableAmount as error:
            example = "2,250" if CURRENCIES[self.currency] == 0 else "2,250.00"
            raise ValidationError(_("Write an amount, such as {example}.").format(example=example)) from error
        if amount.minor < self.least:
            raise ValidationError(_("Write an amount above zero."))
        return amount


def amount_input(amount: Money) -> str:
    """An amount as a form shows it for editing: `2,250.00`."""
    return f"{amount.decimal:,f}"


def part_of(whole: Money, written: str) -> Money:
    """The part of a whole that somebody wrote; raises `ValidationError` with what is wrong with it."""
    part: Money = Amount(currency=whole.currency).clean(written)
    if part > whole:
        raise ValidationError(_("Write at most {most}.").format(most=money_text(whole)))
    return part


def amount_in(
    request: AuthenticatedRequest, currency: str, name: str = "amount", *, most: int = MINOR_MAX
) -> Money:
    """The amount that a small form carries; raises `AmountUnclear`, or `AmountTooMuch` above `most`."""
    try:
        return parse_amount(request.POST.get(name, ""), currency, most=most)
    except AmountTooLarge as error:
        raise AmountTooMuch(_too_large(currency)) from error
    except UnreadableAmount as error:
        raise AmountUnclear from error


def _too_large(currency: str) -> str:
    most = money_text(Money(MINOR_MAX, currency))
    return _("One amount can be at most {most} in this house.").format(most=most)
