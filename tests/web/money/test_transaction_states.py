"""Each transaction has its state as a badge, with the words of other pages."""

import pytest

from handsel.money.rails.models import Deposit, Payout
from handsel.web.money.transaction_states import line_state, transfer_state
from handsel.web.money.transactions import summed
from tests.factories import usd


@pytest.mark.parametrize(
    ("kind", "tone", "word"),
    [
        ("deposit", "good", "Settled"),
        ("return", "bad", "Returned"),
        ("fund", "good", "Funded"),
        ("release", "good", "Paid"),
        ("refund", "mute", "Refunded"),
        ("payment refund", "mute", "Refunded"),
        ("fee refund", "mute", "Refunded"),
        ("exit fee", "good", "Paid"),
        ("repay", "good", "Repaid"),
        ("claim", "good", "Paid"),
        ("sent back", "bad", "Failed"),
        ("returned", "bad", "Returned"),
    ],
)
def test_each_kind_of_line_has_a_label_and_a_state(kind: str, tone: str, word: str) -> None:
    badge = line_state(kind)
    assert (badge.tone, badge.word) == (tone, word)
    assert summed({kind: usd(1)}, usd(0))[0][0] != kind


@pytest.mark.parametrize(
    ("state", "of_deposit", "of_payout"),
    [
        ("pending", "On its way", "On its way"),
        ("settled", "Settled", "Arrived"),
        ("failed", "Failed", "Failed"),
        ("returned", "Returned", "Returned"),
    ],
)
def test_a_transfer_has_the_state_that_the_bank_said(state: str, of_deposit: str, of_payout: str) -> None:
    assert transfer_state(Deposit(state=state)).word == of_deposit
    assert transfer_state(Payout(state=state)).word == of_payout
