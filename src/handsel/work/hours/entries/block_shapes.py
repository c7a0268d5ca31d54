"""What entries about blocks in review have in common: their facts, matters and replay."""

from collections.abc import Iterator

from django.utils.translation import ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Instant, Minor, Text, Whole, shape
from handsel.record.wording import amount
from handsel.work.hours.entries.pauses import PauseAfter
from handsel.work.hours.entries.sheet_shapes import PaidFacts, SheetAfter
from handsel.work.hours.entries.sheets import replay_paid, settled_by_payment
from handsel.work.hours.entries.weeks import WeekFacts
from handsel.work.hours.week_names import week_key, week_of


@shape
class BlockFacts(TypedDict):
    """A block by its number in the week, and its columns once the act is done."""

    number: Whole
    seconds: Whole
    amount: Minor
    stage: str
    reason: Text
    rejected_at: Instant | None
    answer: Text
    contested_at: Instant | None
    disputed_at: Instant | None
    ends_at: Instant | None
    closed_at: Instant | None
    paid: Minor


@shape
class BlocksFacts(TypedDict):
    """Blocks of the timesheet of a week, what they cost, why, and when this ends by itself."""

    week: Day
    supplement: Whole
    currency: Currency
    blocks: list[BlockFacts]
    amount: Minor
    reason: Text
    due: Instant | None


@shape
class RejectedFacts(BlocksFacts):
    """Blocks that were rejected, and whether a request to reopen their timesheet ended with it."""

    sheet: SheetAfter
    reopening_ended: bool


@shape
class DisputedBlocks(TypedDict):
    """The blocks of a dispute, and their timesheet, once the act is done."""

    week: Day
    supplement: Whole
    currency: Currency
    blocks: list[BlockFacts]
    sheet: SheetAfter


@shape
class EndedBlocks(WeekFacts):
    """The blocks of a dispute that ended with their money, their timesheet, and what that is short of."""

    sheet: SheetAfter
    amount: Minor
    job_stage: str
    missing: Minor
    pause: PauseAfter | None
    blocks: list[BlockFacts]
    decided: Minor


@shape
class DecidedFacts(PaidFacts):
    """Blocks that are paid or given up, what they cost, and what left the week's holding."""

    blocks: list[BlockFacts]
    decided: Minor


def rejection(facts: Facts) -> list[str]:
    """The matters of blocks that the freelancer may contest."""
    return [f"rejection {week_key(facts)} {row['number']}" for row in facts["blocks"]]


def contest(facts: Facts) -> list[str]:
    """The matters of blocks whose contest the client may answer."""
    return [f"contest {week_key(facts)} {row['number']}" for row in facts["blocks"]]


def settled_by_decision(facts: Facts) -> Iterator[str]:
    """What no longer waits: the blocks that were decided, and the timesheet, if it is over."""
    yield from (*rejection(facts), *contest(facts))
    yield from settled_by_payment(facts)


def named(title: str, who: str, facts: Facts) -> str:
    """A title with who, the day of the week, and how many blocks they are."""
    count = len(facts["blocks"])
    blocks = ngettext("{n} block", "{n} blocks", count).format(n=count)
    return title.format(who=who, blocks=blocks, day=week_of(facts), amount=blocks_amount(facts))


def blocks_amount(facts: Facts) -> str:
    """What the blocks cost."""
    return amount(facts, "decided" if "decided" in facts else "amount")


def put_blocks(state: ChainState, facts: Facts) -> None:
    """Set the columns of blocks to what an entry says they are after its act."""
    for row in facts["blocks"]:
        columns = {name: value for name, value in row.items() if name != "number"}
        state.row("block", f"{week_key(facts)} {row['number']}").update(columns)


def put_sheet_blocks(state: ChainState, facts: Facts) -> None:
    """Set blocks that are frozen, and their timesheet, which nobody asks to reopen any more."""
    put_blocks(state, facts)
    state.row("timesheet", week_key(facts)).update(facts["sheet"])


def replay_decided(state: ChainState, entry: ReplayedEntry) -> None:
    """Blocks that were decided, and the timesheet with its money."""
    put_blocks(state, entry.facts)
    replay_paid(state, entry)
