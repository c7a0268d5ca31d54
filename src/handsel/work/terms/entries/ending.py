"""Entries by which a job is ended, with what happens to the money that is held."""

from dataclasses import replace
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Instant, Minor, Text, shape
from handsel.record.wording import TargetPage, Wording, amount, lines, moment
from handsel.work.hours.entries.weeks import JobHours, put_hours, settled_by_hours
from handsel.work.jobs.entries import ENDING, FIRST_FUNDING, TERMS, job_row
from handsel.work.milestones.entries.shapes import (
    JobMilestones,
    MilestoneFacts,
    replay_returns,
    settled_by_returns,
)
from handsel.work.terms.entries.versions import end_open_versions

SideName = Annotated[str, Field(examples=["freelancer"])]


@shape
class DroppedMilestone(MilestoneFacts):
    """A milestone that ended with the job, as nothing was held for it."""

    delivered: bool


@shape
class EndedAfter(JobMilestones, JobHours):
    """All milestones of the job, or its weeks, as its ending leaves them."""


@shape
class EndedFacts(TypedDict):
    """Which side ended the job and why, what returned at once, and when the rest returns.

    `removed` if the site ended it, as that side was removed.
    """

    dropped: list[DroppedMilestone]
    by: SideName
    removed: bool
    reason: Text
    returned: Minor
    currency: Currency
    ending_at: Instant | None
    job_stage: str
    after: EndedAfter


_REMOVED = {
    "client": gettext_noop("The job ended: the client was removed from this site"),
    "freelancer": gettext_noop("The job ended: the freelancer was removed from this site"),
}


def _ended(who: str, facts: Facts) -> Wording:
    wording = _by_side(who, facts)
    if not facts["removed"]:
        return wording
    title = _("The job ended: you were removed from this site")
    return replace(wording, own_title=title, own_side=facts["by"])


def _by_side(who: str, facts: Facts) -> Wording:
    title = _(_REMOVED[facts["by"]]) if facts["removed"] else _("{who} ended the job").format(who=who)
    if "weeks" in facts["after"]:
        detail = _("{returned} in escrow for weeks to come was refunded to the client.")
        detail = detail.format(returned=amount(facts, "returned"))
        return Wording(title, detail, TargetPage.BILLING, facts["reason"])
    if facts["by"] == "freelancer":
        detail = _("{returned} for undelivered work was refunded. Delivered work is not affected.")
        detail = detail.format(returned=amount(facts, "returned"))
        return Wording(title, lines(detail, _dropped(facts)), TargetPage.BILLING, facts["reason"])
    detail, yours = "", ""
    if facts["ending_at"]:
        when = moment(facts, "ending_at")
        words = _(
            "Escrow for undelivered work returns {when} unless it is delivered or the freelancer objects."
        )
        detail = words.format(when=when)
        words = _("Escrow for undelivered work returns to the client {when} unless you deliver or object.")
        yours = lines(words.format(when=when), _dropped(facts))
    detail = lines(detail, _dropped(facts))
    return Wording(title, detail, TargetPage.BILLING, facts["reason"], to_freelancer=yours)


def _dropped(facts: Facts) -> str:
    rows = [row for row in facts["dropped"] if row["stage"] == "dropped"]
    if not rows:
        return ""
    words = ngettext(
        "Removed, nothing was in escrow: milestone {numbers}.",
        "Removed, nothing was in escrow: milestones {numbers}.",
        len(rows),
    )
    return words.format(numbers=", ".join(str(row["milestone"]) for row in rows))


def _replay_ended(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    end_open_versions(state, entry, "withdrawn")
    job_row(state).update(ended_by=facts["by"], ending_at=facts["ending_at"])
    put_hours(state, facts["after"])
    replay_returns(state, entry)


ENDED = declare(
    "job.ended",
    shape=EndedFacts,
    wording=_ended,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    replay=_replay_ended,
    opens=lambda facts: [ENDING] if facts["ending_at"] else [],
    settles=lambda facts: [
        TERMS,
        FIRST_FUNDING,
        *settled_by_returns(facts),
        *settled_by_hours(facts["after"]),
    ],
)


@shape
class ObjectedFacts(TypedDict):
    """Why the freelancer objects to the return of what is held."""

    reason: Text


def _objected(who: str, facts: Facts) -> Wording:
    title = _("{who} objects to the refund").format(who=who)
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


OBJECTED = declare(
    "ending.objected",
    shape=ObjectedFacts,
    wording=_objected,
    tone="warn",
    icon="clock",
    group=Group.AGREEMENTS,
    replay=lambda state, entry: job_row(state).update(ending_at=None, objected_at=entry.at),
    settles=lambda _facts: [ENDING],
)


@shape
class EndingDoneFacts(TypedDict):
    """What returned once the days after the client's ending were over."""

    returned: Minor
    currency: Currency
    job_stage: str
    after: JobMilestones


def _done(who: str, facts: Facts) -> Wording:
    title = _("{returned} was refunded to the client because the job ended").format(
        returned=amount(facts, "returned")
    )
    return Wording(title, "", TargetPage.BILLING)


def _replay_done(state: ChainState, entry: ReplayedEntry) -> None:
    job_row(state)["ending_at"] = None
    replay_returns(state, entry)


DONE = declare(
    "ending.done",
    shape=EndingDoneFacts,
    wording=_done,
    tone="warn",
    icon="clock",
    group=Group.AGREEMENTS,
    replay=_replay_done,
    settles=lambda facts: [ENDING, *settled_by_returns(facts)],
)
