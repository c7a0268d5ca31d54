"""Money across jobs: where all the money is, what comes next, and every invoice."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.kernel.fonts import without_glyph
from handsel.money.invoices.letterheads import change_letterhead
from handsel.money.invoices.models import PRINTED, Invoice, Letterhead
from handsel.people.calendars import house_calendar
from handsel.record.models import Chain, Entry
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.jobs.actors import ActorAt
from handsel.web.jobs.job_view import load_job_views
from handsel.web.money.balances import balances
from handsel.web.money.expected_payments import expected_payments
from handsel.web.money.forms import LetterheadForm
from handsel.web.money.invoice_list import invoice_context, parse_invoice_filter
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.timeline import entry_view
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

ENTRIES_SHOWN = 50
DIGITS_MAX = 9


@page()
def money(request: AuthenticatedRequest) -> HttpResponse:
    """A person's money on both sides, what comes next, and every invoice."""
    jobs = Job.objects.of(request.user).open().with_people().order_by("-id")
    there = balances(request.user)
    wallets = {balance.currency: balance.free for balance in there if balance.side is Side.CLIENT}
    invoice_filter, number = parse_invoice_filter(request.GET.dict()), request.GET.get("page")
    context = {
        **expected_payments(load_job_views(request.user, jobs), wallets),
        "balances": there,
        **invoice_context(request.user, invoice_filter, number, house_calendar()),
    }
    return render(request, "web/money/page.html", context)


@page()
def invoice(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """One invoice, to read and to print."""
    issued = get_object_or_404(Invoice.objects.of(request.user).with_people().with_credits(), pk=pk)
    entry = get_object_or_404(Entry, pk=issued.entry)
    context = {"invoice": issued, "entry": entry, "digest": bytes(entry.hash).hex()}
    context["related"] = Invoice.objects.related_to(issued)
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
