"""Stories of hourly jobs whose weeks are held back, rejected in part, paid late, paused or over."""

from collections.abc import Sequence
from datetime import time

from handsel.config.sample.hourly import HourlyScript, starts
from handsel.config.sample.timeline import Story
from handsel.kernel.money import Money
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute
from handsel.trust.disputes.opening_hours import dispute_blocks
from handsel.trust.disputes.settling import accept_dispute_offer, make_offer
from handsel.work.hours.deciding import give_in
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.rejecting import contest, counted_blocks, reject
from handsel.work.hours.submitting import hold_week, state_nothing
from handsel.work.jobs.models import Job
from handsel.work.terms.ending import end_job

_NOT_AGREED = "We had agreed that reading in is not billed."
_READ_IN = "The reading was of the new texts, which you asked for on Monday."


def is_rejected_in_part(script: HourlyScript) -> Story:
    """Blocks of two weeks rejected: given in, dropped and split before, rejected and contested now."""
    yield from starts(script)
    for week in (-3, -2):
        yield script.until(week, 4, time(18))
        script.imports(week, range(3))
        if week == -3:
            yield script.until(-2, 1, time(10))
            _rejects(script, -3, count=2, contested=1)
            yield script.until(-2, 2, time(10))
            sheet = script.week(-3).sheet
            give_in(
                script.as_client, sheet, numbers=[row.number for row in sheet.blocks.filter(answer__gt="")]
            )
            yield from _is_split(script, -3)
    for week, day in ((-1, 5), (0, 2)):
        yield script.until(week, day, time(13))
        _rejects(script, -2, count=2, contested=1)


def is_held_back(script: HourlyScript) -> Story:
    """Nothing worked two weeks ago, and the timesheet of last week held back."""
    yield from starts(script)
    yield script.until(-2, 5)
    state_nothing(script.as_freelancer, script.week(-2))
    yield script.until(-1, 2)
    script.works(-1, 2)
    yield script.until(-1, 4, time(16))
    hold_week(script.as_freelancer, script.week(-1), reason="My notes of Thursday are on another laptop.")


def is_paid_late(script: HourlyScript) -> Story:
    """Never funded, and approved all the same: the payment is incomplete, and the job paused for it."""
    script.awards("Please begin whenever you can; I fund each week by hand.")
    yield script.until(script.hours.first_week - 1, 4, time(13))
    script.agrees(script.freelancer)
    yield script.until(-2, 4, time(18))
    script.imports(-2, range(2))
    yield script.until(-1, 1, time(11))
    script.approves(-2)


def is_paused(script: HourlyScript) -> Story:
    """Two mornings of last week in review, and the job paused by the client since Friday."""
    yield from starts(script)
    yield script.until(-1, 2, time(18))
    script.imports(-1, range(2))
    yield script.until(-1, 4, time(15))
    pause_job(script.as_client, script.job)


def is_over(script: HourlyScript) -> Story:
    """Worked for a week, paid, and ended by the client in the next one."""
    yield from starts(script)
    yield script.until(-3, 3, time(18))
    script.imports(-3, range(3))
    yield script.until(-2, 1, time(9))
    script.approves(-3)
    yield script.until(-2, 2, time(9))
    end_job(script.as_client, Job.objects.get(pk=script.job.pk), reason="The archive is complete.")


def _rejects(script: HourlyScript, week: int, *, count: int, contested: int) -> None:
    """The client rejects the next blocks of a timesheet, and the freelancer contests the first of them."""
    sheet = script.week(week).sheet
    numbers = _next_blocks(script, week, count)
    reject(script.as_client, sheet, shown=sheet.version, numbers=numbers, reason=_NOT_AGREED)
    contest(script.as_freelancer, script.week(week).sheet, numbers=numbers[:contested], reason=_READ_IN)


def _is_split(script: HourlyScript, week: int) -> Story:
    """The next blocks of a timesheet disputed, and split by an offer that the client accepts."""
    yield script.until(week + 1, 2, time(11))
    sheet, numbers = script.week(week).sheet, _next_blocks(script, week, 2)
    dispute_blocks(script.as_client, sheet, shown=sheet.version, numbers=numbers, reason=_NOT_AGREED)
    yield script.until(week + 1, 3, time(9))
    answer_dispute(script.as_freelancer, _dispute(script), answer=_READ_IN)
    half = Money(_dispute(script).amount // 2, "USD")
    make_offer(script.as_freelancer, _dispute(script), to_freelancer=half, reason="Half of it, then.")
    yield script.until(week + 1, 3, time(16))
    accept_dispute_offer(script.as_client, _dispute(script), expected=half)


def _next_blocks(script: HourlyScript, week: int, count: int) -> Sequence[int]:
    return [block.number for block in counted_blocks(script.week(week).sheet)][:count]


def _dispute(script: HourlyScript) -> Dispute:
    dispute: Dispute = Dispute.objects.select_related("job").get(job=script.job)
    return dispute
