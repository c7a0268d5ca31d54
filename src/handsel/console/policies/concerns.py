"""What is wrong with policies: holidays that end soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.concerns import Concern
from handsel.people.calendars import house_calendar
from handsel.policy.models import Policy
from handsel.ui.policy_names import policy_text

WARNED_BEFORE = timedelta(days=365)
"""How long before the last of its holidays a policy is named (rules: policy 3)."""


def policy_concerns(now: datetime) -> Iterator[Concern]:
    """The policies whose written days off end within a year; one query."""
    today = house_calendar().day_of(now)
    for policy in Policy.objects.current():
        last = max(policy.rules.days_off, default=None)
        if last is not None and last < today + WARNED_BEFORE:
            title = _("The public holidays of the policy {name} end in {year}")
            detail = _("Publish it again: a version has the holidays of its year and of four more.")
            url = reverse("console-policy", args=[policy.name])
            name = policy_text(policy.name)
            yield Concern("warn", "clock", title.format(name=name, year=last.year), detail, url)
