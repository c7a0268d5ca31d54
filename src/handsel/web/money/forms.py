"""Adding funds and withdrawing: how much, how, and how the test ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from handsel.kernel.money import CURRENCIES
from handsel.kernel.refusals import NotFound
from handsel.look.fields import Cards, Straight
from handsel.money.invoices.letterheads import Head
from handsel.money.invoices.models import Letterhead
from handsel.money.rails.deposits import Plan
from handsel.money.rails.states import Ending, Method, Pace
from handsel.web.amounts import Amount

ENDINGS = [
    (Ending.SETTLES.value, gettext_lazy("It settles")),
    (Ending.STAYS.value, gettext_lazy("It stays on its way")),
    (Ending.FAILS.value, gettext_lazy("It fails")),
    (Ending.RETURNS.value, gettext_lazy("It settles, then is returned")),
]
PACES = [
    (Pace.AT_ONCE.value, gettext_lazy("At once")),
    (Pace.MINUTE.value, gettext_lazy("A minute")),
    (Pace.BANK_DAYS.value, gettext_lazy("2 business days, as a bank")),
]


class _InCurrency(forms.Form):
    """A form with an amount in the currency that the page is about."""

    amount = Amount(label=gettext_lazy("Amount"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        assert isinstance(amount, Amount)
        amount.currency = currency
        amount.label = gettext_lazy("Amount, %(currency)s") % {"currency": currency}


class DepositForm(_InCurrency):
    """Adding test money to a wallet."""

    method = forms.ChoiceField(
        label=gettext_lazy("From"),
        choices=[
            (Method.CARD.value, gettext_lazy("Test card")),
            (Method.BANK.value, gettext_lazy("Test bank transfer")),
        ],
        initial=Method.CARD.value,
        widget=Cards(
            hints={
                "card": gettext_lazy("Settles at once. No fee."),
                "bank": gettext_lazy("Takes a bank’s time. No fee."),
            }
        ),
    )
    pace = forms.ChoiceField(
        label=gettext_lazy("How long a transfer takes"), choices=PACES, initial=Pace.BANK_DAYS.value
    )
    ending = forms.ChoiceField(label=gettext_lazy("How this test ends"), choices=ENDINGS)

    def plan(self) -> Plan:
        """How the deposit comes in; a card settles at once."""
        method = Method(self.cleaned_data["method"])
        pace = Pace.AT_ONCE if method is Method.CARD else Pace(self.cleaned_data["pace"])
        return Plan(method, pace, Ending(self.cleaned_data["ending"]))


class PayoutForm(_InCurrency):
    """Withdrawing to the test bank."""

    pace = forms.ChoiceField(
        label=gettext_lazy("How long it takes"), choices=PACES, initial=Pace.BANK_DAYS.value
    )
    ending = forms.ChoiceField(label=gettext_lazy("How this test ends"), choices=ENDINGS[:3])


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]
    """What stands on a party's invoices."""

    address = Straight(label=gettext_lazy("Address"), max_length=500, required=False, widget=forms.Textarea)
    percent = forms.DecimalField(
        label=gettext_lazy("Tax in your prices, percent"),
        min_value=0,
        max_value=50,
        decimal_places=2,
        required=False,
    )

    class Meta:
        model = Letterhead
        fields = ("address", "tax_number", "tax_name")
        field_classes = dict.fromkeys(fields, Straight)
        labels = {
            "tax_number": gettext_lazy("Tax or company number"),
            "tax_name": gettext_lazy("Name of the tax, such as VAT"),
        }

    def head(self) -> Head:
        """What was written, with the rate as whole basis points."""
        said = dict(self.cleaned_data)
        return Head(tax_basis_points=int((said.pop("percent") or 0) * 100), **said)


def currency_in(written: str | None) -> str:
    """The currency that an address names, or dollars where it names none; raises `NotFound`."""
    if written and written not in CURRENCIES:
        raise NotFound
    return written or "USD"
