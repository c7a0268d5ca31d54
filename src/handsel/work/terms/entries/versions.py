"""Entries by which a version of terms is proposed and answered."""

from typing import Any, NotRequired

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Digest, Instant, Minor, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, instant, moment
from handsel.work.hours.price_text import hourly_price_text
from handsel.work.jobs.entries import TERMS, job_row, side_of


@shape
class VersionFacts(TypedDict):
    """A version as the entry that proposes it names it; `terms` is its whole content."""

    lapses_at: Instant | None
    version: Whole
    hash: Digest
    note: str
    kind: str
    price: Minor
    currency: Currency
    terms: dict[str, Any]
    job_stage: NotRequired[str]


def lapse_text(facts: Facts) -> str:
    """Until when an award is open; empty once terms have bound."""
    if not facts.get("lapses_at"):
        return ""
    return _("The offer is open until {when}.").format(when=moment(facts, "lapses_at"))


def price_text(facts: Facts) -> str:
    """The price that a version names: of milestones together, or by the hour in words."""
    hourly = facts["terms"].get("hourly")
    if hourly is None:
        return amount(facts, "price")
    return hourly_price_text(Money(hourly["rate"], facts["currency"]), hourly["weekly_seconds"])


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposed version {version} of the terms, {price}")
    return Wording(
        title.format(who=who, version=facts["version"], price=price_text(facts)),
        lapse_text(facts),
        TargetPage.TERMS,
        facts["note"],
        amount=price_text(facts),
        due_at=instant(facts, "lapses_at"),
    )


def end_open_versions(state: ChainState, entry: ReplayedEntry, outcome: str) -> None:
    """The version that was open is open no more."""
    for version in state.rows("version", state="proposed"):
        version.update(state=outcome, ended_at=entry.at)


def replay_agreement(state: ChainState, entry: ReplayedEntry) -> None:
    """Whoever proposes a version or agrees to it has signed its hash."""
    side = side_of(state, entry.actor)
    state.row("agreement", f"{entry.facts['version']} {side}").update(
        person=entry.actor, hash=entry.facts["hash"], agreed_at=entry.at
    )


def replay_version(state: ChainState, entry: ReplayedEntry) -> None:
    """The new version takes the place of the one that was open; before binding, the award waits anew."""
    facts = entry.facts
    end_open_versions(state, entry, "replaced")
    state.row("version", facts["version"]).update(
        side=side_of(state, entry.actor),
        proposed_by=entry.actor,
        proposed_at=entry.at,
        hash=facts["hash"],
        note=facts["note"],
        state="proposed",
        ended_at=None,
        entry=entry.id,
    )
    replay_agreement(state, entry)
    job_row(state).update(lapses_at=facts["lapses_at"], stage=facts["job_stage"])


PROPOSED = declare(
    "terms.proposed",
    shape=VersionFacts,
    wording=_proposed,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    replay=replay_version,
    opens=lambda _facts: [TERMS],
    settles=lambda _facts: [TERMS],
)


@shape
class DeclinedFacts(TypedDict):
    """The version that was declined, and why."""

    version: Whole
    reason: str


def _declined(who: str, facts: Facts) -> Wording:
    title = _("{who} declined version {version} of the terms").format(who=who, version=facts["version"])
    return Wording(title, _("What was agreed before stays in force."), TargetPage.TERMS, facts["reason"])


DECLINED = declare(
    "terms.declined",
    shape=DeclinedFacts,
    wording=_declined,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    can_wait=lambda _facts: True,
    replay=lambda state, entry: end_open_versions(state, entry, "declined"),
    settles=lambda _facts: [TERMS],
)


@shape
class WithdrawnFacts(TypedDict):
    """The version that was taken back."""

    version: Whole


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew version {version} of the terms").format(who=who, version=facts["version"])
    return Wording(title, _("What was agreed before stays in force."), TargetPage.TERMS)


WITHDRAWN = declare(
    "terms.withdrawn",
    shape=WithdrawnFacts,
    wording=_withdrawn,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    can_wait=lambda _facts: True,
    replay=lambda state, entry: end_open_versions(state, entry, "withdrawn"),
    settles=lambda _facts: [TERMS],
)
