"""Entries by which blocks of a timesheet are rejected and contested, and by which that ends."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, lines, moment
from handsel.ui.datetime_format import day_text
from handsel.work.hours.entries.sheets import (
    PaidFacts,
    paid_detail,
    replay_paid,
    review,
    settled_by_payment,
)


@shape
class BlockFacts(TypedDict):
    """A block by its number in the week, and its columns once the act is done."""

    number: Whole
    seconds: Whole
    amount: Minor
    stage: str
    reason: Text
    rejected_at: Instant
    answer: Text
    contested_at: Instant | None
    insisted_at: Instant | None
    ends_at: Instant | None
    closed_at: Instant | None
    paid: Minor


@shape
class BlocksFacts(TypedDict):
    """Blocks of the timesheet of a week, what they cost, why, and when this ends by itself."""

    week: Day
    currency: Currency
    blocks: list[BlockFacts]
    amount: Minor
    reason: Text
    due: Instant | None


@shape
class DecidedFacts(PaidFacts):
    """Blocks that are paid or given up, what they cost, and what left the week's holding."""

    blocks: list[BlockFacts]
    decided: Minor


def rejection(facts: Facts) -> list[str]:
    """The matters of blocks that the freelancer may contest."""
    return [f"rejection {facts['week']} {row['number']}" for row in facts["blocks"]]


def contest(facts: Facts) -> list[str]:
    """The matters of blocks whose contest the client may answer."""
    return [f"contest {facts['week']} {row['number']}" for row in facts["blocks"]]


def dispute(facts: Facts) -> list[str]:
    """The matters of blocks that both sides are to settle."""
    return [f"dispute {facts['week']} {row['number']}" for row in facts["blocks"]]


def settled_by_decision(facts: Facts) -> Iterator[str]:
    """What no longer waits: the blocks that were decided, and the timesheet, if it is over."""
    yield from (*rejection(facts), *contest(facts), *dispute(facts))
    yield from settled_by_payment(facts)


def named(title: str, who: str, facts: Facts) -> str:
    """A title with who, the day of the week, and how many blocks they are."""
    count = len(facts["blocks"])
    blocks = ngettext("{n} block", "{n} blocks", count).format(n=count)
    day = day_text(date.fromisoformat(facts["week"]))
    return title.format(who=who, blocks=blocks, day=day, amount=_amount(facts))


def _amount(facts: Facts) -> str:
    return amount(facts, "decided" if "decided" in facts else "amount")


def put_blocks(state: ChainState, facts: Facts) -> None:
    """Set the columns of blocks to what an entry says they are after its act."""
    for row in facts["blocks"]:
        columns = {name: value for name, value in row.items() if name != "number"}
        state.row("block", f"{facts['week']} {row['number']}").update(columns)


def replay_decided(state: ChainState, entry: ReplayedEntry) -> None:
    """Blocks that were decided, and the timesheet with its money."""
    put_blocks(state, entry.facts)
    replay_paid(state, entry)


def _rejected(who: str, facts: Facts) -> Wording:
    title = named(_("{who} rejected {blocks} of the week of {day}, {amount}"), who, facts)
    detail = _("Without an answer by {when}, {amount} is not paid. The rest is paid as planned.")
    detail = detail.format(when=moment(facts, "due"), amount=_amount(facts))
    due = moment(facts, "due")
    return Wording(title, detail, TargetPage.TIMESHEET, facts["reason"], amount=_amount(facts), due=due)


REJECTED = declare(
    "blocks.rejected",
    shape=BlocksFacts,
    wording=_rejected,
    tone="warn",
    icon="cross",
    group=Group.MONEY,
    replay=lambda state, entry: put_blocks(state, entry.facts),
    opens=rejection,
)


def _dropped(who: str, facts: Facts) -> Wording:
    title = named(_("{blocks} of the week of {day} will not be paid, {amount}"), who, facts)
    detail = lines(_("The rejection was not contested."), paid_detail(facts))
    return Wording(title, detail, TargetPage.TIMESHEET)


DROPPED = declare(
    "blocks.dropped",
    shape=DecidedFacts,
    wording=_dropped,
    tone="mute",
    icon="return",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_decided,
    settles=settled_by_decision,
)


def _contested(who: str, facts: Facts) -> Wording:
    title = named(_("{who} contests the rejection of {blocks} of the week of {day}, {amount}"), who, facts)
    detail = _("Without an answer by {when}, {amount} is paid.")
    detail = detail.format(when=moment(facts, "due"), amount=_amount(facts))
    due = moment(facts, "due")
    return Wording(title, detail, TargetPage.TIMESHEET, facts["reason"], amount=_amount(facts), due=due)


CONTESTED = declare(
    "blocks.contested",
    shape=BlocksFacts,
    wording=_contested,
    tone="warn",
    icon="flag",
    group=Group.MONEY,
    replay=lambda state, entry: put_blocks(state, entry.facts),
    opens=contest,
    settles=rejection,
)


def _paid(who: str, facts: Facts) -> Wording:
    if facts["automatic"]:
        title = _("{blocks} of the week of {day} were contested and are paid, {amount}")
    else:
        title = _("{who} gave in: {blocks} of the week of {day} are paid, {amount}")
    sum_text = amount(facts, "released")
    return Wording(named(title, who, facts), paid_detail(facts), TargetPage.TIMESHEET, amount=sum_text)


PAID = declare(
    "blocks.paid",
    shape=DecidedFacts,
    wording=_paid,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_decided,
    opens=lambda facts: [review(facts)] if facts["missing"] else [],
    settles=settled_by_decision,
)
