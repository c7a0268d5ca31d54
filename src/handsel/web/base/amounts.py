"""Form fields for amounts of money."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handsel.kernel.amount_parsing import AmountTooLarge, OtherCurrency, UnreadableAmount, parse_amount
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import CURRENCIES, MINOR_MAX, SUM_MAX, Money
from handsel.kernel.refusals import Refusal
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest


class AmountUnclear(Refusal):
    """A hidden amount in a form is not the one that its page wrote."""

    what = gettext_noop("This is not a valid amount.")
    way_out = gettext_noop("Go back, reload the page and try again.")


class Amount(forms.CharField):
    """A form field for an amount in a known currency; cleaned, it is `Money` from `least` to `most`."""

    def __init__(
        self, *, currency: str = "", least: int = 1, most: Money | None = None, **kwargs: Any
    ) -> None:
        attrs = {"class": "amount", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=60, **kwargs)
        self.currency = currency or settings.HOUSE_CURRENCY
        self.least = least
        self.most = most

    def clean(self, value: Any) -> Any:
        """The amount; the error for unreadable text shows an example."""
        written = super().clean(value)
        if not written:
            return None
        try:
            amount = parse_amount(written, self.currency)
        except AmountTooLarge as error:
            raise ValidationError(_too_large(self.currency)) from error
        except OtherCurrency as error:
            raise ValidationError(_other_currency(self.currency)) from error
        except UnreadableAmount as error:
            raise ValidationError(_unreadable(self.currency)) from error
        if amount.minor < self.least:
            raise ValidationError(_("Enter an amount above zero."))
        if self.most is not None and amount > self.most:
            raise ValidationError(_("Enter at most {most}.").format(most=money_text(self.most)))
        return amount


def amount_input(amount: Money) -> str:
    """An amount as a form shows it for editing: `2,250.00`."""
    return f"{amount.decimal:,f}"


def part_of(whole: Money, written: str) -> Money:
    """The part of a total that somebody entered; raises `ValidationError` with the reason."""
    part: Money = Amount(currency=whole.currency, most=whole).clean(written)
    return part


def expected_amount(request: AuthenticatedRequest, currency: str) -> Money:
    """The hidden amount by which a form says what its page showed; raises `AmountUnclear`."""
    try:
        return parse_amount(request.POST.get("expected", ""), currency, most=SUM_MAX)
    except UnreadableAmount as error:
        raise AmountUnclear from error


def _other_currency(currency: str) -> str:
    words = _(
        "This amount is in {currency}. Enter it without another currency, such as {example}. No money moved."
    )
    return words.format(currency=currency, example=_example(currency))


def _unreadable(currency: str) -> str:
    return _("Enter an amount, such as {example}. No money moved.").format(example=_example(currency))


def _example(currency: str) -> str:
    return "2,250" if CURRENCIES[currency] == 0 else "2,250.00"


def _too_large(currency: str) -> str:
    most = money_text(Money(MINOR_MAX, currency))
    return _("The maximum amount is {most}.").format(most=most)
