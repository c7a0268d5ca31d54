"""Pages as PDF: made once by WeasyPrint in a child process, and kept by their content."""

from django.http import HttpResponse

from handsel.kernel.children import run_limited
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.record import kept_pdfs

MEMORY_BYTES_MAX = 1024**3
CPU_SECONDS_MAX = 30


class PrinterMissing(Refusal):
    """The libraries for PDF are not installed on this machine."""

    what = gettext_noop("PDFs are not available on this site yet.")
    kept = gettext_noop("Nothing was changed. You can print the page.")
    way_out = gettext_noop(
        "Print the page instead, or ask support. (Operators: install Pango and a font; on "
        "Debian, libpangoft2-1.0-0 and fonts-dejavu-core.)"
    )


def pdf_response(html: str, who: str, name: str) -> HttpResponse:
    """A page as a PDF to download, made for somebody if it was not made before; `name` is in ASCII."""
    response = HttpResponse(kept_pdf(html, who), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def kept_pdf(html: str, who: str) -> bytes:
    """A page as PDF bytes, made for somebody if it was not made before."""
    content = kept_pdfs.kept(html)
    if content is None:
        content = render_pdf(html, who)
        kept_pdfs.keep(html, content)
    return content


def render_pdf(html: str, who: str = "") -> bytes:
    """A page as PDF bytes; raises `PrinterMissing` without the libraries, and `Busy`."""
    limits = {"memory_bytes": MEMORY_BYTES_MAX, "cpu_seconds": CPU_SECONDS_MAX}
    options = ["--quiet", "--encoding", "utf-8", "-", "-"]
    made = run_limited("weasyprint", *options, who=who, content=html.encode(), **limits)
    if made is None or not made.startswith(b"%PDF"):
        raise PrinterMissing
    return made
