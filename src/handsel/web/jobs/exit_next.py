"""A proposal to leave by agreement that waits for the reader's answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_text
from handsel.web.jobs.action_item import ActionItem, action_item
from handsel.web.jobs.job_view import JobView
from handsel.work.exits.models import Exit
from handsel.work.jobs.lifecycle import Side


def exit_items(job_view: JobView) -> Iterator[ActionItem]:
    """The proposal of the other side, with what it would cost; it has no deadline."""
    proposal = exit_to_answer(job_view)
    if proposal is not None:
        title = _title(job_view, proposal).format(
            name=job_view.other_name, amount=money_text(proposal.fee_money)
        )
        then = NextStep(_("Nothing changes unless you agree"), about="exit")
        yield action_item(job_view, "pen", title, page="exit", button=_("Read the proposal"), then=then)


def exit_to_answer(job_view: JobView) -> Exit | None:
    """The open proposal of the other side, if there is one."""
    proposal = job_view.exit
    return proposal if proposal is not None and proposal.side == job_view.other else None


def _title(job_view: JobView, proposal: Exit) -> str:
    if not proposal.fee:
        return _("{name} proposes to leave by agreement, free of charge")
    if job_view.side is Side.CLIENT:
        return _("{name} proposes to leave by agreement: you would pay {amount}")
    return _("{name} proposes to leave by agreement, and would pay {amount}")
