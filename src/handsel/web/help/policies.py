"""What each policy promises, told by where it differs from the default policy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handsel.policy.models import Policy
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
class PolicyView:
    """A policy as the help shows it; `differences` are sentences, none for the default policy."""

    policy: Policy
    rules: Rules
    differences: tuple[str, ...]

    @property
    def exit_fee(self) -> str:
        """What leaving by agreement costs."""
        return exit_fee_text(self.rules)

    @property
    def removal(self) -> str:
        """How long before a removal its person is told."""
        return removal_text(self.rules)

    @property
    def arbiter(self) -> str:
        """Who decides a dispute that no operator may decide."""
        return arbiter_text(self.rules)

    @property
    def detection(self) -> str:
        """What follows a message that seems to ask for payment outside."""
        return detection_text(self.rules)


def policy_views(policies: Sequence[Policy], default: Rules) -> list[PolicyView]:
    """The policies, each compared with the rules of the default policy."""
    return [
        PolicyView(policy, rules, tuple(_differences(rules, default)))
        for policy in policies
        for rules in [policy.rules]
    ]


def _differences(rules: Rules, default: Rules) -> Iterator[str]:
    if rules.award_lapse_days != default.award_lapse_days:
        yield _("An offer expires after {days}.").format(days=days_text(rules.award_lapse_days))
    if rules.auto_release_days != default.auto_release_days:
        words = _(
            "A delivery is paid automatically after {days} without an answer, unless the terms say otherwise."
        )
        yield words.format(days=days_text(rules.auto_release_days))
    if rules.refund_answer_days != default.refund_answer_days:
        words = _("A refund request is approved automatically after {days} without an answer.")
        yield words.format(days=days_text(rules.refund_answer_days))
    if rules.ending_days != default.ending_days:
        words = _("After the client ends the job, the freelancer has {days} to deliver or object.")
        yield words.format(days=days_text(rules.ending_days))
    yield from _dispute_differences(rules, default)
    yield from _hourly_differences(rules, default)
    if fee_text(rules) != fee_text(default):
        yield fee_text(rules)
    if rules.holiday_calendar != default.holiday_calendar:
        yield _deadlines(rules)
    yield from _outside_differences(rules, default)


def _outside_differences(rules: Rules, default: Rules) -> Iterator[str]:
    if rules.detection != default.detection:
        yield detection_text(rules)
    if rules.exit_fee != default.exit_fee:
        yield exit_fee_text(rules)
    if rules.removal_notice != default.removal_notice:
        yield removal_text(rules)


def _dispute_differences(rules: Rules, default: Rules) -> Iterator[str]:
    if rules.dispute_answer_days != default.dispute_answer_days:
        words = _("In a dispute, an answer is due within {days}.")
        yield words.format(days=business_days_text(rules.dispute_answer_days))
    if rules.dispute_negotiation_days != default.dispute_negotiation_days:
        words = _("In a dispute, both have {days} to agree.")
        yield words.format(days=days_text(rules.dispute_negotiation_days))
    if rules.dispute_decision_days != default.dispute_decision_days:
        words = _("An operator decides a dispute within {days}.")
        yield words.format(days=business_days_text(rules.dispute_decision_days))
    if rules.dispute_default_days != default.dispute_default_days:
        words = _("A decision that is {days} late is replaced by the default.")
        yield words.format(days=days_text(rules.dispute_default_days))
    if rules.claim_days != default.claim_days:
        words = _("What was paid can be claimed back for {days}.")
        yield words.format(days=days_text(rules.claim_days))
    if arbiter_text(rules) != arbiter_text(default):
        yield arbiter_text(rules)


def _hourly_differences(rules: Rules, default: Rules) -> Iterator[str]:
    if rules.review_days != default.review_days:
        words = _("A timesheet is paid automatically after {days} without an answer.")
        yield words.format(days=business_days_text(rules.review_days))
    if rules.shot_days != default.shot_days:
        words = _("Screenshots are deleted {days} after the last payment.")
        yield words.format(days=days_text(rules.shot_days))


def _deadlines(rules: Rules) -> str:
    if not rules.holiday_calendar:
        return _("Deadlines can fall on any day.")
    return render_to_string("web/parts/days_off.html", {"rules": rules})
