"""Entries by which blocks of a timesheet are rejected and contested, and by which that ends."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.wording import TargetPage, Wording, amount, instant, lines, moment
from handsel.work.hours.entries.block_shapes import (
    BlocksFacts,
    DecidedFacts,
    RejectedFacts,
    blocks_amount,
    contest,
    named,
    put_blocks,
    put_sheet_blocks,
    rejection,
    replay_decided,
    settled_by_decision,
)
from handsel.work.hours.entries.sheet_shapes import reopening, review
from handsel.work.hours.entries.sheets import paid_detail


def _rejected(who: str, facts: Facts) -> Wording:
    title = named(_("{who} rejected {blocks} of the week of {day}, {amount}"), who, facts)
    detail = _("Without an answer by {when}, {amount} is not paid. The rest is paid as planned.")
    detail = detail.format(when=moment(facts, "due"), amount=blocks_amount(facts))
    detail, due_at = lines(detail, reopening_ended(facts)), instant(facts, "due")
    reason, money = facts["reason"], blocks_amount(facts)
    return Wording(title, detail, TargetPage.TIMESHEET, reason, amount=money, due_at=due_at)


def reopening_ended(facts: Facts) -> str:
    """What blocks that were taken out of a review did to a request to reopen their timesheet."""
    return _("The request to reopen the timesheet has ended.") if facts.get("reopening_ended") else ""


REJECTED = declare(
    "blocks.rejected",
    shape=RejectedFacts,
    wording=_rejected,
    tone="warn",
    icon="cross",
    group=Group.MONEY,
    replay=lambda state, entry: put_sheet_blocks(state, entry.facts),
    opens=rejection,
    settles=lambda facts: [reopening(facts)],
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
    title = named(_("{who} contested the rejection of {blocks} of the week of {day}, {amount}"), who, facts)
    detail = _("Without an answer by {when}, {amount} is paid.")
    detail = detail.format(when=moment(facts, "due"), amount=blocks_amount(facts))
    due_at = instant(facts, "due")
    reason, money = facts["reason"], blocks_amount(facts)
    return Wording(title, detail, TargetPage.TIMESHEET, reason, amount=money, due_at=due_at)


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
