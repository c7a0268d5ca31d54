"""Another memo for tracked time, until its week is submitted (rules: hourly time 6)."""

from handsel.kernel.characters import clean_text
from handsel.kernel.json import Facts
from handsel.work.hours.entries import time as entries
from handsel.work.hours.models import TimeSpan
from handsel.work.hours.recording import refuse_submitted
from handsel.work.hours.time_checks import check_memo
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side


@act(entries.CHANGED, Side.FREELANCER)
def reword_time(context: JobContext, row: TimeSpan, *, memo: str) -> Facts:
    """Say otherwise what time was for; all else of it stays, and so does what its device signed.

    Raises `MemoMissing` and `WeekSubmitted`.
    """
    check_memo(memo)
    refuse_submitted(row.week)
    before = row.facts()
    row.memo = clean_text(memo)
    row.save(update_fields=["memo"])
    return {"spans": [row.facts()], "removed": [before]}
