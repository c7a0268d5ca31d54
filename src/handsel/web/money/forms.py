"""Forms for deposits, withdrawals, and the header of invoices."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.json import Facts
from handsel.kernel.money import CURRENCIES, Money
from handsel.kernel.refusals import NotFound
from handsel.money.invoices.letterheads import InvoiceHeader
from handsel.money.invoices.models import Letterhead
from handsel.money.rails.states import Method
from handsel.ui.fields import CardRadio, NoBidiTextField
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import Amount

DEPOSIT_MAX = 100_000_000
"""How much one deposit may be, in minor units, such as cents or yen: more is most likely a slip in typing."""


class DepositAmount(Amount):
    """An amount to add at once."""

    def too_large(self) -> str:
        """What is wrong, what did not happen, and how to add more."""
        assert self.most is not None
        words = _(
            "One deposit can be at most {most}. No money moved. Check the amount; for more, add funds again."
        )
        return words.format(most=money_text(self.most))


class PayoutForm(forms.Form):
    """Withdrawing an amount in the currency of its page. A rail's own fields are its options."""

    amount = Amount(label=gettext_lazy("Amount"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        assert isinstance(amount, Amount)
        amount.currency = currency
        amount.label = gettext_lazy("Amount, %(currency)s") % {"currency": currency}

    def options(self) -> Facts:
        """The rail's options, as filled in."""
        return {}


class DepositForm(PayoutForm):
    """Adding money to a wallet, up to a limit for each deposit."""

    amount = DepositAmount(label=gettext_lazy("Amount"))
    method = forms.ChoiceField(
        label=gettext_lazy("From"),
        choices=[
            (Method.CARD.value, gettext_lazy("Card")),
            (Method.BANK.value, gettext_lazy("Bank transfer")),
        ],
        initial=Method.CARD.value,
        widget=CardRadio(hints={"bank": gettext_lazy("Available when the bank has sent it.")}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, currency=currency, **kwargs)
        amount = self.fields["amount"]
        assert isinstance(amount, DepositAmount)
        amount.most = Money(DEPOSIT_MAX, currency)


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]
    """The header of a party's invoices."""

    address = NoBidiTextField(
        label=gettext_lazy("Address"), max_length=500, required=False, widget=forms.Textarea
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Tax included in your prices, percent"),
        min_value=0,
        max_value=50,
        decimal_places=3,
        required=False,
    )

    class Meta:
        model = Letterhead
        fields = ("address", "tax_number", "tax_name")
        field_classes = dict.fromkeys(fields, NoBidiTextField)
        labels = {
            "tax_number": gettext_lazy("Tax or company number"),
            "tax_name": gettext_lazy("Name of the tax, such as VAT"),
        }

    def head(self) -> InvoiceHeader:
        """The header, with the tax rate in whole thousandths of a percent."""
        cleaned = dict(self.cleaned_data)
        return InvoiceHeader(tax_millipercent=int((cleaned.pop("percent") or 0) * 1000), **cleaned)


def currency_in(written: str | None) -> str:
    """The currency in an address, the usual one of this site by default; raises `NotFound`."""
    if written and written not in CURRENCIES:
        raise NotFound
    return written or settings.HOUSE_CURRENCY
