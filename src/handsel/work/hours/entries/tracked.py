"""Entries by which time that a device tracked enters the record."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import shape
from handsel.record.wording import TargetPage, Wording
from handsel.work.hours.entries.time import SegmentFacts, TimeFacts, memo_text, replay_time, when_text


@shape
class TrackedFacts(TimeFacts, SegmentFacts):
    """The time of one segment, and which segment that is."""


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    replay_time(state, entry)
    names = ("device", "key", "seq", "digest", "is_backdated")
    columns = {name: entry.facts[name] for name in names}
    state.row("segment", entry.facts["segment"]).update(columns)


def _tracked(_who: str, facts: Facts) -> Wording:
    title = _("The Tracker recorded {time}").format(time=when_text(facts["spans"]))
    return Wording(title, "", TargetPage.TIME, memo_text(facts))


TRACKED = declare(
    "time.tracked",
    shape=TrackedFacts,
    wording=_tracked,
    tone="mute",
    icon="screen",
    group=Group.REPORTS,
    audience=Audience.NOBODY,
    replay=_replay,
)
