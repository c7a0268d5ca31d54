"""The entry by which both sides have agreed to a version of terms, and it is in force."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Digest, Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, lines, moment
from handsel.work.hours.entries.weeks import JobHours, put_hours, settled_by_hours
from handsel.work.jobs.entries import FIRST_FUNDING, TERMS, job_row
from handsel.work.milestones.entries.shapes import (
    JobMilestones,
    MilestoneFacts,
    replay_returns,
    settled_by_returns,
)
from handsel.work.terms.entries.versions import replay_agreement


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
class AgreedAfter(JobMilestones, JobHours):
    """The job and all its milestones, or its weeks to work, as the terms in force make them."""

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
    if facts["first"] and "plan" in facts["after"]:
        detail = _("Both sides agreed. Next, the client funds the first week, {to_fund}.")
    elif facts["first"]:
        detail = _("Both sides agreed. Next, the client funds the first milestone.")
    else:
        detail = _(
            "The change is in force. {returned} was refunded to the client; {to_fund} is left to fund."
        )
    return Wording(
        _("{who} agreed to version {version}. The agreement is in force").format(
            who=who, version=facts["version"]
        ),
        lines(
            detail.format(returned=amount(facts, "returned"), to_fund=amount(facts, "to_fund")),
            *map(_started, facts["clocks"]),
        ),
        TargetPage.BILLING,
    )


def _started(line: Facts) -> str:
    words = _("{amount} for milestone {n} is now released {when} unless the client asks for changes.")
    return words.format(amount=amount(line, "held"), n=line["milestone"], when=moment(line, "release_at"))


def _replay_agreed(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    for version in state.rows("version", state="bound"):
        version.update(state="replaced", ended_at=entry.at)
    state.row("version", facts["version"]).update(state="bound", ended_at=None)
    replay_agreement(state, entry)
    job_row(state).update(facts["after"]["job"])
    if facts["first"]:
        job_row(state).update(bound_at=entry.at, lapses_at=None)
    put_hours(state, facts["after"])
    replay_returns(state, entry)


AGREED = declare(
    "terms.agreed",
    shape=AgreedFacts,
    wording=_agreed,
    tone="good",
    icon="pen",
    group=Group.AGREEMENTS,
    audience=Audience.EVERYONE,
    replay=_replay_agreed,
    opens=lambda facts: [FIRST_FUNDING] if facts["first"] else [],
    settles=lambda facts: [TERMS, *settled_by_returns(facts), *settled_by_hours(facts["after"])],
)
