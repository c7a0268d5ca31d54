"""What auto-fund takes from a client's wallet next, and whether the wallet covers it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.kernel.money import Money, total
from handsel.money.escrow.charges import charge_for
from handsel.people.calendars import house_calendar
from handsel.people.models import Party, Person
from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.work.hours.models import HourlyPlan
from handsel.work.hours.pay import amount
from handsel.work.hours.review import WEEK
from handsel.work.jobs.lifecycle import LIVE, JobStage


@dataclass(frozen=True)
class AutoFunding:
    """The next weeks that are funded automatically, and their job if it is one alone."""

    step: NextStep
    job: int | None


def auto_funding(person: Person, free: Money) -> AutoFunding | None:
    """What is funded next from a wallet that has so much, in its currency; none if nothing; one query."""
    plans = HourlyPlan.objects.filter(
        job__client__in=Party.objects.of(person),
        job__currency=free.currency,
        job__stage__in=LIVE - {JobStage.PAUSED},
        auto_fund=True,
        plans_at__isnull=False,
    )
    rows = [(row.plans_at, row) for row in plans.select_related("job__policy") if row.plans_at]
    if not rows:
        return None
    soonest = min(at for at, _row in rows)
    first = [row for at, row in rows if at == soonest]
    return AutoFunding(_step(first, soonest, free), first[0].job_id if len(first) == 1 else None)


def _step(plans: list[HourlyPlan], at: datetime, free: Money) -> NextStep:
    whole = total((_charge(plan) for plan in plans), free.currency)
    monday = house_calendar().week_of(at) + WEEK
    words = ngettext(
        "{amount} goes into escrow for the week of {day}, {when}. {covered}",
        "{amount} goes into escrow for the week of {day} in {n} jobs, {when}. {covered}",
        len(plans),
    )
    covered = _("Your wallet covers it.")
    if free < whole:
        covered = format_html(_("Add {missing} before then."), missing=money_data(whole - free))
    parts = {"amount": money_data(whole), "day": day_time(monday), "when": when_time(at), "covered": covered}
    tone = "" if free >= whole else "warn"
    return NextStep(format_html(words, n=len(plans), **parts), until=at, tone=tone)


def _charge(plan: HourlyPlan) -> Money:
    """What a full week costs at the terms in force, with the fee where the client pays it."""
    job = plan.job
    week = Money(amount(plan.weekly_seconds, plan.rate), job.currency)
    return charge_for([(None, week)], rules=job.policy.rules, currency=job.currency).whole
