"""Billing & Invoices across jobs: where all the money is, what comes next, and every invoice."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.kernel.fonts import without_glyph
from handsel.kernel.money import total
from handsel.money.invoices.letterheads import change_letterhead
from handsel.money.invoices.models import PRINTED, Invoice, Letterhead
from handsel.people.calendars import house_calendar
from handsel.record.models import Chain, Entry
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.jobs.actors import ActorAt
from handsel.web.jobs.fee_breakdown import fee_breakdown
from handsel.web.jobs.job_view import JobView, load_job_views
from handsel.web.jobs.milestone_next import milestone_next
from handsel.web.jobs.status import milestone_state
from handsel.web.money.balances import balances
from handsel.web.money.forms import LetterheadForm
from handsel.web.money.invoice_list import invoice_context, parse_invoice_filter
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.timeline import entry_view
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone

COMING_SHOWN = 100
ENTRIES_SHOWN = 50
DIGITS_MAX = 9


@page()
def money(request: AuthenticatedRequest) -> HttpResponse:
    """A person's money on both sides, what comes next, and every invoice."""
    jobs = Job.objects.of(request.user).open().with_people().order_by("-id")
    rows = [
        (job_view, row) for job_view in load_job_views(request.user, jobs) for row in job_view.open_milestones
    ]
    rows.sort(key=_soonest_first)
    coming = [_milestone_row(job_view, row) for job_view, row in rows[:COMING_SHOWN]]
    invoice_filter, number = parse_invoice_filter(request.GET.dict()), request.GET.get("page")
    context = {
        "coming": coming,
        "open": len(rows),
        "held": _held_totals(rows),
        "balances": balances(request.user),
        **invoice_context(request.user, invoice_filter, number, house_calendar()),
    }
    return render(request, "web/money/page.html", context)


@page()
def invoice(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """One invoice, to read and to print."""
    issued = get_object_or_404(Invoice.objects.of(request.user), pk=pk)
    entry = get_object_or_404(Entry, pk=issued.entry)
    context = {"invoice": issued, "entry": entry, "digest": bytes(entry.hash).hex()}
    printed = " ".join(str(getattr(issued, name)) for name in PRINTED)
    return render(
        request, "web/money/invoice.html", {**context, "unprintable": " ".join(without_glyph(printed))}
    )


@page("GET", "POST")
def letterhead(request: AuthenticatedRequest) -> HttpResponse:
    """The header of one's future invoices; issued ones stay as they are."""
    head = Letterhead.objects.filter(party=request.user.party).first() or Letterhead(party=request.user.party)
    form = LetterheadForm(
        request.POST or None, instance=head, initial={"percent": head.tax_millipercent / 1000}
    )
    if request.method == "POST" and form.is_valid():
        change_letterhead(actor_of(request), request.user, form.head())
        messages.success(request, _("Saved. Your next invoice will show it."))
        return redirect("letterhead")
    return render(request, "web/money/letterhead.html", {"form": form}, status=422 if form.errors else 200)


@page()
def my_record(request: AuthenticatedRequest) -> HttpResponse:
    """A person's own chain: deposits, withdrawals, changes to how they sign in."""
    entries = Entry.objects.filter(chain__kind=Chain.Kind.PERSON, chain__subject=request.user.pk)
    ordered = entries.select_related("content").order_by("-number")
    page_obj = Paginator(ordered, ENTRIES_SHOWN).get_page(_page_at(request, entries))
    oneself = ActorAt(request.user, request.user.name)
    rows = [entry_view(entry, oneself) for entry in page_obj.object_list]
    return render(
        request, "web/money/record.html", {"rows": rows, "page_obj": page_obj, "entry_filter": EntryFilter()}
    )


def _page_at(request: AuthenticatedRequest, entries: QuerySet[Entry]) -> int | str | None:
    """The page that the address asks for: by the number of an entry, or of the page."""
    at = request.GET.get("at", "")
    if not at.isdecimal() or len(at) > DIGITS_MAX:
        return request.GET.get("page")
    return entries.filter(number__gt=int(at)).count() // ENTRIES_SHOWN + 1


def _milestone_row(job_view: JobView, row: Milestone) -> dict[str, Any]:
    """An open milestone as a row of the table."""
    return {
        "milestone": row,
        "job_view": job_view,
        "state": milestone_state(row),
        "next": milestone_next(job_view, row),
        "fee_breakdown": fee_breakdown(row, row.held + row.to_fund),
    }


def _held_totals(rows: list[tuple[JobView, Milestone]]) -> dict[str, object]:
    """Totals of what is held: fees off and on top, and what reaches freelancers; for one currency only."""
    mine = all(job_view.side is Side.FREELANCER for job_view, _ in rows)
    held = [row for _, row in rows if row.held]
    currencies = {row.job.currency for row in held}
    if len(currencies) != 1:
        return {"mine": mine}
    breakdowns = [fee_breakdown(row, row.held) for row in held]
    return {
        "mine": mine,
        "sum": total((breakdown.amount for breakdown in breakdowns), *currencies),
        "off": total((breakdown.off for breakdown in breakdowns), *currencies),
        "on_top": total((breakdown.on_top for breakdown in breakdowns), *currencies),
        "part": total((breakdown.part for breakdown in breakdowns), *currencies),
    }


def _soonest_first(pair: tuple[JobView, Milestone]) -> tuple[int, datetime]:
    """The most overdue milestones first, then by the release, or else by the end of the due day."""
    job_view, row = pair
    return -job_view.days_late(row), row.release_at or job_view.calendar.end_of(row.due)
