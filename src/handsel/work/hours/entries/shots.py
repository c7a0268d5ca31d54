"""Entries about screenshots."""

from datetime import datetime

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Digest, Identifier, Instant, shape
from handsel.record.wording import TargetPage, Wording
from handsel.ui.datetime_format import when_text


@shape
class ShotFacts(TypedDict):
    """Which screenshot: its segment, when it was taken, and what committed to it."""

    week: Day
    segment: Identifier
    taken_at: Instant
    commitment: Digest


def _replay_deleted(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("deleted_shot", entry.facts["commitment"]).update(deleted_at=entry.at)


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
