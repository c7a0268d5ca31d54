"""What a policy means, in a line."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.policy.rules import FeePayer, Rules
from handsel.ui.money_format import percent_text


def policy_meaning(rules: Rules) -> str:
    """When a delivery is paid without an answer, who pays what fee, and whether days off count."""
    release = _("A delivery is paid after {days} without an answer.")
    working_days = _("Deadlines fall on working days.") if rules.holiday_calendar else ""
    sentences = [release.format(days=days_text(rules.auto_release_days)), fee_text(rules), working_days]
    return " ".join(filter(None, sentences))


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
