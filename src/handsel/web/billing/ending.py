"""Ending a job, and objecting to what returns."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.look.figures import money_data, money_text
from handsel.look.moments import when_text, when_time
from handsel.web.asking import Asking, by, page, reason_in
from handsel.web.heads import head_of
from handsel.web.standings import Standing, standing
from handsel.work.jobs.stages import JobStage, Side
from handsel.work.milestones.models import Milestone
from handsel.work.terms.ending import end_job, object_to_ending


@page("GET", "POST")
def ending(request: Asking, number: int) -> HttpResponse:
    """What ending would do, milestone by milestone; a POST ends the job."""
    where = standing(request.user, number)
    if request.method == "POST":
        facts = end_job(by(request), where.job, reason=reason_in(request))
        messages.success(request, _outcome(where, facts), extra_tags="seal")
        return redirect("job-billing", number)
    told = {"head": head_of(where), "standing": where, "rows": _rows(where), "dropped": _dropped(where)}
    return render(request, "web/billing/ending.html", told)


@page("POST")
def objection(request: Asking, number: int) -> HttpResponse:
    """Object to the return of what is held."""
    where = standing(request.user, number)
    object_to_ending(by(request), where.job, reason=reason_in(request))
    messages.success(request, _("Objected. What is held stays in escrow."), extra_tags="seal")
    return redirect("job-billing", number)


def _outcome(where: Standing, facts: Facts) -> str:
    """What the ending did, from what its entry says."""
    said = []
    if facts["job_stage"] == JobStage.COMPLETE:
        said.append(_("The job has ended and is complete. What was paid stays paid."))
    elif facts["job_stage"] == JobStage.CANCELLED:
        said.append(_("The job has ended and is cancelled. Nothing was paid."))
    else:
        said.append(_("The job is being ended."))
    if facts["returned"]:
        returned = money_text(Money(facts["returned"], facts["currency"]))
        said.append(_("{amount} went back to {name}.").format(amount=returned, name=where.other_name))
    if facts["ending_at"]:
        words = _("What is held and not delivered returns to you {when} unless {name} delivers or objects.")
        at = datetime.fromisoformat(facts["ending_at"])
        said.append(words.format(when=when_text(at), name=where.other_name))
    if any(row.held and row.delivered_at for row in where.open_milestones):
        said.append(_("What was delivered runs on."))
    return " ".join(said)


def _dropped(where: Standing) -> list[Milestone]:
    """The milestones that end with nothing: never funded, or funded and returned before."""
    return [row for row in where.open_milestones if not row.held and not row.released]


def _rows(where: Standing) -> list[tuple[Milestone, str]]:
    return [
        (row, _delivered(where, row) if row.held and row.delivered_at else _undelivered(where, row))
        for row in where.open_milestones
    ]


def _delivered(where: Standing, row: Milestone) -> str:
    """What happens to a delivery for which something is held: nothing, but what would happen anyway."""
    held = money_data(row.held)
    if row.to_fund:
        words = _(
            "Delivered, funded in part: from now on it is worth the {held} that is held, and its clock runs."
        )
        return format_html(words, held=held)
    if row.release_at is None:
        words = _("Delivered: {held} waits for {name}’s answer, and never releases by itself.")
        return format_html(words, held=held, name=where.job.name_of(Side.CLIENT))
    if where.side is Side.CLIENT:
        words = _("Delivered: its clock runs on. {held} releases {when} unless you ask for changes.")
    else:
        words = _(
            "Delivered: its clock runs on. {held} releases to you {when} unless {name} asks for changes."
        )
    return format_html(words, held=held, when=when_time(row.release_at), name=where.other_name)


def _undelivered(where: Standing, row: Milestone) -> str:
    """What happens to what is held for no delivery, and to what has nothing held for it."""
    if not row.held and row.released:
        words = _("Ends with the {paid} that was paid: nothing more is held for it.")
        return format_html(words, paid=money_data(row.released))
    if not row.held and row.delivered_at:
        return _("Dropped, though delivered: it is not funded, so no clock runs and nothing is paid for it.")
    if not row.held:
        return _("Dropped: nothing is held for it.")
    if where.side is Side.FREELANCER:
        return _("Returns to {name} at once.").format(name=where.other_name)
    returns_at = where.calendar.days_after(where.now, where.job.policy.rules.ending_days)
    words = _("Returns to you {at} unless {name} delivers or objects.")
    return format_html(words, at=when_time(returns_at), name=where.other_name)
