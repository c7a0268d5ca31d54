"""Entries of decisions about a person, on their chain, and of a suspension that is over."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Instant, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, moment
from handsel.trust.conduct.outcomes import GROUND_SENTENCES, Ground

OutcomeName = Annotated[str, Field(examples=["warn"])]
GroundName = Annotated[str, Field(examples=["abuse"])]
SideName = Annotated[str, Field(examples=["freelancer"])]


def matter(facts: Facts) -> str:
    """The matter of a decision: it waits for an appeal until there is one."""
    return f"conduct {facts['case']}"


@shape
class DecisionAfter(TypedDict):
    """The columns of a decision once the act is done; `job` is its UUID."""

    job: Identifier
    outcome: OutcomeName
    ground: GroundName
    reason: Text
    evidence: list[Whole]
    until: Instant | None
    not_before: Instant | None
    effect_at: Instant | None
    removed_at: Instant | None
    stage: Text
    decided_by: Identifier
    decided_at: Instant
    confirmed_by: Identifier | None
    appeal_by: Instant
    appeal: str
    appealed_at: Instant | None
    answer_by: Instant | None
    answer: str
    answered_by: Identifier | None
    answered_at: Instant | None


@shape
class DecisionFacts(TypedDict):
    """A decision about the person of the chain, and when they are suspended or removed, once it is done."""

    case: Identifier
    job_number: Whole
    suspended_from: Instant | None
    suspended_until: Instant | None
    removed_at: Instant | None
    decision_after: DecisionAfter


_SUSPENSION = ("suspended_from", "suspended_until", "removed_at")
_DECIDED = {
    "dismiss": gettext_noop("An operator checked your conduct and takes no action: job {n}"),
    "warn": gettext_noop("An operator warned you: job {n}"),
    "suspend": gettext_noop("An operator suspended you: job {n}"),
    "remove": gettext_noop("An operator proposed to remove you from this site: job {n}"),
}


def _decided(_who: str, facts: Facts) -> Wording:
    after = facts["decision_after"]
    title = _(_DECIDED[after["outcome"]]).format(n=facts["job_number"])
    sentences = [_(GROUND_SENTENCES[Ground(after["ground"])])]
    if after["until"]:
        sentences.append(
            _("Until {when} you can read, answer, release and be paid, but not begin anything new.")
        )
    if after["outcome"] == "remove":
        sentences += [_takes_effect(after), kept_text()]
    if after["outcome"] != "dismiss":
        sentences.append(_("You can appeal once, by {appeal_by}."))
    due, until = moment(after, "appeal_by"), moment(after, "until")
    detail = " ".join(sentences).format(when=until, appeal_by=due)
    return Wording(title, detail, TargetPage.CONDUCT, words=after["reason"], due=due)


def _takes_effect(after: Facts) -> str:
    """When a removal that is proposed takes effect."""
    if after["effect_at"]:
        words = _("It takes effect {effect_at} and ends your jobs.")
        return words.format(effect_at=moment(after, "effect_at"))
    words = _("It takes effect once another operator confirms it, and ends your jobs.")
    if after["not_before"] > after["decided_at"]:
        words = _("It takes effect once another operator confirms it, not before {not_before}.")
    return words.format(not_before=moment(after, "not_before"))


def kept_text() -> str:
    """What a removal leaves to its person."""
    return _("Your money stays yours: you can still sign in, read, answer, withdraw and download.")


def replay_decision(state: ChainState, entry: ReplayedEntry) -> None:
    """The decision, and whether the person is suspended or removed."""
    state.row("conduct_decision", entry.facts["case"]).update(entry.facts["decision_after"])
    suspended = {name: entry.facts[name] for name in _SUSPENSION}
    state.row("person").update(suspended)


DECIDED = declare(
    "conduct.decided",
    shape=DecisionFacts,
    wording=_decided,
    tone="warn",
    icon="flag",
    audience=Audience.EVERYONE,
    replay=replay_decision,
    opens=lambda facts: [matter(facts)] if facts["decision_after"]["outcome"] != "dismiss" else [],
)


@shape
class SuspensionOverFacts(TypedDict):
    """When the suspension ended."""

    ended_at: Instant


def _over(_who: str, _facts: Facts) -> Wording:
    return Wording(_("Your suspension is over"), _("You can do everything again."), TargetPage.CONDUCT)


SUSPENSION_OVER = declare(
    "conduct.suspension_over",
    shape=SuspensionOverFacts,
    wording=_over,
    tone="good",
    icon="check",
    audience=Audience.EVERYONE,
)
