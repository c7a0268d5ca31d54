"""Entries by which a week of an hourly job is planned and funded."""

from collections.abc import Iterator
from typing import NotRequired

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.escrow.tables import HoldingAfter
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Identifier, Instant, Minor, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.week_names import week_key, week_of
from handsel.work.jobs.entries import FIRST_FUNDING


@shape
class PlanAfter(TypedDict):
    """The hourly terms in force, the time zone of the weeks, and when the next one is planned."""

    zone: str
    rate: Minor
    weekly_seconds: Whole
    start: Day
    work_view: str
    by_hand: bool
    auto_fund: bool
    plans_at: Instant | None
    ended_at: Instant | None


@shape
class WeekAfter(HoldingAfter):
    """The columns of a week and its holding once the act is done."""

    ref: Identifier
    starts_at: Instant
    ends_at: Instant
    rate: Minor
    limit_seconds: Whole
    raised_limit: Whole | None
    work_view: str
    stage: str
    funded_at: Instant | None
    ready_at: Instant | None
    submits_at: Instant | None
    held_at: Instant | None
    closed_at: Instant | None


@shape
class WeekFacts(TypedDict):
    """A week in an entry: its Monday, what its limit costs, what is left to fund, and its columns."""

    week: Day
    supplement: Whole
    currency: Currency
    limit: Minor
    to_fund: Minor
    after: WeekAfter


@shape
class JobHours(TypedDict):
    """The plan of an hourly job and its weeks to work, after an act that may touch any; of others, none."""

    plan: NotRequired[PlanAfter]
    weeks: NotRequired[list[WeekFacts]]


def funding(facts: Facts) -> str:
    """The matter of a week that the client is asked to fund."""
    return f"fund week {week_key(facts)}"


def opened_by_week(facts: Facts) -> Iterator[str]:
    """What waits for the client: the money of a week that is not funded."""
    if facts["to_fund"]:
        yield funding(facts)


def settled_by_week(facts: Facts) -> Iterator[str]:
    """What no longer waits: a week that is funded, or has come to its end."""
    if not facts["to_fund"] or facts["after"]["closed_at"] is not None:
        yield funding(facts)


def settled_by_hours(hours: Facts) -> Iterator[str]:
    """What no longer waits after an act that may touch any week of a job."""
    for facts in hours.get("weeks", []):
        yield from settled_by_week(facts)


def put_week(state: ChainState, facts: Facts) -> None:
    """Set a week's columns to what an entry says they are after its act."""
    row = state.row("week", week_key(facts))
    row.setdefault("hold_reason", "")
    row.update(facts["after"])


def put_hours(state: ChainState, hours: Facts) -> None:
    """Set the plan and the weeks of an hourly job; other jobs have none."""
    if "plan" in hours:
        state.row("hourly_plan").update(hours["plan"])
    for facts in hours.get("weeks", []):
        put_week(state, facts)


@shape
class PlannedFacts(WeekFacts):
    """A week that the house planned; with auto-fund, what moved into escrow and the fee beside it.

    While the job is paused nothing is funded, and nobody is asked.
    """

    plan: PlanAfter
    amount: Minor
    fee: Minor
    paused: bool


def _planned(who: str, facts: Facts) -> Wording:
    stage, missing = facts["after"]["stage"], amount(facts, "to_fund")
    if stage == WeekStage.FUNDED:
        title = _("The week of {day} was auto-funded, {amount}")
        detail, sum_text = _("The money is in escrow for the hours of that week."), amount(facts)
    elif stage == WeekStage.SHORT:
        title = _("The wallet has too little for the week of {day}: {amount} is missing")
        detail, sum_text = _("Until it is funded, there is no money in escrow for its hours."), missing
    elif facts["paused"]:
        title = _("The week of {day} is not funded while the job is paused")
        detail, sum_text = _("It can be funded at any time, {amount}.").format(amount=missing), ""
    else:
        title = _("The week of {day} needs funding, {amount}")
        detail, sum_text = _("Until it is funded, there is no money in escrow for its hours."), missing
    return Wording(
        title.format(day=week_of(facts), amount=sum_text),
        detail,
        TargetPage.BILLING,
        amount=sum_text,
        tone="" if stage == WeekStage.FUNDED else "warn",
    )


def _replay_planned(state: ChainState, entry: ReplayedEntry) -> None:
    put_hours(state, {"plan": entry.facts["plan"], "weeks": [entry.facts]})


PLANNED = declare(
    "week.planned",
    shape=PlannedFacts,
    wording=_planned,
    tone="good",
    icon="clock",
    group=Group.MONEY,
    replay=_replay_planned,
    opens=lambda facts: [] if facts["paused"] else opened_by_week(facts),
)


@shape
class FundedWeekFacts(WeekFacts):
    """What moved into escrow for a week, and the fee beside it."""

    amount: Minor
    fee: Minor


def _funded(who: str, facts: Facts) -> Wording:
    title = _("{who} funded the week of {day}, {amount}")
    named = title.format(who=who, day=week_of(facts), amount=amount(facts))
    detail = _("The money is in escrow for the hours of that week.")
    return Wording(named, detail, TargetPage.BILLING, amount=amount(facts))


FUNDED = declare(
    "week.funded",
    shape=FundedWeekFacts,
    wording=_funded,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=lambda state, entry: put_week(state, entry.facts),
    settles=lambda facts: [FIRST_FUNDING, *settled_by_week(facts)],
)
