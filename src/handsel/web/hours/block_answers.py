"""Answering blocks in review: a page says what freezes and what is paid, and its form does it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.policy_words import business_days_text
from handsel.web.hours.block_form import ANSWERS, BlockAnswer
from handsel.web.hours.block_rows import BlockRow, cost
from handsel.web.hours.sheet_view import SheetView, load_sheet_view
from handsel.web.hours.versions import shown_version
from handsel.web.jobs.block_next import blocks_text
from handsel.web.jobs.header import job_header
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.models import Timesheet
from handsel.work.hours.review import CONTEST_DAYS, INSIST_DAYS


@page("GET", "POST")
def blocks(request: AuthenticatedRequest, pk: int, name: str) -> HttpResponse:
    """The blocks that an answer is for, what it does, and its form; a POST gives it."""
    sheet = get_object_or_404(Timesheet.objects.of(request.user).select_related("week", "job"), week=pk)
    job_view, view = load_sheet_view(request.user, sheet.job_id, sheet.week.address)
    answer = ANSWERS.get(name)
    if answer is None or view is None or job_view.side is not answer.side:
        raise NotFound
    rows = answer.rows(view)
    sent = request.POST if request.method == "POST" else None
    form = answer.form_class(sent)
    if form.is_valid():
        return _answered(request, view, answer, form.cleaned_data)
    chosen = _chosen(request, answer, rows)
    rows = [row for row in rows if row.number in chosen] or rows
    context = {"head": job_header(job_view), "job_view": job_view, "sheet_view": view, "form": form}
    context |= {"answer": answer, "rows": rows, "chosen": chosen, **_figures(view, answer, rows, chosen)}
    status = 422 if form.errors else 200
    return render(request, "web/hours/blocks_answer.html", context, status=status)


def _chosen(request: AuthenticatedRequest, answer: BlockAnswer, rows: Sequence[BlockRow]) -> set[int]:
    """The numbers that were chosen; at first all that wait for the answer, and none to reject or dispute."""
    sent = request.POST if request.method == "POST" else request.GET
    if request.method == "GET" and "block" not in sent and answer.stage is not BlockStage.COUNTED:
        return {row.number for row in rows}
    return {row.number for row in rows if str(row.number) in sent.getlist("block")}


def _figures(
    view: SheetView, answer: BlockAnswer, rows: Sequence[BlockRow], chosen: set[int]
) -> dict[str, Any]:
    """What the chosen blocks cost, what else is paid when the review ends, and what the answer does."""
    currency = view.job_view.job.currency
    picked = cost([row for row in rows if row.number in chosen], currency)
    rest = view.sheet.rest.whole if view.sheet is not None and answer.stage is BlockStage.COUNTED else 0
    answer_days = view.job_view.job.policy.rules.dispute_answer_days
    counts = {"contest_days": CONTEST_DAYS, "insist_days": INSIST_DAYS, "answer_days": answer_days}
    days = {name: business_days_text(count) for name, count in counts.items()}
    words = str(answer.effect).format(name=view.job_view.other_name, **days)
    return {
        "picked": picked,
        "open": Money(rest, currency),
        "left": Money(rest, currency) - picked,
        "effect": words,
    }


def _answered(
    request: AuthenticatedRequest, view: SheetView, answer: BlockAnswer, cleaned: dict[str, Any]
) -> HttpResponse:
    more: dict[str, Any] = {name: cleaned[name] for name in ("reason", "evidence") if name in cleaned}
    if answer.needs_version:
        more["shown"] = shown_version(request)
    facts = answer.act(actor_of(request), view.sheet, numbers=cleaned["numbers"], **more)
    messages.success(request, _words(answer, facts), extra_tags="seal")
    if answer.disputes:
        return redirect("dispute", view.job_view.job.pk, facts["dispute"])
    row = view.week_view.row
    return redirect(f"{reverse('timesheet', args=[row.job_id])}?week={row.address}#blocks")


def _words(answer: BlockAnswer, facts: Facts) -> str:
    """What the answer did, from the facts of its entry."""
    amount = Money(facts["decided" if "decided" in facts else "amount"], facts["currency"])
    count = len(facts.get("about", facts)["blocks"])
    words = str(answer.done).format(blocks=blocks_text(count), amount=money_text(amount))
    if not facts.get("missing"):
        return words
    lacking = money_text(Money(facts["missing"], facts["currency"]))
    return f"{words} {_('{amount} is missing in escrow.').format(amount=lacking)}"
