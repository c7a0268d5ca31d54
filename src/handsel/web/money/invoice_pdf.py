"""Invoices as PDF: made once by WeasyPrint in a child process, and kept by their content."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handsel.kernel import identifiers
from handsel.kernel.children import run_limited
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.models import Invoice
from handsel.record.models import Entry
from handsel.ui.context import house_at
from handsel.web.base.decorators import AuthenticatedRequest, page

MEMORY_BYTES_MAX = 1024**3
CPU_SECONDS_MAX = 30


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
    pdf = kept_pdf(render_to_string("web/money/invoice_print.html", context), str(request.user.pk))
    response = HttpResponse(pdf, content_type="application/pdf")
    title = _("invoice {label}").format(label=invoice.label)
    response["Content-Disposition"] = f'attachment; filename="{title.replace(" ", "-").replace("…", "")}.pdf"'
    return response


def kept_pdf(html: str, who: str) -> bytes:
    """A page as PDF bytes, made for somebody if it was not made before."""
    digest = sha256(html.encode()).hexdigest()
    place = Path(settings.PDF_DIR) / digest[:2] / f"{digest[2:]}.pdf"
    if not place.exists():
        content = render_pdf(html, who)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{identifiers.new().hex}.part")
        part.write_bytes(content)
        part.replace(place)
    return place.read_bytes()


def render_pdf(html: str, who: str = "") -> bytes:
    """A page as PDF bytes; raises `PrinterMissing` without the libraries, and `Busy`."""
    limits = {"memory_bytes": MEMORY_BYTES_MAX, "cpu_seconds": CPU_SECONDS_MAX}
    options = ["--quiet", "--encoding", "utf-8", "-", "-"]
    made = run_limited("weasyprint", *options, who=who, content=html.encode(), **limits)
    if made is None or not made.startswith(b"%PDF"):
        raise PrinterMissing
    return made
