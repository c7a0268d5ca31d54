"""The help pages: public, with the numbers of this house's policies."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from handsel.policy.models import Policy
from handsel.policy.rules import DEFAULT_POLICY, Rules
from handsel.web.help.policies import policy_views
from handsel.work.hours.recording import IMPORT_MAX
from handsel.work.hours.review import CONTEST_DAYS, INSIST_DAYS, RESUBMIT_DAYS
from handsel.work.milestones.schedule import FIRST_REPORT_DAYS_MIN, REDELIVERY_DAYS_MIN, REMINDER_DAYS
from handsel.work.terms.content import RELEASE_DAYS_MAX, RELEASE_DAYS_MIN


@dataclass(frozen=True)
class Topic:
    """A page of help: its slug, its title, and the question it answers."""

    slug: str
    title: Promise
    answers: Promise


TOPICS = (
    Topic("escrow", _("How escrow works"), _("Where your money is, and how it can move.")),
    Topic("hours", _("Hourly jobs"), _("How a week is funded, worked, checked and paid.")),
    Topic("time", _("Recording time"), _("Manual time, by timer or from a file, and what the client sees.")),
    Topic(
        "work-view",
        _("Work View and privacy"),
        _("What screenshots show, who sees them, and what is logged."),
    ),
    Topic("clocks", _("What happens if I do nothing"), _("Every deadline, and what happens when it passes.")),
    Topic("calendar", _("Deadlines in your calendar"), _("An address to subscribe to, and what it shows.")),
    Topic("fees", _("Fees"), _("How much, who pays, and when.")),
    Topic("refunds", _("Refunds"), _("Before and after a payment, and what happens to the fee.")),
    Topic(
        "disputes",
        _("Disputes and claims"),
        _("What is frozen, who decides, and when."),
    ),
    Topic("ending", _("Ending a job"), _("What happens to the money when either side ends it.")),
    Topic(
        "payment-outside",
        _("Payment outside"),
        _("What the rule says, what is checked, and what is allowed."),
    ),
    Topic("record", _("The record"), _("Why no one can change what was agreed and done.")),
    Topic("getting-paid", _("Getting paid and withdrawing"), _("From a release to your bank.")),
    Topic("sign-in-security", _("Sign-in security"), _("A second step, recovery codes, and a lost phone.")),
    Topic("test-money", _("Test money"), _("What works with test money, and what does not.")),
)
_BY_SLUG = {topic.slug: topic for topic in TOPICS}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of help pages."""
    return render(request, "web/help/index.html", {"topics": TOPICS})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of help."""
    if slug not in _BY_SLUG:
        raise Http404
    policies = list(Policy.objects.current())
    rules = next((policy.rules for policy in policies if policy.name == DEFAULT_POLICY), Rules())
    context = {
        "topics": TOPICS,
        "topic": _BY_SLUG[slug],
        "policies": policy_views(policies, rules),
        "default_policy": DEFAULT_POLICY,
        "rules": rules,
        "release_days": {"least": RELEASE_DAYS_MIN, "most": RELEASE_DAYS_MAX},
        "redelivery_days": REDELIVERY_DAYS_MIN,
        "first_report_days": FIRST_REPORT_DAYS_MIN,
        "reminders": REMINDER_DAYS,
        "import_most": IMPORT_MAX,
        "contest_days": CONTEST_DAYS,
        "insist_days": INSIST_DAYS,
        "resubmit_days": RESUBMIT_DAYS,
        "confirm_minutes": settings.CONFIRM_MINUTES,
    }
    return render(request, f"web/help/{slug}.html", context)
