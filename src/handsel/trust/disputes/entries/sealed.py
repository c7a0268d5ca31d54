"""Entries of sealed offers: commitments, and what came of a round; a number is in it only if both met."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.shapes import Digest, Identifier, Instant, Minor, Whole, shape
from handsel.record.wording import Wording, instant, moment, parts
from handsel.trust.disputes.entries.shapes import (
    DisputeEndedFacts,
    DisputeFacts,
    case_text,
    matter,
    opened_by_end,
    replay_dispute,
    replay_end,
    says,
    settled_by_end,
)


@shape
class SealedFacts(DisputeFacts):
    """A sealed number, by its commitment, and until when the other may come."""

    round: Whole
    side: str
    commitment: Digest
    until: Instant


def _sealed(who: str, facts: Facts) -> Wording:
    title = _("{who} sealed an offer in {case}").format(who=who, case=case_text(facts))
    until = moment(facts, "until")
    detail = _("Nobody sees the number. If the other side seals one by {when}, the site compares both.")
    return says(title, detail.format(when=until), facts=facts, due_at=instant(facts, "until"))


SEALED = declare(
    "dispute.sealed",
    shape=SealedFacts,
    wording=_sealed,
    tone="gold",
    icon="seal",
    group=Group.MONEY,
    replay=replay_dispute,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


@shape
class OpeningFacts(TypedDict):
    """A number that was sealed, with all else by which anybody can compute its commitment."""

    job: Identifier
    dispute: Whole
    side: str
    salt: Digest
    to_freelancer: Minor
    commitment: Digest


@shape
class MetFacts(DisputeEndedFacts):
    """Both numbers of a round, which met, and what was paid half way between them."""

    round: Whole
    openings: list[OpeningFacts]


def _met(who: str, facts: Facts) -> Wording:
    title = _("The sealed offers met: {case} is settled").format(case=case_text(facts))
    return says(title, parts(facts, "to_freelancer", "to_client"), facts=facts)


MET = declare(
    "dispute.met",
    shape=MetFacts,
    wording=_met,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_end,
    opens=opened_by_end,
    settles=settled_by_end,
)


@shape
class RoundFacts(DisputeFacts):
    """A round that ended without a result; its numbers are destroyed."""

    round: Whole


def _apart(who: str, facts: Facts) -> Wording:
    title = _("The sealed offers in {case} did not meet").format(case=case_text(facts))
    return says(title, _("Both were destroyed. Nobody sees the numbers."), facts=facts)


APART = declare(
    "dispute.apart",
    shape=RoundFacts,
    wording=_apart,
    tone="mute",
    icon="seal",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_dispute,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


def _voided(who: str, facts: Facts) -> Wording:
    title = _("Round {round} of sealed offers in {case} is void")
    named = title.format(round=facts["round"], case=case_text(facts))
    return says(named, _("What was sealed is destroyed, and nobody saw it."), facts=facts)


VOIDED = declare(
    "dispute.voided",
    shape=RoundFacts,
    wording=_voided,
    tone="mute",
    icon="seal",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_dispute,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)
