"""Entries by which one side asks to reopen a timesheet in review, and the other answers."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import EntryKind, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, instant, moment
from handsel.work.hours.entries.sheet_shapes import SheetAfter, reopening, review
from handsel.work.hours.entries.weeks import WeekFacts, put_week
from handsel.work.hours.week_names import week_key, week_of


@shape
class ReopeningFacts(TypedDict):
    """The timesheet of a week, and why it should be reopened."""

    week: Day
    supplement: Whole
    sheet: SheetAfter
    reason: Text


@shape
class ReopenedFacts(WeekFacts):
    """A timesheet that was reopened and why; until when says its week."""

    sheet: SheetAfter
    reason: Text


def _titled(title: str, who: str, facts: Facts) -> str:
    return title.format(who=who, day=week_of(facts))


def _asked(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} asks to reopen the timesheet of the week of {day}"), who, facts)
    due_at = instant(facts["sheet"], "review_ends_at")
    detail = _("The review continues: without an answer, the timesheet is paid {when}.")
    detail = detail.format(when=moment(facts["sheet"], "review_ends_at"))
    return Wording(title, detail, TargetPage.TIMESHEET, facts["reason"], due_at=due_at)


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} withdrew the request to reopen the timesheet of the week of {day}"), who, facts)
    return Wording(title, _("Its review continues."), TargetPage.TIMESHEET)


def _declined(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} declined to reopen the timesheet of the week of {day}"), who, facts)
    return Wording(title, _("Its review continues."), TargetPage.TIMESHEET)


def _reopened(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} agreed to reopen the timesheet of the week of {day}"), who, facts)
    until = moment(facts["after"], "submits_at")
    detail = _("Its time can change until it is submitted again, automatically {when} at the latest.")
    detail, due_at = detail.format(when=until), instant(facts["after"], "submits_at")
    return Wording(title, detail, TargetPage.TIMESHEET, facts["reason"], due_at=due_at)


def _replay_request(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("timesheet", week_key(entry.facts)).update(entry.facts["sheet"])


def _replay_reopened(state: ChainState, entry: ReplayedEntry) -> None:
    put_week(state, entry.facts)
    _replay_request(state, entry)


def _ended_kind(name: str, wording: WordingFunction) -> EntryKind:
    """A kind of entry by which a request ends without the timesheet being reopened."""
    return declare(
        name,
        shape=ReopeningFacts,
        wording=wording,
        tone="mute",
        icon="return",
        group=Group.REPORTS,
        replay=_replay_request,
        settles=lambda facts: [reopening(facts)],
    )


ASKED = declare(
    "timesheet.reopening_asked",
    shape=ReopeningFacts,
    wording=_asked,
    tone="warn",
    icon="pen",
    group=Group.REPORTS,
    replay=_replay_request,
    opens=lambda facts: [reopening(facts)],
)
WITHDRAWN = _ended_kind("timesheet.reopening_withdrawn", _withdrawn)
DECLINED = _ended_kind("timesheet.reopening_declined", _declined)
REOPENED = declare(
    "timesheet.reopened",
    shape=ReopenedFacts,
    wording=_reopened,
    tone="warn",
    icon="pen",
    group=Group.REPORTS,
    replay=_replay_reopened,
    settles=lambda facts: [reopening(facts), review(facts)],
)
