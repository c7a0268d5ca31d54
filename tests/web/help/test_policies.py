"""What the help says of a policy: where it differs from the default one, in plain words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handsel.kernel.json import plain
from handsel.policy.models import Policy
from handsel.policy.rules import PRESETS, FeePayer, Rules
from handsel.web.help.policies import policy_views

DEADLINES = (
    "If a deadline falls on a weekend or public holiday (TARGET calendar), it moves to the next working day."
)


def sentences(rules: Rules, default: Rules | None = None) -> list[str]:
    """What is said of rules beside others."""
    published = datetime(2026, 3, 2, tzinfo=UTC)
    policy = Policy(name="ours", version=1, rules_json=plain(rules), published_at=published)
    (view,) = policy_views([policy], default or Rules())
    return [" ".join(sentence.split()) for sentence in view.differences]


@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [
        ("classic", []),
        (
            "strict-eu",
            [
                DEADLINES,
                "Messages are not checked for payment outside this site.",
                "Nobody is removed from this site before 30 days of notice are over.",
            ],
        ),
        (
            "fast",
            [
                "A delivery is paid automatically after 3 days without an answer, unless the "
                "terms say otherwise.",
                "A timesheet is paid automatically after 2 business days without an answer.",
            ],
        ),
        (
            "marketplace",
            [
                "A fee of 10% is deducted from the freelancer’s payment.",
                "An operator sees words that read like payment outside this site.",
            ],
        ),
    ],
)
def test_a_preset_says_what_it_is_for(name: str, said_of_it: list[str]) -> None:
    assert sentences(PRESETS[name]) == said_of_it


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (Rules(award_lapse_days=1), "An offer expires after 1 day."),
        (Rules(dispute_answer_days=2), "In a dispute, an answer is due within 2 business days."),
        (Rules(dispute_negotiation_days=9), "In a dispute, both have 9 days to agree."),
        (Rules(dispute_decision_days=1), "An operator decides a dispute within 1 business day."),
        (Rules(dispute_default_days=20), "A decision that is 20 days late is replaced by the default."),
        (Rules(claim_days=60), "What was paid can be claimed back for 60 days."),
        (Rules(shot_days=90), "Screenshots are deleted 90 days after the last payment."),
        (
            Rules(refund_answer_days=9),
            "A refund request is approved automatically after 9 days without an answer.",
        ),
        (
            Rules(ending_days=8),
            "After the client ends the job, the freelancer has 8 days to deliver or object.",
        ),
        (
            Rules(fee_basis_points=250, fee_payer=FeePayer.CLIENT),
            "The client pays a fee of 2.5% on top of the price.",
        ),
    ],
)
def test_each_number_that_differs_is_said(rules: Rules, sentence: str) -> None:
    assert sentences(rules) == [sentence]


def test_what_only_the_default_has_is_said_too() -> None:
    default = replace(PRESETS["strict-eu"], fee_basis_points=500)
    assert sentences(Rules(), default) == [
        "There is no fee.",
        "Deadlines can fall on any day.",
        "You get a warning before you post words about payment outside this site.",
        "A removal from this site needs no notice.",
    ]
