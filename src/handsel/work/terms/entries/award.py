"""Entries by which a job is awarded, joined, turned down, taken back, or lapses."""

from uuid import UUID

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.identifiers import derived
from handsel.kernel.json import Facts, plain
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, Replay, ReplayedEntry
from handsel.record.shapes import Identifier, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, instant, lines
from handsel.work.jobs.entries import TERMS, job_row, set_stage
from handsel.work.terms.entries.versions import (
    VersionFacts,
    end_open_versions,
    lapse_text,
    price_text,
    replay_version,
)


@shape
class AwardedFacts(VersionFacts):
    """The job that was awarded, to whom, under the first version of its terms.

    Who was invited by an address takes up the invitation that has the identifier `INVITATION` of this entry.
    """

    job: Whole
    to: Text
    freelancer: Identifier | None
    invited_email: str
    policy_version: Whole


INVITATION = "invitation"


def _awarded(who: str, facts: Facts) -> Wording:
    detail = _("Version 1 of the terms is {price}. {to} can agree, decline or propose changes.")
    yours = _("Version 1 of the terms is {price}. You can agree, decline or propose changes.")
    return Wording(
        _("{who} awarded the job to {to}").format(who=who, to=facts["to"]),
        lines(detail.format(price=price_text(facts), to=facts["to"]), lapse_text(facts)),
        TargetPage.TERMS,
        facts["note"],
        amount=price_text(facts),
        due_at=instant(facts, "lapses_at"),
        to_freelancer=lines(yours.format(price=price_text(facts)), lapse_text(facts)),
    )


def _replay_awarded(state: ChainState, entry: ReplayedEntry) -> None:
    facts, terms = entry.facts, entry.facts["terms"]
    invitation = None if facts["freelancer"] else derived(UUID(entry.id), INVITATION)
    job_row(state).update(
        id=facts["job"],
        client=entry.actor,
        freelancer=facts["freelancer"],
        invited_email=facts["invited_email"],
        invitation=plain(invitation),
        kind=facts["kind"],
        policy=terms["policy"],
        policy_version=facts["policy_version"],
        title=terms["title"],
        description=terms["description"],
        currency=terms["currency"],
        awarded_at=entry.at,
        bound_at=None,
        auto_release_days=None,
        ended_by="",
        ending_at=None,
        objected_at=None,
        closed_at=None,
    )
    replay_version(state, entry)


AWARDED = declare(
    "job.awarded",
    shape=AwardedFacts,
    wording=_awarded,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    replay=_replay_awarded,
    opens=lambda _facts: [TERMS],
)


@shape
class JoinedFacts(TypedDict):
    """The job whose freelancer's side was taken, and the name of who took it."""

    job: Whole
    name: Text


def _joined(who: str, facts: Facts) -> Wording:
    return Wording(
        _("{who} joined").format(who=who),
        _("The terms can be answered now."),
        TargetPage.TERMS,
    )


JOINED = declare(
    "job.joined",
    shape=JoinedFacts,
    wording=_joined,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    can_wait=lambda _facts: True,
    replay=lambda state, entry: job_row(state).update(freelancer=entry.actor),
)


@shape
class ReasonFacts(TypedDict):
    """Why an award was turned down or taken back; may be empty."""

    reason: str


def _ends(stage: str, version: str) -> Replay:
    """The replay of an entry that ends a job before terms bound."""

    def apply(state: ChainState, entry: ReplayedEntry) -> None:
        end_open_versions(state, entry, version)
        set_stage(state, stage, entry.at)

    return apply


def _declined(who: str, facts: Facts) -> Wording:
    title = _("{who} declined the job").format(who=who)
    return Wording(title, _("Nothing was agreed."), words=facts["reason"])


DECLINED = declare(
    "job.declined",
    shape=ReasonFacts,
    wording=_declined,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    replay=_ends("declined", "declined"),
    settles=lambda _facts: [TERMS],
)


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the offer").format(who=who)
    return Wording(title, _("Nothing was agreed."), words=facts["reason"])


WITHDRAWN = declare(
    "job.withdrawn",
    shape=ReasonFacts,
    wording=_withdrawn,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    replay=_ends("cancelled", "withdrawn"),
    settles=lambda _facts: [TERMS],
)


@shape
class LapsedFacts(TypedDict):
    """An award whose time is over, or one side of which was removed from the site."""

    removed: bool


def _lapsed(_who: str, facts: Facts) -> Wording:
    if facts["removed"]:
        title = _("The offer ended: one side was removed from this site")
        return Wording(title, _("Nothing was agreed and no money moved."))
    return Wording(
        _("The offer expired"), _("There was no answer in time. Nothing was agreed and no money moved.")
    )


LAPSED = declare(
    "job.lapsed",
    shape=LapsedFacts,
    wording=_lapsed,
    tone="mute",
    icon="jobs",
    group=Group.AGREEMENTS,
    replay=_ends("lapsed", "withdrawn"),
    settles=lambda _facts: [TERMS],
)
