"""Whether hourly terms could ever bind."""

from datetime import date

from handsel.kernel.calendar import DAY
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import MINOR_MAX
from handsel.work.hours.hourly_terms import LIMIT_HOURS_MAX, HourlyTerms
from handsel.work.hours.pay import HOUR
from handsel.work.terms.content import Terms
from handsel.work.terms.refusals import TermsIncomplete

CHOOSE_A_DAY = gettext_noop("Choose today or a later day, then try again.")
START_DAYS_MAX = 366


def check_hourly(terms: Terms, hourly: HourlyTerms) -> None:
    """Raise `TermsIncomplete` for terms by the hour that could never bind."""
    if terms.milestones or terms.auto_release_days is not None:
        raise TermsIncomplete(gettext_noop("An hourly job has no milestones and no days to auto-release."))
    if hourly.weekly_seconds % HOUR or not 1 <= hourly.weekly_hours <= LIMIT_HOURS_MAX:
        words = gettext_noop("The weekly limit must be 1 to %(most)s whole hours.")
        raise TermsIncomplete(words, most=LIMIT_HOURS_MAX)
    if not 0 < hourly.rate <= MINOR_MAX or hourly.weekly_amount > MINOR_MAX:
        raise TermsIncomplete(gettext_noop("The hourly rate must be a valid amount above zero."))


def check_start(hourly: HourlyTerms, *, agreed: HourlyTerms | None, today: date) -> None:
    """Raise `TermsIncomplete` for a start that is over or far off; one that both agreed to stays."""
    if agreed is not None:
        if hourly.start != agreed.start:
            raise TermsIncomplete(gettext_noop("The start of a running job cannot change."))
        return
    if hourly.start < today:
        raise TermsIncomplete(gettext_noop("The start is in the past."), way_out=CHOOSE_A_DAY)
    if hourly.start > today + START_DAYS_MAX * DAY:
        raise TermsIncomplete(gettext_noop("The start must be within a year."), way_out=CHOOSE_A_DAY)
