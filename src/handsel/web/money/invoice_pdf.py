"""Invoices as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handsel.money.invoices.models import Invoice
from handsel.record.models import Entry
from handsel.ui.context import house_at
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.pdf import pdf_response


@page()
def invoice_pdf(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """One invoice as a PDF."""
    invoice = get_object_or_404(Invoice.objects.of(request.user), pk=pk)
    entry = get_object_or_404(Entry, pk=invoice.entry)
    context = {"invoice": invoice, "entry": entry, "digest": bytes(entry.hash).hex(), "house": house_at()}
    html = render_to_string("web/money/invoice_print.html", context)
    title = _("credit note {label}") if invoice.is_credit else _("invoice {label}")
    name = title.format(label=invoice.label).replace(" ", "-").replace("…", "")
    return pdf_response(html, str(request.user.pk), name)
