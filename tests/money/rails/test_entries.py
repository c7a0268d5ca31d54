"""The sign of an entry tells how a deposit or a payout went."""

import pytest

from handsel.money.rails.entries import DEPOSIT_ASKED, DEPOSIT_ENDED, PAYOUT_ENDED
from handsel.money.rails.states import TransferState


@pytest.mark.parametrize(
    ("state", "sign"),
    [(TransferState.FAILED, ("bad", "alert")), (TransferState.RETURNED, ("warn", "return"))],
)
def test_what_failed_or_came_back_does_not_look_like_what_arrived(
    state: TransferState, sign: tuple[str, str]
) -> None:
    for ended in (DEPOSIT_ENDED, PAYOUT_ENDED):
        assert (ended[state].tone, ended[state].icon) == sign


def test_money_that_is_coming_or_there_has_the_sign_of_money() -> None:
    for kind in (DEPOSIT_ASKED, DEPOSIT_ENDED[TransferState.SETTLED]):
        assert (kind.tone, kind.icon) == ("good", "money")
