"""The timesheet of a week: the freelancer submits it, and the client approves it or pays what is missing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import amount_input, expected_amount
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import PageForm, Reason
from handsel.web.hours.earlier_sheets import earlier_sheets
from handsel.web.hours.group_rows import group_rows
from handsel.web.hours.next_block import next_block_of
from handsel.web.hours.sheet_view import SheetView, load_sheet_view
from handsel.web.hours.versions import shown_version
from handsel.web.jobs.deposit_missing import deposit_missing, mention_deposit
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.hours.paying import approve, pay_missing, refuse_paying_rest
from handsel.work.hours.submitting import submit_week


class HoldForm(PageForm):
    """Why a timesheet is held back."""

    reason = Reason(label=gettext_lazy("Why it is not ready"))


class ReopeningForm(PageForm):
    """Why a timesheet should be reopened."""

    reason = Reason(label=gettext_lazy("What should change"))


@page()
def timesheet(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """What a week costs, its time by day, and what happens with it if nobody does anything."""
    return sheet_page(request, number, request.GET.get("week", ""))


def sheet_page(
    request: AuthenticatedRequest,
    number: int,
    address: str,
    *,
    hold_form: HoldForm | None = None,
    reopening_form: ReopeningForm | None = None,
) -> HttpResponse:
    """The page of a timesheet; a form that failed is open on it."""
    job_view, sheet_view = load_sheet_view(request.user, number, address)
    shown = sheet_view.week_view.row.address if sheet_view else address
    path = f"{reverse('timesheet', args=[number])}?week="
    context = {
        "head": job_header(job_view, f"{path}{shown}"),
        "job_view": job_view,
        "sheet_view": sheet_view,
        **_parts(job_view, sheet_view),
        "hold_form": hold_form or HoldForm("hold"),
        "reopening_form": reopening_form or ReopeningForm("reopen"),
        "page_url": f"{path}{address}",
    }
    status = 422 if hold_form or reopening_form else 200
    return render(request, "web/hours/sheet.html", context, status=status)


def _parts(job_view: JobView, sheet_view: SheetView | None) -> dict[str, Any]:
    """What the page has of a week with a timesheet, or with time for one."""
    if sheet_view is None:
        return {}
    return {
        "next_block": next_block_of(sheet_view.week_view),
        "group_rows": group_rows(sheet_view.groups),
        "earlier": earlier_sheets(job_view, sheet_view.week_view.row),
        "rest_written": _rest_written(sheet_view),
    }


def _rest_written(sheet_view: SheetView) -> str:
    """What approving pays, as its form sends it; empty where the reader may not approve."""
    if sheet_view.sheet is None or not sheet_view.approves:
        return ""
    return amount_input(sheet_view.sheet.rest_money)


@page("POST")
def submission(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Submit the timesheet of a week that is over."""
    rows = JobWeek.objects.of(request.user).select_related("job", "holding")
    week = get_object_or_404(rows, pk=pk)
    submit_week(actor_of(request), week)
    return _back(request, week, _("Submitted. The client can approve it now."))


@page("POST")
def approval(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Pay a timesheet before its review ends."""
    sheet = _sheet(request, pk)
    expected = expected_amount(request, sheet.job.currency)
    facts = approve(actor_of(request), sheet, shown=shown_version(request), expected=expected)
    return _paid(request, sheet, facts)


@page("POST")
def payment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Pay what a timesheet is short of; with `add`, first deposit what the wallet lacks."""
    sheet, actor = _sheet(request, pk), actor_of(request)
    job_view = load_job_view(request.user, sheet.job_id)
    expected = expected_amount(request, sheet.job.currency)
    refuse = partial(refuse_paying_rest, sheet, expected=expected)
    deposited = deposit_missing(actor, job_view, expected, refuse) if "add" in request.POST else None
    try:
        facts = pay_missing(actor, sheet, expected=expected)
    except Refusal as refusal:
        raise mention_deposit(deposited, refusal) from refusal
    return _paid(request, sheet, facts)


def _sheet(request: AuthenticatedRequest, pk: int) -> Timesheet:
    """The timesheet of a week of the reader's own job."""
    rows = Timesheet.objects.of(request.user).select_related("job__policy", "week__holding")
    sheet: Timesheet = get_object_or_404(rows, week=pk)
    return sheet


def _paid(request: AuthenticatedRequest, sheet: Timesheet, facts: Facts) -> HttpResponse:
    """Say what was paid, what returned, and what is missing."""
    currency = sheet.job.currency
    words = [_("{amount} paid.").format(amount=money_text(Money(facts["released"], currency)))]
    if facts["refunded"]:
        back = Money(facts["refunded"] + facts["fee_returned"], currency)
        words.append(_("{amount} is back in your wallet.").format(amount=money_text(back)))
    if facts["missing"]:
        lacking = money_text(Money(facts["missing"], currency))
        words.append(_("{amount} is missing, and the job is paused until you pay it.").format(amount=lacking))
    return _back(request, sheet.week, " ".join(words))


def _back(request: AuthenticatedRequest, week: JobWeek, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect(f"{reverse('timesheet', args=[week.job_id])}?week={week.address}")
