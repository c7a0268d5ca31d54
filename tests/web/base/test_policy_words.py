"""What a policy means, in a line for each thing that it decides."""

import pytest

from handsel.policy.rules import PRESETS, FeePayer, Rules
from handsel.web.base.policy_words import answer_text, exit_fee_text, policy_meaning, removal_text
from handsel.work.jobs.lifecycle import JobKind

WARNED = "You get a warning before you post words about payment outside this site."


@pytest.mark.parametrize(
    ("rules", "meaning"),
    [
        (PRESETS["classic"], f"There is no fee. {WARNED}"),
        (
            PRESETS["strict-eu"],
            "There is no fee. Deadlines fall on working days."
            " Messages are not checked for payment outside this site.",
        ),
        (
            PRESETS["marketplace"],
            "A fee of 10% is deducted from the freelancer’s payment."
            " An operator sees words that read like payment outside this site.",
        ),
        (
            Rules(fee_basis_points=250, fee_payer=FeePayer.CLIENT),
            f"The client pays a fee of 2.5% on top of the price. {WARNED}",
        ),
    ],
)
def test_a_policy_says_its_fee_its_days_off_and_what_is_checked(rules: Rules, meaning: str) -> None:
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


def test_the_fee_of_an_exit_is_an_amount_of_money() -> None:
    assert exit_fee_text(Rules()) == "Leaving by agreement is free."
    assert exit_fee_text(Rules(exit_fee=5_000)) == (
        "Leaving by agreement costs $50.00; in a job in another currency the same number, but ¥5,000."
    )


def test_the_notice_before_a_removal_is_said() -> None:
    assert removal_text(Rules()) == "A removal from this site needs no notice."
    words = removal_text(Rules(removal_notice=30))
    assert words == "Nobody is removed from this site before 30 days of notice are over."
