"""Entries by which both sides, or an operator, settle disputed blocks."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, lines, parts
from handsel.work.hours.entries.block_shapes import (
    DecidedFacts,
    named,
    offer,
    replay_decided,
    settled_by_decision,
)
from handsel.work.hours.entries.sheet_shapes import SheetAfter, review
from handsel.work.hours.entries.sheets import paid_detail
from handsel.work.hours.week_names import week_key, week_of


@shape
class OfferFacts(TypedDict):
    """How the amount of disputed blocks would be shared, and why."""

    week: Day
    supplement: Whole
    currency: Currency
    sheet: SheetAfter
    to_freelancer: Minor
    to_client: Minor
    reason: Text


@shape
class SettledBlocksFacts(DecidedFacts):
    """How the amount was shared, why, and whether an operator decided it."""

    to_freelancer: Minor
    to_client: Minor
    reason: Text
    by_operator: bool


def _replay_offer(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("timesheet", week_key(entry.facts)).update(entry.facts["sheet"])


def _titled(title: str, who: str, facts: Facts) -> str:
    return title.format(who=who, day=week_of(facts))


def _offered(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} proposes to settle the frozen blocks of the week of {day}"), who, facts)
    return Wording(title, parts(facts, "to_freelancer", "to_client"), TargetPage.TIMESHEET, facts["reason"])


OFFERED = declare(
    "blocks.offered",
    shape=OfferFacts,
    wording=_offered,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_offer,
    opens=lambda facts: [offer(facts)],
)


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _titled(_("{who} withdrew the settlement of the week of {day}"), who, facts)
    return Wording(title, page=TargetPage.TIMESHEET)


WITHDRAWN = declare(
    "blocks.offer_withdrawn",
    shape=OfferFacts,
    wording=_withdrawn,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_offer,
    settles=lambda facts: [offer(facts)],
)


def _settled(who: str, facts: Facts) -> Wording:
    if facts["by_operator"]:
        title = _("An operator settled {blocks} of the week of {day}, {amount}")
    else:
        title = _("{who} accepted the settlement of {blocks} of the week of {day}, {amount}")
    detail = lines(parts(facts, "to_freelancer", "to_client"), paid_detail(facts))
    return Wording(named(title, who, facts), detail, TargetPage.TIMESHEET, facts["reason"])


def _settles(facts: Facts) -> Iterator[str]:
    yield offer(facts)
    yield from settled_by_decision(facts)


SETTLED = declare(
    "blocks.settled",
    shape=SettledBlocksFacts,
    wording=_settled,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_decided,
    opens=lambda facts: [review(facts)] if facts["missing"] else [],
    settles=_settles,
)
