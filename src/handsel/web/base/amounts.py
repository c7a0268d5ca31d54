"""Form fields for amounts of money."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import CURRENCIES, MINOR_MAX, AmountTooLarge, Money, UnreadableAmount, parse_amount
from handsel.kernel.refusals import Refusal
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest


class AmountUnclear(Refusal):
    """The text is not an amount."""

    what = gettext_noop("That is no amount of money.")
    way_out = gettext_noop("Go back and write an amount, such as 2,250.00.")


class AmountTooMuch(Refusal):
    """The amount is above the limit."""

    kept = gettext_noop("No money moved.")
    way_out = gettext_noop("Go back and write a smaller amount.")


class Amount(forms.CharField):
    """A form field for an amount in a known currency; cleaned, it is `Money` above zero."""

    def __init__(self, *, currency: str = "", least: int = 1, **kwargs: Any) -> None:
        attrs = {"class": "amount", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=60, **kwargs)
        self.currency = currency or settings.HOUSE_CURRENCY
        self.least = least

    def clean(self, value: Any) -> Any:
        """The amount; the error for unreadable text shows an example."""
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
    """The part of a total that somebody entered; raises `ValidationError` with the reason."""
    part: Money = Amount(currency=whole.currency).clean(written)
    if part > whole:
        raise ValidationError(_("Write at most {most}.").format(most=money_text(whole)))
    return part


def amount_in(
    request: AuthenticatedRequest, currency: str, name: str = "amount", *, most: int = MINOR_MAX
) -> Money:
    """The amount in a small form; raises `AmountUnclear`, or `AmountTooMuch` above `most`."""
    try:
        return parse_amount(request.POST.get(name, ""), currency, most=most)
    except AmountTooLarge as error:
        raise AmountTooMuch(_too_large(currency)) from error
    except UnreadableAmount as error:
        raise AmountUnclear from error


def _too_large(currency: str) -> str:
    most = money_text(Money(MINOR_MAX, currency))
    return _("One amount can be at most {most} in this house.").format(most=most)
