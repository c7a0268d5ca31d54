"""What a policy means, in a line for each thing that it decides."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.kernel.money import CURRENCIES, Money
from handsel.policy.rules import DetectionMode, FeePayer, Rules
from handsel.ui.money_format import money_text, percent_text
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
    """Who pays what fee, whether days off count, and what follows a text about payment outside."""
    working_days = _("Deadlines fall on working days.") if rules.holiday_calendar else ""
    return " ".join(filter(None, [fee_text(rules), working_days, detection_text(rules)]))


def policy_summary(rules: Rules) -> str:
    """What a policy means for a job of either kind, the days first."""
    answers = [answer_text(rules, kind) for kind in JobKind]
    return " ".join([*answers, policy_meaning(rules)])


def fee_text(rules: Rules) -> str:
    """The fee, and who pays it."""
    if not rules.fee_basis_points:
        return _("There is no fee.")
    payers = {
        FeePayer.CLIENT: _("The client pays a fee of {rate} on top of the price."),
        FeePayer.FREELANCER: _("A fee of {rate} is deducted from the freelancer’s payment."),
    }
    return payers[rules.fee_payer].format(rate=percent_text(rules.fee_basis_points))


def exit_fee_text(rules: Rules) -> str:
    """What it costs that both may work elsewhere: in the site's currency, as a policy knows none."""
    if not rules.exit_fee:
        return _("Leaving by agreement is free.")
    words = _(
        "Leaving by agreement costs {amount}; in a job in another currency the same number, but {others}."
    )
    own = CURRENCIES[settings.HOUSE_CURRENCY]
    others = [code for code, decimals in CURRENCIES.items() if decimals != own]
    amount, *rest = (
        money_text(Money(rules.exit_fee, code)) for code in (settings.HOUSE_CURRENCY, *others[:1])
    )
    return words.format(amount=amount, others=", ".join(rest))


def arbiter_text(rules: Rules) -> str:
    """Who decides what no operator may decide, with the address that the request goes to."""
    if not rules.arbiter_name:
        return _("There is no outside arbiter.")
    words = _("The outside arbiter is {name} ({email}).")
    return words.format(name=rules.arbiter_name, email=rules.arbiter_email)


def removal_text(rules: Rules) -> str:
    """How long before a removal its person is told."""
    if not rules.removal_notice:
        return _("A removal from this site needs no notice.")
    words = _("Nobody is removed from this site before {days} of notice are over.")
    return words.format(days=days_text(rules.removal_notice))


def detection_text(rules: Rules) -> str:
    """What follows a message that seems to ask for payment outside."""
    return {
        DetectionMode.OFF: _("Messages are not checked for payment outside this site."),
        DetectionMode.WARN: _("You get a warning before you post words about payment outside this site."),
        DetectionMode.FLAG: _("An operator sees words that read like payment outside this site."),
    }[rules.detection]


def days_text(count: int) -> str:
    """A number of days: `14 days`."""
    return ngettext("{days} day", "{days} days", count).format(days=count)


def business_days_text(count: int) -> str:
    """A number of business days: `5 business days`."""
    return ngettext("{days} business day", "{days} business days", count).format(days=count)
