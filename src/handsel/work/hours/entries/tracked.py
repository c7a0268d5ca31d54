"""Entries by which time that a device tracked enters the record."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import shape
from handsel.record.wording import TargetPage, Wording, instant, lines, moment
from handsel.work.hours.entries.time import SegmentFacts, TimeFacts, memo_text, replay_time, when_text
from handsel.work.hours.entries.weeks import WeekFacts, put_week
from handsel.work.hours.week_names import week_address, week_of


@shape
class SupplementFacts(TypedDict):
    """What late time did: whether it opened its supplement, that, and the week whose money it may take."""

    opened: bool
    target: WeekFacts
    source: WeekFacts | None


@shape
class TrackedFacts(TimeFacts, SegmentFacts):
    """The time of one segment, and which segment that is; of late time, what it did to its supplement."""

    late: SupplementFacts | None


def is_opening(facts: Facts) -> bool:
    """Whether late time opened a supplement."""
    return facts["late"] is not None and facts["late"]["opened"]


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    replay_time(state, entry)
    late = entry.facts["late"] or {}
    for week in filter(None, [late.get("target"), late.get("source")]):
        put_week(state, week)
    names = ("device", "key", "seq", "digest", "is_backdated")
    columns = {name: entry.facts[name] for name in names}
    state.row("segment", entry.facts["segment"]).update(columns)


def _tracked(_who: str, facts: Facts) -> Wording:
    if is_opening(facts):
        return _late(facts)
    title = _("The Tracker recorded {time}").format(time=when_text(facts["spans"]))
    return Wording(title, "", TargetPage.TIME, memo_text(facts))


def _late(facts: Facts) -> Wording:
    """Why there is a supplement, when it is submitted, and where its money is."""
    supplement = facts["late"]["target"]
    title = _("Time arrived late for the week of {day}")
    due = moment(supplement["after"], "submits_at")
    why = _("It was tracked while the device was offline, and makes a timesheet of its own.")
    when = _("The timesheet is submitted automatically {when}, and its review begins then.").format(when=due)
    money = _("Its money is in escrow already.")
    if supplement["after"]["ready_at"] is None:
        money = _("It is not protected: the client is asked for the money when it is paid.")
    due_at = instant(supplement["after"], "submits_at")
    address = week_address(supplement["week"], supplement["supplement"])
    detail = lines(why, when, money)
    named = title.format(day=week_of(supplement))
    return Wording(named, detail, TargetPage.TIMESHEET, memo_text(facts), due_at=due_at, week=address)


TRACKED = declare(
    "time.tracked",
    shape=TrackedFacts,
    wording=_tracked,
    tone="mute",
    icon="screen",
    group=Group.REPORTS,
    audience=Audience.EVERYONE,
    is_told=is_opening,
    replay=_replay,
)
