"""What a policy means, in a line for each thing that it decides."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.policy.rules import FeePayer, Rules
from handsel.ui.money_format import percent_text
from handsel.work.jobs.lifecycle import JobKind


def answer_text(rules: Rules, kind: JobKind) -> str:
    """What is paid without an answer in a job of a kind, and when."""
    if kind is JobKind.HOURLY:
        words = _("A timesheet is paid after {days} without an answer.")
        return words.format(days=business_days_text(rules.review_days))
    return _("A delivery is paid after {days} without an answer.").format(
        days=days_text(rules.auto_release_days)
    )


def policy_meaning(rules: Rules) -> str:
    """Who pays what fee, and whether days off count."""
    working_days = _("Deadlines fall on working days.") if rules.holiday_calendar else ""
    return " ".join(filter(None, [fee_text(rules), working_days]))


def fee_text(rules: Rules) -> str:
    """The fee, and who pays it."""
    if not rules.fee_basis_points:
        return _("There is no fee.")
    payers = {
        FeePayer.CLIENT: _("The client pays a fee of {rate} on top of the price."),
        FeePayer.FREELANCER: _("A fee of {rate} is deducted from the freelancer’s payment."),
    }
    return payers[rules.fee_payer].format(rate=percent_text(rules.fee_basis_points))


def days_text(count: int) -> str:
    """A number of days: `14 days`."""
    return ngettext("{days} day", "{days} days", count).format(days=count)


def business_days_text(count: int) -> str:
    """A number of business days: `5 business days`."""
    return ngettext("{days} business day", "{days} business days", count).format(days=count)
