"""The forms of the rail in use: the sandbox asks how its test is to go, any other rail does not."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from handsel.kernel.json import Facts
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.money.rails.states import Method
from handsel.ui.fields import CardRadio
from handsel.web.money.forms import DepositForm, PayoutForm

SPEEDS = [
    (SettlementSpeed.AT_ONCE.value, gettext_lazy("At once")),
    (SettlementSpeed.MINUTE.value, gettext_lazy("1 minute")),
    (SettlementSpeed.BANK_DAYS.value, gettext_lazy("2 business days, like a bank")),
]
OUTCOMES = [
    (Outcome.SETTLES.value, gettext_lazy("Succeeds")),
    (Outcome.STAYS.value, gettext_lazy("Stays on its way")),
    (Outcome.FAILS.value, gettext_lazy("Fails")),
    (Outcome.RETURNS.value, gettext_lazy("Succeeds, then returned")),
]


class _ScenarioFields(forms.Form):
    """How long a test takes and how it ends."""

    speed = forms.ChoiceField(
        label=gettext_lazy("Transfer time"),
        choices=SPEEDS,
        initial=SettlementSpeed.BANK_DAYS.value,
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Simulate result"),
        choices=OUTCOMES,
        help_text=gettext_lazy("For test money only."),
    )


class SandboxPayoutForm(_ScenarioFields, PayoutForm):
    """Withdrawing to the test bank."""

    field_order = ("amount", "speed", "outcome")

    def options(self) -> Facts:
        """The scenario."""
        cleaned = self.cleaned_data
        return SandboxScenario(SettlementSpeed(cleaned["speed"]), Outcome(cleaned["outcome"])).options


class SandboxDepositForm(_ScenarioFields, DepositForm):
    """Adding test money to a wallet."""

    method = forms.ChoiceField(
        label=gettext_lazy("From"),
        choices=[
            (Method.CARD.value, gettext_lazy("Test card")),
            (Method.BANK.value, gettext_lazy("Test bank transfer")),
        ],
        initial=Method.CARD.value,
        widget=CardRadio(
            hints={
                "card": gettext_lazy("Available at once. No fee."),
                "bank": gettext_lazy("Available in 2 business days, or as you choose below. No fee."),
            }
        ),
    )
    field_order = ("amount", "method", "speed", "outcome")

    def options(self) -> Facts:
        """The scenario; a card settles at once."""
        cleaned = self.cleaned_data
        is_card = cleaned["method"] == Method.CARD
        speed = SettlementSpeed.AT_ONCE if is_card else SettlementSpeed(cleaned["speed"])
        return SandboxScenario(speed, Outcome(cleaned["outcome"])).options


class RailForms(NamedTuple):
    """The forms by which money comes in and goes out."""

    deposit: type[DepositForm] = DepositForm
    payout: type[PayoutForm] = PayoutForm


_OWN_FORMS = {"sandbox": RailForms(SandboxDepositForm, SandboxPayoutForm)}


def rail_forms() -> RailForms:
    """The forms of the rail in use."""
    return _OWN_FORMS.get(settings.RAIL, RailForms())
