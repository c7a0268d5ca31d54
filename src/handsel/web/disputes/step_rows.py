"""The steps of a dispute as a table: what was done, what is on, and what comes if nobody does anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.trust.disputes import schedule
from handsel.trust.disputes.lifecycle import DISPUTE_LABELS, DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.ui.badges import Badge
from handsel.ui.money_format import money_text
from handsel.web.base.policy_words import business_days_text
from handsel.web.disputes.presentation import DisputeEntries, Seal, who
from handsel.web.jobs.dispute_turn import is_to_act
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side

_S = DisputeStage
_JUDGES = {
    "operator": gettext_noop("An operator decides, with reasons"),
    "arbiter": gettext_noop("The arbiter {name} decides, with reasons"),
    "": gettext_noop("No one on this site can decide: the money is split by default"),
}
_DONE, _WAITS, _LATER = ("mute", "check"), ("busy", "wait"), ("mute", "open")


@dataclass(frozen=True)
class StepRow:
    """One step: its title and a note, when it was or until when it lasts, its state, and its entry."""

    title: str
    note: str
    at: datetime | None
    is_past: bool
    state: Badge
    is_now: bool = False
    seal: Seal | None = None


def step_rows(
    job_view: JobView, dispute: Dispute, entries: DisputeEntries, judge: str, arbiter: str = ""
) -> list[StepRow]:
    """The steps in their order; of a dispute that is over, those that were taken.

    `judge` is who can decide it: "operator", "arbiter" of that name, or nobody.
    """
    rows = list(_steps(job_view, dispute, entries, judge, arbiter))
    return rows if dispute.is_open else [row for row in rows if row.is_past]


def _steps(
    job_view: JobView, dispute: Dispute, entries: DisputeEntries, judge: str, arbiter: str
) -> Iterator[StepRow]:
    opener, other = who(job_view, dispute.side), who(job_view, Side(dispute.side).other)
    words = _("{name} disputed {amount}") if dispute.payment is None else _("{name} claimed {amount}")
    title = words.format(name=opener, amount=money_text(dispute.money))
    opened = entries.seal("dispute.opened")
    yield StepRow(title, "", dispute.opened_at, True, Badge(*_DONE, _("Done")), seal=opened)
    yield _answer(job_view, dispute, entries, other)
    yield _negotiation(job_view, dispute)
    yield _operator(dispute, entries, judge, arbiter)
    if dispute.decided_at:
        yield _appeal(job_view, dispute, entries)
    if not dispute.is_open:
        yield _end(dispute, entries)


def _answer(job_view: JobView, dispute: Dispute, entries: DisputeEntries, name: str) -> StepRow:
    if dispute.answered_at:
        title = _("{name} answered").format(name=name)
        entry = entries.seal("dispute.answered")
        return StepRow(title, "", dispute.answered_at, True, Badge("good", "check", _("On time")), seal=entry)
    title = _("You answer") if is_to_act(job_view, dispute) else _("{name} answers").format(name=name)
    if dispute.stage == _S.OPENED:
        state = _now(job_view, dispute)
        days = business_days_text(job_view.job.policy.rules.dispute_answer_days)
        note = _("Within {days}").format(days=days)
        return StepRow(title, note, dispute.ends_at, False, state, is_now=True)
    is_over = dispute.handed_at is not None
    state = Badge("bad", "clock", _("No answer")) if is_over else Badge(*_LATER, _("Skipped"))
    return StepRow(title, "", dispute.handed_at, is_over, state)


def _negotiation(job_view: JobView, dispute: Dispute) -> StepRow:
    title, is_now = _("You both make offers"), dispute.stage == _S.NEGOTIATING
    if job_view.side is Side.HOUSE:
        title = _("Both sides make offers")
    if is_now:
        return StepRow(title, "", dispute.ends_at, False, _now(job_view, dispute), is_now=True)
    if dispute.stage == _S.OPENED:
        rules, calendar = job_view.job.policy.rules, job_view.job.business_calendar(job_view.calendar)
        days = rules.dispute_negotiation_days
        ends = schedule.negotiation_ends(dispute.ends_at or dispute.opened_at, days, calendar)
        return StepRow(title, _("From the answer on"), ends, False, Badge(*_LATER, _("Not yet")))
    at, is_past = dispute.handed_at or dispute.closed_at, dispute.answered_at is not None
    return StepRow(title, "", at, is_past, Badge(*_DONE, _("Over")))


def _operator(dispute: Dispute, entries: DisputeEntries, judge: str, arbiter: str) -> StepRow:
    if dispute.decided_at:
        is_arbiter = dispute.decided_by == dispute.arbiter
        title = _("The arbiter {name} decided") if is_arbiter else _("An operator decided")
        title, seal = title.format(name=dispute.arbiter_name), entries.seal("dispute.decided")
        return StepRow(title, "", dispute.decided_at, True, Badge(*_DONE, _("Done")), seal=seal)
    title, entry = _(_JUDGES[judge]).format(name=arbiter), entries.seal("dispute.handed")
    if dispute.stage == _S.WITH_OPERATOR:
        state = Badge(*_WAITS, _("Reading the record") if judge else _("Waiting"))
        at = dispute.decide_by if judge else dispute.ends_at
        return StepRow(title, "", at, False, state, is_now=True, seal=entry)
    state = Badge(*_LATER, _("Only if you do not settle"))
    return StepRow(
        title, _("After your negotiation"), dispute.handed_at, bool(dispute.handed_at), state, seal=entry
    )


def _appeal(job_view: JobView, dispute: Dispute, entries: DisputeEntries) -> StepRow:
    """The one appeal: open to both, made by one, or over."""
    seal = entries.seal("dispute.appealed")
    if not dispute.appealed_at:
        title, is_now = _("Either side may appeal, once"), dispute.is_open
        state = Badge(*_WAITS, _("Open")) if is_now else Badge(*_LATER, _("No appeal"))
        return StepRow(title, "", dispute.ends_at or dispute.closed_at, not is_now, state, is_now=is_now)
    title = _("{name} appealed").format(name=who(job_view, dispute.appealed_by))
    if dispute.is_open:
        note = _("Another operator decides, or the decision stands")
        if dispute.waits_for_arbiter:
            note = _("The arbiter {name} decides, or the decision stands").format(name=dispute.arbiter_name)
        state = Badge(*_WAITS, _("Reading the record"))
        return StepRow(title, note, dispute.ends_at, False, state, is_now=True, seal=seal)
    return StepRow(title, "", dispute.appealed_at, True, Badge(*_DONE, _("Done")), seal=seal)


def _end(dispute: Dispute, entries: DisputeEntries) -> StepRow:
    label = _(DISPUTE_LABELS[_S(dispute.stage)])
    state = Badge("good", "check", _("Ended"))
    return StepRow(label, "", dispute.closed_at, True, state, seal=entries.seal())


def _now(job_view: JobView, dispute: Dispute) -> Badge:
    if is_to_act(job_view, dispute):
        return Badge("warn", "pen", _("Your turn"))
    return Badge(*_WAITS, _("Waiting for {name}").format(name=job_view.other_name))
