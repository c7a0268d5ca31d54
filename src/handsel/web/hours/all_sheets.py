"""The timesheets of all of one's jobs that are in review; a client approves several at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money, by_currency
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import amount_input, expected_amount
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.versions import shown_version
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import Timesheet
from handsel.work.hours.paying import approve, is_due
from handsel.work.jobs.lifecycle import Side

SHOWN_MAX = 100


@dataclass(frozen=True)
class SheetRow:
    """One timesheet in review, as one side reads it."""

    sheet: Timesheet
    side: Side | None

    @property
    def other(self) -> Person:
        """The other side."""
        client, freelancer = self.sheet.job.sides()
        person: Person = (freelancer if self.side is Side.CLIENT else client).person
        return person

    @property
    def amount(self) -> Money:
        """What is paid when its review ends: all but the blocks that were rejected or disputed."""
        amount: Money = self.sheet.rest_money
        return amount

    @property
    def lacking(self) -> Money | None:
        """What of it is not in escrow; None if all is."""
        lacking = self.amount - self.sheet.week.held
        return lacking if lacking.minor > 0 else None

    @property
    def written(self) -> str:
        """What is paid, as its form sends it."""
        return amount_input(self.amount)

    @property
    def unprotected(self) -> Money:
        """What its unprotected time costs."""
        return Money(self.sheet.amounts.unprotected, self.sheet.job.currency)

    @property
    def objection(self) -> str:
        """Whether blocks of it were rejected or disputed, in words."""
        if self.sheet.disputed:
            return _("Blocks disputed")
        return _("Blocks rejected") if self.sheet.blocks.all() else ""

    @property
    def length(self) -> str:
        """How much time is paid, in words."""
        return duration_text(self.sheet.time.seconds)

    @property
    def may_approve(self) -> bool:
        """Whether the reader may approve it now."""
        return self.side is Side.CLIENT and not is_due(self.sheet, clock.now())


@page("GET", "POST")
def timesheets(request: AuthenticatedRequest) -> HttpResponse:
    """The list; a POST names what was chosen, shows what it costs, and pays it once that is confirmed."""
    rows = _rows(request.user)
    if request.method == "GET":
        return _page(request, rows)
    sent = set(request.POST.getlist("sheet"))
    chosen = [row for row in rows if str(row.sheet.pk) in sent and row.may_approve]
    if not chosen:
        messages.error(request, _("Nothing was paid: select at least one timesheet that is in review."))
        return _page(request, rows, status=422)
    if "confirmed" not in request.POST:
        return _page(request, rows, chosen)
    _approve(request, chosen)
    return redirect("timesheets")


def _rows(person: Person) -> list[SheetRow]:
    """Those that are paid soonest come first."""
    sheets = (
        Timesheet.objects.of(person)
        .filter(stage=SheetStage.SUBMITTED)
        .select_related("job__client__person", "job__freelancer__person", "week__job", "week__holding")
        .prefetch_related("blocks")
        .order_by("review_ends_at", "pk")
    )
    return [SheetRow(sheet, sheet.job.side_of(person.pk)) for sheet in sheets[:SHOWN_MAX]]


def _page(
    request: AuthenticatedRequest,
    rows: Sequence[SheetRow],
    chosen: Sequence[SheetRow] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "rows": rows,
        "chosen": chosen,
        "sums": by_currency(row.amount for row in chosen),
        "may_approve": any(row.may_approve for row in rows),
    }
    return render(request, "web/hours/all_sheets.html", context, status=status)


def _approve(request: AuthenticatedRequest, chosen: Sequence[SheetRow]) -> None:
    """Approve each by an act of its own; say what was paid, and what was not and why."""
    actor, paid = actor_of(request), []
    for row in chosen:
        pk, currency = row.sheet.pk, row.sheet.job.currency
        client = Actor(actor.id, actor.at, identifiers.derived(actor.key, f"approve {pk}"))
        try:
            shown = shown_version(request, f"shown-{pk}")
            expected = expected_amount(request, currency, f"expected-{pk}")
            facts = approve(client, row.sheet, shown=shown, expected=expected)
        except Refusal as refusal:
            what = _("Job {n} was not paid: {why}").format(n=row.sheet.job_id, why=refusal.worded(_).what)
            messages.error(request, what)
            continue
        paid.append(Money(facts["released"], currency))
    if paid:
        words = ngettext("{n} timesheet paid: {sums}.", "{n} timesheets paid: {sums}.", len(paid))
        sums = ", ".join(money_text(sum_) for sum_ in by_currency(paid))
        messages.success(request, words.format(n=len(paid), sums=sums), extra_tags="seal")
