"""Invoices as PDF; WeasyPrint runs in a child process, so that its memory is freed."""

import subprocess
import sys

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.models import Invoice
from handsel.record.models import Entry
from handsel.ui.context import house_at
from handsel.web.base.decorators import AuthenticatedRequest, page

SECONDS_MAX = 60


class PrinterMissing(Refusal):
    """The libraries for PDF are not installed on this machine."""

    what = gettext_noop("PDFs are not available on this site yet.")
    kept = gettext_noop("The invoice is unchanged. You can print its page.")
    way_out = gettext_noop(
        "Print the page instead, or ask support. (Operators: install Pango and a font; on "
        "Debian, libpangoft2-1.0-0 and fonts-dejavu-core.)"
    )


@page()
def invoice_pdf(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """One invoice as a PDF."""
    invoice = get_object_or_404(Invoice.objects.of(request.user), pk=pk)
    entry = get_object_or_404(Entry, pk=invoice.entry)
    context = {"invoice": invoice, "entry": entry, "digest": bytes(entry.hash).hex(), "house": house_at()}
    pdf = render_pdf(render_to_string("web/money/invoice_print.html", context))
    response = HttpResponse(pdf, content_type="application/pdf")
    title = _("invoice {label}").format(label=invoice.label)
    response["Content-Disposition"] = f'attachment; filename="{title.replace(" ", "-").replace("…", "")}.pdf"'
    return response


def render_pdf(html: str) -> bytes:
    """A page as PDF bytes; raises `PrinterMissing` without the libraries."""
    command = [sys.executable, "-m", "weasyprint", "--quiet", "--encoding", "utf-8", "-", "-"]
    done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=SECONDS_MAX, check=False)
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PrinterMissing
    return done.stdout
