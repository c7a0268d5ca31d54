"""Form fields for amounts of money."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handsel.kernel.amount_parsing import (
    AmbiguousAmount,
    AmountTooLarge,
    NegativeAmount,
    OtherCurrency,
    TooManyDecimals,
    UnreadableAmount,
    parse_amount,
)
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
        """The amount; the error says what is wrong with the text, with an example where one helps."""
        written = super().clean(value)
        if not written:
            return None
        try:
            amount = parse_amount(written, self.currency)
        except UnreadableAmount as error:
            raise ValidationError(self._fault(error)) from error
        if amount.minor < self.least:
            raise ValidationError(self._too_small())
        if self.most is not None and amount > self.most:
            raise ValidationError(self.too_large())
        return amount

    def too_large(self) -> str:
        """What is said of an amount above the most."""
        if self.most is not None:
            return _("Enter at most {most}. No money moved.").format(most=money_text(self.most))
        most = money_text(Money(MINOR_MAX, self.currency))
        return _("The maximum amount is {most}. No money moved.").format(most=most)

    def _too_small(self) -> str:
        if self.least == 0:
            return _("Enter zero or more. No money moved.")
        return _("Enter an amount above zero. No money moved.")

    def _fault(self, error: UnreadableAmount) -> str:
        """What is wrong with text that is no amount."""
        match error:
            case AmountTooLarge():
                return self.too_large()
            case NegativeAmount():
                return self._too_small()
            case OtherCurrency():
                return _other_currency(self.currency)
            case AmbiguousAmount():
                return _ambiguous(error)
            case TooManyDecimals():
                return _too_many_decimals(self.currency)
        return _unreadable(self.currency)


def amount_input(amount: Money) -> str:
    """An amount as a form shows it for editing: `2,250.00`."""
    return f"{amount.decimal:,f}"


def part_of(whole: Money, written: str) -> Money:
    """The part of a total that somebody entered; raises `ValidationError` with the reason."""
    part: Money = Amount(currency=whole.currency, most=whole).clean(written)
    return part


def expected_amount(request: AuthenticatedRequest, currency: str, name: str = "expected") -> Money:
    """The hidden amount by which a form says what its page showed; raises `AmountUnclear`."""
    try:
        return parse_amount(request.POST.get(name, ""), currency, most=SUM_MAX)
    except UnreadableAmount as error:
        raise AmountUnclear from error


def _other_currency(currency: str) -> str:
    words = _(
        "This amount is in {currency}. Enter it without another currency, such as {example}. No money moved."
    )
    return words.format(currency=currency, example=_example(currency))


def _unreadable(currency: str) -> str:
    return _("Enter an amount, such as {example}. No money moved.").format(example=_example(currency))


def _ambiguous(error: AmbiguousAmount) -> str:
    words = _("This can mean {thousands} or {decimals}. Enter {first} or {second}. No money moved.")
    return words.format(
        thousands=money_text(error.thousands),
        decimals=money_text(error.decimals),
        first=amount_input(error.thousands),
        second=amount_input(error.decimals),
    )


def _too_many_decimals(currency: str) -> str:
    decimals = CURRENCIES[currency]
    if decimals == 0:
        words = _("Enter an amount without decimals, such as {example}. No money moved.")
    else:
        words = _("Enter an amount with at most {n} decimals, such as {example}. No money moved.")
    return words.format(n=decimals, example=_example(currency))


def _example(currency: str) -> str:
    return "2,250" if CURRENCIES[currency] == 0 else "2,250.00"
