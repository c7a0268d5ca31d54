"""What a policy means, in a line for each thing that it decides."""

import pytest

from handsel.policy.rules import PRESETS, FeePayer, Rules
from handsel.web.base.policy_words import answer_text, policy_meaning
from handsel.work.jobs.lifecycle import JobKind


@pytest.mark.parametrize(
    ("rules", "meaning"),
    [
        (PRESETS["classic"], "There is no fee."),
        (PRESETS["strict-eu"], "There is no fee. Deadlines fall on working days."),
        (PRESETS["marketplace"], "A fee of 10% is deducted from the freelancer’s payment."),
        (
            Rules(fee_basis_points=250, fee_payer=FeePayer.CLIENT),
            "The client pays a fee of 2.5% on top of the price.",
        ),
    ],
)
def test_a_policy_says_its_fee_and_its_days_off(rules: Rules, meaning: str) -> None:
    assert policy_meaning(rules) == meaning


@pytest.mark.parametrize(
    ("rules", "kind", "answer"),
    [
        (PRESETS["classic"], JobKind.FIXED, "A delivery is paid after 14 days without an answer."),
        (Rules(auto_release_days=1), JobKind.FIXED, "A delivery is paid after 1 day without an answer."),
        (
            PRESETS["classic"],
            JobKind.HOURLY,
            "A timesheet is paid after 5 business days without an answer.",
        ),
        (Rules(review_days=1), JobKind.HOURLY, "A timesheet is paid after 1 business day without an answer."),
    ],
)
def test_a_policy_says_what_is_paid_without_an_answer(rules: Rules, kind: JobKind, answer: str) -> None:
    assert answer_text(rules, kind) == answer
