"""What a policy means, in a line."""

import pytest

from handsel.policy.rules import PRESETS, FeePayer, Rules
from handsel.web.base.policy_words import policy_meaning


@pytest.mark.parametrize(
    ("rules", "meaning"),
    [
        (PRESETS["classic"], "A delivery is paid after 14 days without an answer. There is no fee."),
        (PRESETS["fast"], "A delivery is paid after 3 days without an answer. There is no fee."),
        (
            PRESETS["strict-eu"],
            "A delivery is paid after 14 days without an answer. There is no fee. "
            "Deadlines fall on working days.",
        ),
        (
            PRESETS["marketplace"],
            "A delivery is paid after 14 days without an answer. "
            "A fee of 10% is deducted from the freelancer’s payment.",
        ),
        (
            Rules(auto_release_days=1, fee_basis_points=250, fee_payer=FeePayer.CLIENT),
            "A delivery is paid after 1 day without an answer. "
            "The client pays a fee of 2.5% on top of the price.",
        ),
    ],
)
def test_a_policy_says_its_days_its_fee_and_its_days_off(rules: Rules, meaning: str) -> None:
    assert policy_meaning(rules) == meaning
