"""What a new version of a policy changes for new jobs, a line for each rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.policy.rules import Rules
from handsel.web.base.policy_words import (
    arbiter_text,
    business_days_text,
    days_text,
    detection_text,
    exit_fee_text,
    fee_text,
    removal_text,
)


@dataclass(frozen=True)
class RuleChange:
    """A rule, with what it says before and after."""

    title: str | Promise
    before: str
    after: str


_WORDS: tuple[tuple[Promise, Callable[[Rules], str]], ...] = (
    (gettext_lazy("Fee"), fee_text),
    (gettext_lazy("Offer expires after"), lambda rules: days_text(rules.award_lapse_days)),
    (gettext_lazy("Auto-release after"), lambda rules: days_text(rules.auto_release_days)),
    (gettext_lazy("Timesheet paid after"), lambda rules: business_days_text(rules.review_days)),
    (gettext_lazy("Refund approved after"), lambda rules: days_text(rules.refund_answer_days)),
    (gettext_lazy("Job ends after"), lambda rules: days_text(rules.ending_days)),
    (gettext_lazy("Dispute answered within"), lambda rules: business_days_text(rules.dispute_answer_days)),
    (gettext_lazy("Negotiation in a dispute"), lambda rules: days_text(rules.dispute_negotiation_days)),
    (gettext_lazy("Dispute decided within"), lambda rules: business_days_text(rules.dispute_decision_days)),
    (gettext_lazy("Split by default after"), lambda rules: days_text(rules.dispute_default_days)),
    (gettext_lazy("Payment claimed within"), lambda rules: days_text(rules.claim_days)),
    (gettext_lazy("Outside arbiter"), arbiter_text),
    (gettext_lazy("Payment outside"), detection_text),
    (gettext_lazy("Leaving by agreement"), exit_fee_text),
    (gettext_lazy("Removal from this site"), removal_text),
    (gettext_lazy("Screenshots deleted after"), lambda rules: days_text(rules.shot_days)),
    (gettext_lazy("Public holidays"), lambda rules: rules.holiday_calendar or _("None")),
)


def rule_changes(before: Rules, after: Rules) -> Iterator[RuleChange]:
    """The rules that read otherwise afterwards."""
    for title, words in _WORDS:
        if words(before) != words(after):
            yield RuleChange(title, words(before), words(after))
