"""What the message after an act of the Billing page says: what happened to the money, and what comes next."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.money.invoices.models import Invoice
from handsel.ui.money_format import money_text
from handsel.web.jobs.job_view import JobView
from handsel.work.milestones import refunds, splits
from handsel.work.milestones.models import MoneyRequest

_ANSWERS: dict[Callable[..., Facts], str] = {
    refunds.grant_refund: gettext_noop("{to_client} refunded to {client}."),
    refunds.refuse_refund: gettext_noop("You declined the refund. No money moved: it stays in escrow."),
    refunds.withdraw_refund_request: gettext_noop("You withdrew your refund request. No money moved."),
    splits.accept_split: gettext_noop(
        "You accepted the split: {to_freelancer} released to {freelancer}, {to_client} refunded to {client}."
    ),
    splits.refuse_split: gettext_noop("You declined the split. No money moved: it stays in escrow."),
    splits.withdraw_split: gettext_noop("You withdrew your split. No money moved: it stays in escrow."),
}


def answer_outcome(answer: Callable[..., Facts], money_request: MoneyRequest) -> str:
    """What an answer to a request did."""
    client, freelancer = money_request.job.sides()
    return _(_ANSWERS[answer]).format(
        to_client=money_text(money_request.client_part),
        to_freelancer=money_text(money_request.freelancer_part),
        client=client.person.first_name,
        freelancer=freelancer.person.first_name,
    )


def release_outcome(job_view: JobView, facts: Facts, words: str) -> SafeString:
    """What was released to whom, with links to its invoice and to the next milestone."""
    links = [words, *_invoice_link(job_view, facts), *_next_milestone(job_view, facts)]
    return SafeString(" ".join(format_html("{}", link) for link in links))


def _invoice_link(job_view: JobView, facts: Facts) -> list[SafeString]:
    """The freelancer's invoice; the house's has no number yet."""
    numbers = [row["number"] for row in facts["invoices"] if row["number"] is not None]
    issued = Invoice.objects.filter(job_number=job_view.job.pk, issuer=job_view.job.freelancer)
    invoice = issued.filter(number__in=numbers).first()
    if invoice is None:
        return []
    words = _("Invoice {label}").format(label=invoice.label)
    return [format_html('<a href="{}">{}</a>.', reverse("invoice", args=[invoice.pk]), words)]


def _next_milestone(job_view: JobView, facts: Facts) -> list[SafeString]:
    """The milestone after the one that was paid in full."""
    rows = job_view.open_milestones
    if facts["left"] or not rows:
        return []
    href = f"{reverse('job-billing', args=[job_view.job.pk])}#milestone-{rows[0].pk}"
    words = _("Next: milestone {n}").format(n=rows[0].position)
    return [format_html('<a href="{}">{}</a>.', href, words)]
