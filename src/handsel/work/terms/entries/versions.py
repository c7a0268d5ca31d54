"""Entries by which a version of terms is proposed and answered."""

from typing import Any, NotRequired

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Digest, Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, lines, moment
from handsel.work.jobs.entries import job_row
from handsel.work.milestones.entries.shapes import JobMilestones, MilestoneFacts, replay_returns


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
    return _("Open until {when}; unanswered, the award lapses then.").format(when=moment(facts, "lapses_at"))


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposed version {version} of the terms, {price}")
    return Wording(
        title.format(who=who, version=facts["version"], price=amount(facts, "price")),
        lapse_text(facts),
        TargetPage.TERMS,
        facts["note"],
    )


def end_open_versions(state: ChainState, entry: ReplayedEntry, outcome: str) -> None:
    """The version that was open is open no more."""
    for version in state.rows("version", state="proposed"):
        version.update(state=outcome, ended_at=entry.at)


def replay_version(state: ChainState, entry: ReplayedEntry) -> None:
    """The new version takes the place of the one that was open; before binding, the award waits anew."""
    facts = entry.facts
    end_open_versions(state, entry, "replaced")
    state.row("version", facts["version"]).update(
        hash=facts["hash"], note=facts["note"], state="proposed", proposed_at=entry.at, ended_at=None
    )
    job_row(state).update(lapses_at=facts["lapses_at"], stage=facts["job_stage"])


PROPOSED = declare(
    "terms.proposed",
    shape=VersionFacts,
    wording=_proposed,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    replay=replay_version,
)


@shape
class StartedMilestone(MilestoneFacts):
    """A milestone whose release timer the new terms started."""

    held: Minor
    release_at: Instant


@shape
class JobAfter(TypedDict):
    """The columns of a job that terms in force determine."""

    title: Text
    description: str
    currency: Currency
    auto_release_days: Whole | None
    policy: str
    policy_version: Whole


@shape
class AgreedAfter(JobMilestones):
    """The job and all its milestones, as the terms in force make them."""

    job: JobAfter


@shape
class AgreedFacts(TypedDict):
    """Both sides agreed: the version is in force, with what that does to the job and its money."""

    version: Whole
    hash: Digest
    bound: bool
    first: bool
    currency: Currency
    returned: Minor
    to_fund: Minor
    clocks: list[StartedMilestone]
    job_stage: str
    after: AgreedAfter


def _agreed(who: str, facts: Facts) -> Wording:
    if facts["first"]:
        detail = _(
            "Both sides agreed to the same version. The client is now asked to fund the first milestone."
        )
    else:
        detail = _("The change is in force. {returned} went back to the client; {to_fund} is left to fund.")
    return Wording(
        _("{who} agreed to version {version}: the terms bind").format(who=who, version=facts["version"]),
        lines(
            detail.format(returned=amount(facts, "returned"), to_fund=amount(facts, "to_fund")),
            *map(_started, facts["clocks"]),
        ),
        TargetPage.BILLING,
    )


def _started(line: Facts) -> str:
    words = _("{amount} for milestone {n} now releases {when} unless the client asks for changes.")
    return words.format(amount=amount(line, "held"), n=line["milestone"], when=moment(line, "release_at"))


def _replay_agreed(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    for version in state.rows("version", state="bound"):
        version.update(state="replaced", ended_at=entry.at)
    state.row("version", facts["version"]).update(state="bound", ended_at=None)
    job_row(state).update(facts["after"]["job"])
    if facts["first"]:
        job_row(state).update(bound_at=entry.at, lapses_at=None)
    replay_returns(state, entry)


AGREED = declare(
    "terms.agreed",
    shape=AgreedFacts,
    wording=_agreed,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    replay=_replay_agreed,
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
)
