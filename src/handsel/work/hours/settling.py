"""Settling disputed blocks: by agreement of both sides, or by an operator (rules: hourly week 4)."""

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Stale
from handsel.work.hours.blocks import shares
from handsel.work.hours.deciding import decide
from handsel.work.hours.entries import settlements as entries
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.hours.review_refusals import ExceedsFrozen, NoOffer, NothingDisputed
from handsel.work.hours.versions import refuse_other_version
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import ReasonMissing


def disputed_money(sheet: Timesheet) -> Money:
    """What the disputed blocks cost: the amount to settle."""
    return Money(sum(row.amount for row in sheet.disputed), sheet.job.currency)


@act(entries.OFFERED, Side.CLIENT, Side.FREELANCER)
def offer_settlement(
    context: JobContext, sheet: Timesheet, *, shown: str, to_freelancer: Money, reason: str
) -> Facts:
    """Propose what the freelancer gets of the disputed blocks; it replaces any proposal before.

    `shown` names the blocks that the page showed (`disputed_version`); raises `Stale` if others are disputed
    now, `NothingDisputed`, `ExceedsFrozen` and `ReasonMissing`.
    """
    _checked(sheet, to_freelancer, reason)
    refuse_other_version(sheet.disputed_version, shown)
    sheet.offered_by, sheet.offer, sheet.offer_reason = context.side, to_freelancer.minor, reason
    sheet.save(force_update=True)
    return _facts(sheet, to_freelancer, reason)


@act(entries.WITHDRAWN, Side.CLIENT, Side.FREELANCER)
def withdraw_offer(context: JobContext, sheet: Timesheet) -> Facts:
    """Withdraw one's own proposal; raises `NoOffer` if there is none."""
    if sheet.offer is None or sheet.offered_by != context.side:
        raise NoOffer
    offer = Money(sheet.offer, context.job.currency)
    sheet.clear_offer()
    sheet.save(force_update=True)
    return _facts(sheet, offer, "")


@act(entries.SETTLED, Side.CLIENT, Side.FREELANCER)
def accept_offer(context: JobContext, sheet: Timesheet, *, shown: str, expected: Money) -> Facts:
    """Accept the other side's proposal: the money is shared at once.

    `shown` names the blocks that the reader was shown (`disputed_version`), and `expected` is what the
    freelancer gets of them; raises `Stale` if either is another now, and `NoOffer` if there is none.
    """
    if sheet.offer is None:
        raise NoOffer
    if sheet.offered_by == context.side:
        raise NotFound
    if sheet.offer != expected.minor:
        raise Stale
    refuse_other_version(sheet.disputed_version, shown)
    reason = sheet.offer_reason
    return {**_settle(context, sheet, expected), "reason": reason, "by_operator": False}


@act(entries.SETTLED, Side.HOUSE)
def settle_blocks(context: JobContext, sheet: Timesheet, *, to_freelancer: Money, reason: str) -> Facts:
    """An operator shares out what the disputed blocks cost, with a written reason."""
    _checked(sheet, to_freelancer, reason)
    return {**_settle(context, sheet, to_freelancer), "reason": reason, "by_operator": True}


def _checked(sheet: Timesheet, to_freelancer: Money, reason: str) -> None:
    if is_blank(reason):
        raise ReasonMissing
    if not sheet.disputed:
        raise NothingDisputed
    if not 0 <= to_freelancer.minor <= disputed_money(sheet).minor:
        raise ExceedsFrozen


def _settle(context: JobContext, sheet: Timesheet, to_freelancer: Money) -> Facts:
    rows: list[ReviewedBlock] = sheet.disputed
    parts = shares([row.amount for row in rows], to_freelancer.minor)
    whole = disputed_money(sheet)
    sheet.clear_offer()
    facts = decide(context, sheet, rows, parts)
    shared = {"to_freelancer": to_freelancer.minor, "to_client": (whole - to_freelancer).minor}
    return {**facts, **shared, "automatic": False}


def _facts(sheet: Timesheet, to_freelancer: Money, reason: str) -> Facts:
    to_client = disputed_money(sheet) - to_freelancer
    return {
        "week": sheet.week.monday,
        "supplement": sheet.week.supplement,
        "currency": to_freelancer.currency,
        "sheet": sheet.columns(),
        "to_freelancer": to_freelancer.minor,
        "to_client": to_client.minor,
        "reason": reason,
    }
