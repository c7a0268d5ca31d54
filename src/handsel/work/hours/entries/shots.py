"""Entries about screenshots."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Digest, Identifier, Instant, Whole, shape
from handsel.record.wording import TargetPage, Wording
from handsel.ui.datetime_format import when_text
from handsel.work.hours.week_names import week_of


@shape
class ShotFacts(TypedDict):
    """Which screenshot: its segment, when it was taken, and what committed to it."""

    week: Day
    supplement: Whole
    segment: Identifier
    taken_at: Instant
    commitment: Digest


@shape
class ExpiredFacts(TypedDict):
    """The screenshots of a week that are kept no longer, and after how many days since the last payment."""

    week: Day
    supplement: Whole
    days: Whole
    commitments: list[Digest]


def _replay_deleted(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("deleted_shot", entry.facts["commitment"]).update(state="deleted", deleted_at=entry.at)


def _replay_expired(state: ChainState, entry: ReplayedEntry) -> None:
    for commitment in entry.facts["commitments"]:
        state.row("deleted_shot", commitment).update(state="expired", deleted_at=entry.at)


def _expired(_who: str, facts: Facts) -> Wording:
    count = len(facts["commitments"])
    title = ngettext(
        "{count} screenshot of the week of {monday} is no longer kept",
        "{count} screenshots of the week of {monday} are no longer kept",
        count,
    )
    named = title.format(count=count, monday=week_of(facts))
    words = _("The last payment was {days} days ago or more, and nothing is disputed. The time stays.")
    return Wording(named, words.format(days=facts["days"]), TargetPage.WORK_VIEW)


def _deleted(who: str, facts: Facts) -> Wording:
    title = _("{who} deleted a screenshot of {time}")
    named = title.format(who=who, time=when_text(datetime.fromisoformat(facts["taken_at"])))
    return Wording(named, _("Its block of 12 minutes is not protected by it."), TargetPage.WORK_VIEW)


DELETED = declare(
    "shot.deleted",
    shape=ShotFacts,
    wording=_deleted,
    tone="mute",
    icon="hidden",
    group=Group.REPORTS,
    can_wait=lambda _facts: True,
    replay=_replay_deleted,
)

EXPIRED = declare(
    "shots.expired",
    shape=ExpiredFacts,
    wording=_expired,
    tone="mute",
    icon="hidden",
    group=Group.REPORTS,
    audience=Audience.NOBODY,
    replay=_replay_expired,
)
