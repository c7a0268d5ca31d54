"""Ending a job, and objecting to what returns."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.web.asking import Asking, by, page, reason_in
from handsel.web.heads import head_of
from handsel.web.standings import Standing, standing
from handsel.work.jobs.stages import Side
from handsel.work.terms.ending import end_job, object_to_ending


@page("GET", "POST")
def ending(request: Asking, number: int) -> HttpResponse:
    """What ending would do, milestone by milestone; a POST ends the job."""
    where = standing(request.user, number)
    if request.method == "POST":
        end_job(by(request), where.job, reason=reason_in(request))
        messages.success(request, _("The job is being ended. What was delivered runs on."), extra_tags="seal")
        return redirect("job-billing", number)
    told = {"head": head_of(where), "standing": where, "rows": _rows(where), "returns_at": _returns_at(where)}
    return render(request, "web/billing/ending.html", told)


@page("POST")
def objection(request: Asking, number: int) -> HttpResponse:
    """Object to the return of what is held."""
    where = standing(request.user, number)
    object_to_ending(by(request), where.job, reason=reason_in(request))
    messages.success(request, _("Objected. What is held stays in escrow."), extra_tags="seal")
    return redirect("job-billing", number)


def _returns_at(where: Standing) -> object:
    """When what is held would return: at once if the freelancer ends, else after the policy's days."""
    if where.side is Side.FREELANCER:
        return None
    return where.calendar.days_after(clock.now(), where.job.policy.rules.ending_days)


def _rows(where: Standing) -> list[dict[str, object]]:
    return [
        {"milestone": row, "delivered": row.delivered_at is not None, "held": row.held}
        for row in where.open_milestones
    ]
