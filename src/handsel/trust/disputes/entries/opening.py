"""Entries by which a dispute is opened, answered, withdrawn, and handed to an operator."""

from collections.abc import Iterator
from typing import NotRequired

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Instant, Minor, Text, Whole, shape
from handsel.record.wording import Wording, amount, instant, lines, moment, parts
from handsel.trust.disputes.entries.judging import HandedOverFacts, for_operators, replay_handed
from handsel.trust.disputes.entries.shapes import (
    DisputeFacts,
    case_text,
    is_claim,
    matter,
    put_dispute,
    replay_dispute,
    says,
    subject_text,
)
from handsel.work.hours.entries.block_shapes import contest
from handsel.work.hours.entries.blocks import reopening_ended
from handsel.work.hours.entries.sheet_shapes import reopening
from handsel.work.jobs.entries import job_row


@shape
class OpenedFacts(DisputeFacts):
    """What is disputed and why, what is asked for, the entries that prove it, and the day of the answer."""

    reason: Text
    to_freelancer: Minor
    to_client: Minor
    evidence: list[Whole]
    answer_by: Instant
    reopening_ended: NotRequired[bool]


def _opened(who: str, facts: Facts) -> Wording:
    title = _("{who} disputed {amount} of {subject}")
    if is_claim(facts):
        title = _("{who} claimed {amount} of {subject}")
    detail = _("Asked for: {parts} An answer is due {when}, or the outcome is decided for you both.")
    if "blocks" in facts["about"]:
        detail = _(
            "Asked for: {parts} An answer is due {when}; without one, protected time is paid and the rest "
            "is decided for you both."
        )
    requested = parts(facts, "to_freelancer", "to_client")
    due = moment(facts, "answer_by")
    return says(
        title.format(who=who, amount=amount(facts), subject=subject_text(facts)),
        lines(detail.format(parts=requested, when=due), reopening_ended(facts)),
        facts=facts,
        words=facts["reason"],
        due_at=instant(facts, "answer_by"),
    )


def _replay_opened(state: ChainState, entry: ReplayedEntry) -> None:
    """Requests about more than what is free of a milestone now are superseded."""
    about = entry.facts["about"]
    if "milestone" in about:
        after = about["after"]
        free = after["funded"] - after["released"] - after["refunded"] - after["frozen"]
        for request in state.rows("request", ref=about["ref"], state="open"):
            if request["to_client"] + request["to_freelancer"] > free:
                request.update(state="superseded", answered_at=entry.at)
    put_dispute(state, entry.facts)


def _settles(facts: Facts) -> Iterator[str]:
    """A contest that the client insists on, and a request to reopen the timesheet."""
    about = facts["about"]
    if "blocks" in about:
        yield from (*contest(about), reopening(about))


OPENED = declare(
    "dispute.opened",
    shape=OpenedFacts,
    wording=_opened,
    tone="bad",
    icon="flag",
    group=Group.MONEY,
    replay=_replay_opened,
    opens=lambda facts: [matter(facts)],
    settles=_settles,
)


@shape
class AnsweredFacts(DisputeFacts):
    """What the other side says, the entries that prove it, and until when both negotiate."""

    answer: Text
    evidence: list[Whole]
    until: Instant


def _answered(who: str, facts: Facts) -> Wording:
    title = _("{who} answered {case}").format(who=who, case=case_text(facts))
    until = moment(facts, "until")
    detail = _("You both can make offers until {when}. After that, the outcome is decided for you both.")
    detail = detail.format(when=until)
    return says(title, detail, facts=facts, words=facts["answer"], due_at=instant(facts, "until"))


ANSWERED = declare(
    "dispute.answered",
    shape=AnsweredFacts,
    wording=_answered,
    tone="warn",
    icon="flag",
    group=Group.MONEY,
    replay=replay_dispute,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


@shape
class DisputeWithdrawnFacts(DisputeFacts):
    """A dispute that was given up; `ending_at` when money returns since the job was ended meanwhile."""

    ending_at: NotRequired[Instant | None]


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew {case}").format(who=who, case=case_text(facts))
    release_at = moment(facts["about"].get("after", {}), "release_at")
    detail = _("{amount} is no longer in dispute.").format(amount=amount(facts))
    if release_at:
        detail += " " + _("It is released {when} unless the client asks for changes.").format(when=release_at)
    return says(title, detail, facts=facts)


def _replay_withdrawn(state: ChainState, entry: ReplayedEntry) -> None:
    put_dispute(state, entry.facts)
    if "ending_at" in entry.facts:
        job_row(state)["ending_at"] = entry.facts["ending_at"]


WITHDRAWN = declare(
    "dispute.withdrawn",
    shape=DisputeWithdrawnFacts,
    wording=_withdrawn,
    tone="mute",
    icon="flag",
    group=Group.MONEY,
    replay=_replay_withdrawn,
    settles=lambda facts: [matter(facts)],
)


@shape
class HandedFacts(HandedOverFacts):
    """A dispute that is decided now, since nobody answered or both did not agree in time."""

    unanswered: bool
    decide_by: Instant


def _handed(who: str, facts: Facts) -> Wording:
    due, arbiter = moment(facts, "decide_by"), facts["dispute_after"]["arbiter_name"]
    if arbiter and facts["unanswered"]:
        title = _("No answer in {case}: the arbiter {arbiter} decides")
    elif arbiter:
        title = _("No agreement in {case} in time: the arbiter {arbiter} decides")
    elif facts["unanswered"]:
        title = _("No answer in {case}: a decision is due")
    else:
        title = _("No agreement in {case} in time: a decision is due")
    detail = _("A decision is due {when}. You both can still settle it yourselves.").format(when=due)
    named, due_at = title.format(case=case_text(facts), arbiter=arbiter), instant(facts, "decide_by")
    return says(named, detail, facts=facts, due_at=due_at)


def _handed_to_operators(_who: str, facts: Facts) -> Wording | None:
    title = _("A claim waits for a decision") if is_claim(facts) else _("A dispute waits for a decision")
    return for_operators(title, facts, due_at=instant(facts, "decide_by"))


HANDED = declare(
    "dispute.handed",
    shape=HandedFacts,
    wording=_handed,
    tone="warn",
    icon="flag",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    for_operators=_handed_to_operators,
    replay=replay_handed,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)
