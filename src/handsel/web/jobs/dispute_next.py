"""The next step of a dispute as one side reads it, and what is to be done in it (rules: disputes 2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import Money
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.subjects.choice import subject_of
from handsel.trust.disputes.titles import case_text
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_text
from handsel.web.jobs.action_item import ActionItem, action_item
from handsel.web.jobs.dispute_turn import is_to_act, negotiation_words, turn_item
from handsel.web.jobs.job_view import JobView
from handsel.work.milestones.models import Milestone

IN_DISPUTE = ("bad", "flag")
"""The tone and the icon of what is disputed."""
_SILENCE = {
    "operator": (
        gettext_noop("an operator decides"),
        gettext_noop("protected time is paid and an operator decides the rest"),
    ),
    "arbiter": (
        gettext_noop("the arbiter {name} decides"),
        gettext_noop("protected time is paid and the arbiter {name} decides the rest"),
    ),
    "": (
        gettext_noop("the money is split by default, as no one on this site can decide"),
        gettext_noop(
            "protected time is paid and the rest is split by default, as no one on this site can decide"
        ),
    ),
    None: (
        gettext_noop("the outcome is decided for you both"),
        gettext_noop("protected time is paid and the rest is decided for you both"),
    ),
}
"""What silence leads to, by who decides then, and what where a part is paid at once."""


def dispute_next(job_view: JobView, dispute: Dispute) -> NextStep:
    """When the step of an open dispute ends, and what the house does then."""
    ends, decided = _shown_end(job_view, dispute), dispute.to_freelancer or 0
    text = format_html(
        _words(job_view, dispute),
        case=case_text(dispute),
        name=job_view.other_name,
        when=when_time(ends),
        silence=silence_text(dispute),
        arbiter=dispute.arbiter_name,
        part=money_text(Money(decided, job_view.job.currency)),
        rest=money_text(Money(dispute.amount - decided, job_view.job.currency)),
    )
    tone = "warn" if is_to_act(job_view, dispute) else "busy"
    return NextStep(text, tone, "flag", ends, _began(dispute), about=_about(dispute))


def subject_text(dispute: Dispute) -> str:
    """What a dispute is about, in the middle of a sentence."""
    if dispute.milestone is not None:
        return _("milestone {n}").format(n=dispute.milestone.position)
    if dispute.sheet is None:
        return _("what was paid")
    return _("the week of {day}").format(day=dispute.sheet.week.text)


def silence_text(dispute: Dispute, judge: str | None = None, arbiter: str = "") -> str:
    """What comes of a dispute that is not answered, in the middle of a sentence.

    Who decides is said if it is known: `judge` is "operator", "arbiter", or empty where nobody can.
    """
    safe = subject_of(dispute).silence_part()
    if safe == dispute.amount:
        return _("the time, which is protected, is paid")
    words, rest = _SILENCE[judge]
    return _(rest if safe else words).format(name=arbiter)


def dispute_steps(job_view: JobView) -> list[NextStep]:
    """The next steps of the open disputes of a job."""
    return [dispute_next(job_view, dispute) for dispute in job_view.disputes]


def disputed_next(job_view: JobView, row: Milestone) -> NextStep | None:
    """The next step of a milestone of which all that is held is disputed."""
    if not row.frozen or row.free:
        return None
    rows = [dispute for dispute in job_view.disputes if dispute.milestone_id == row.pk]
    return dispute_next(job_view, rows[0]) if rows else None


def disputed_badge(job_view: JobView) -> Badge | None:
    """The badge of a job with an open dispute, beside its stage."""
    if not job_view.disputes:
        return None
    is_claim = all(row.payment is not None for row in job_view.disputes)
    return Badge(*IN_DISPUTE, _("Claimed") if is_claim else _("In dispute"))


def dispute_items(job_view: JobView) -> Iterator[ActionItem]:
    """What one side is to do in the open disputes of a job."""
    for dispute in job_view.disputes:
        if not is_to_act(job_view, dispute):
            continue
        words, button = _to_do(job_view, dispute)
        title = words.format(
            name=job_view.other_name,
            subject=subject_text(dispute),
            case=case_text(dispute),
            amount=money_text(dispute.money),
            part=money_text(Money(dispute.to_freelancer or 0, dispute.job.currency)),
        )
        then = dispute_next(job_view, dispute)
        item = action_item(job_view, "flag", title, page="workroom", button=button, then=then)
        yield replace(item, href=reverse("dispute", args=[job_view.job.pk, dispute.number]))


def _to_do(job_view: JobView, dispute: Dispute) -> tuple[str, str]:
    if dispute.stage == DisputeStage.OPENED:
        if dispute.payment is not None:
            return _("{name} claims {amount} that was paid"), _("Answer the claim")
        return _("{name} disputes {amount} of {subject}"), _("Answer the dispute")
    if dispute.stage == DisputeStage.DECIDED:
        words = _("Decision in {case}: {part} of {amount} to the freelancer")
        return words, _("Read the decision")
    return turn_item(job_view, dispute)


def _shown_end(job_view: JobView, dispute: Dispute) -> datetime:
    """The time that the words name: of an operator's decision, when it is due, until that is past."""
    if dispute.stage == DisputeStage.WITH_OPERATOR and dispute.decide_by and dispute.decide_by > job_view.now:
        return dispute.decide_by
    return dispute.ends_at or job_view.now


def _began(dispute: Dispute) -> datetime:
    """When the step began that is on."""
    decided = dispute.appealed_at or dispute.decided_at
    return decided or dispute.handed_at or dispute.answered_at or dispute.opened_at


def _words(job_view: JobView, dispute: Dispute) -> str:
    match DisputeStage(dispute.stage):
        case DisputeStage.OPENED if dispute.side == job_view.side:
            return _("{name} answers {case} by {when}, or {silence}")
        case DisputeStage.OPENED:
            return _("Answer {case} by {when}, or {silence}")
        case DisputeStage.NEGOTIATING:
            return negotiation_words(job_view, dispute)
        case DisputeStage.DECIDED:
            return _("Appeal in {case} by {when}, or {part} goes to the freelancer and {rest} to the client")
        case DisputeStage.APPEALED:
            return _appeal_words(dispute)
    if not dispute.decide_by or dispute.decide_by <= job_view.now:
        return _("The decision in {case} is late. Without one the money is split by default {when}")
    if dispute.arbiter:
        return _("The arbiter {arbiter} decides {case} by {when}")
    return _("A decision in {case} is due by {when}. Without one the money is split by default")


def _appeal_words(dispute: Dispute) -> str:
    if dispute.waits_for_arbiter:
        return _(
            "The arbiter {arbiter} decides the appeal in {case} by {when}, or {part} goes to the "
            "freelancer and {rest} to the client"
        )
    return _(
        "The appeal in {case} is decided by {when}, or {part} goes to the freelancer and {rest} to the client"
    )


def _about(dispute: Dispute) -> str:
    return f"dispute-{dispute.number}"
