"""What becomes of held money while a question about it is not answered: no question stops another clock."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.look.figures import money_data
from handsel.look.heads import Next
from handsel.look.moments import when_time
from handsel.web.nexts import ending_next, release_next
from handsel.web.standings import Standing
from handsel.work.jobs.stages import Side
from handsel.work.milestones.models import Ask, Milestone


def unanswered(standing: Standing, ask: Ask) -> Next:
    """The soonest thing that happens to the money of an ask that nobody answers, or where it stays."""
    row = next(row for row in standing.milestones if row.pk == ask.milestone_id)
    if row.release_at is not None:
        return release_next(standing, row)
    ending = None if row.delivered_at else ending_next(standing)
    found = [each for each in (_granted(standing, row, ask), ending) if each is not None]
    return min(found, key=_when) if found else _stays(standing, ask)


def _granted(standing: Standing, row: Milestone, ask: Ask) -> Next | None:
    """A refund of undelivered work is granted by itself."""
    if ask.grants_at is None or row.delivered_at is not None:
        return None
    if standing.side is Side.FREELANCER:
        words = _("{amount} returns to {name} {when} unless you deliver or refuse")
    else:
        words = _("{amount} returns to you {when} unless {name} delivers or refuses")
    said = format_html(
        words,
        amount=money_data(ask.client_part),
        name=standing.other_name,
        when=when_time(ask.grants_at),
    )
    return Next(said, tone="warn", until=ask.grants_at)


def _stays(standing: Standing, ask: Ask) -> Next:
    if ask.side == standing.side:
        words = _("The money stays in escrow until {name} answers").format(name=standing.other_name)
    else:
        words = _("The money stays in escrow until you answer")
    return Next(words, icon="wait")


def _when(told: Next) -> datetime:
    assert told.until is not None
    return told.until
