"""Entries of a decision by an operator or the outside arbiter: read, decided, appealed, and final."""

from typing import NotRequired

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.shapes import Instant, Minor, Text, shape
from handsel.record.wording import Wording, instant, moment, parts
from handsel.trust.disputes.entries.judging import (
    HandedOverFacts,
    ReadFacts,
    for_operators,
    judge_text,
    replay_handed,
)
from handsel.trust.disputes.entries.shapes import (
    DisputeEndedFacts,
    case_text,
    matter,
    opened_by_end,
    replay_dispute,
    replay_end,
    says,
    settled_by_end,
)


def _read(who: str, facts: Facts) -> Wording:
    title = _("{judge} reads {case}")
    return says(title.format(judge=judge_text(who, facts), case=case_text(facts)), facts=facts)


READ = declare(
    "dispute.read",
    shape=ReadFacts,
    wording=_read,
    tone="mute",
    icon="eye",
    group=Group.MONEY,
    replay=replay_dispute,
)


@shape
class DisputeDecidedFacts(ReadFacts):
    """What an operator or the arbiter decides that each side gets, why, and until when either may appeal."""

    to_freelancer: Minor
    to_client: Minor
    reason: Text
    appeal_by: Instant


def _decided(who: str, facts: Facts) -> Wording:
    title = _("{judge} decided {case}")
    named = title.format(judge=judge_text(who, facts), case=case_text(facts))
    due = moment(facts, "appeal_by")
    detail = _("{parts} Final {when}, unless one of you appeals.")
    detail = detail.format(parts=parts(facts, "to_freelancer", "to_client"), when=due)
    due_at = instant(facts, "appeal_by")
    return says(named, detail, facts=facts, words=facts["reason"], due_at=due_at)


DECIDED = declare(
    "dispute.decided",
    shape=DisputeDecidedFacts,
    wording=_decided,
    tone="warn",
    icon="flag",
    group=Group.MONEY,
    replay=replay_dispute,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


@shape
class AppealedFacts(HandedOverFacts):
    """Why a side appeals, and when the decision stands without another one."""

    reason: Text
    until: Instant


def _appealed(who: str, facts: Facts) -> Wording:
    title = _("{who} appealed the decision in {case}").format(who=who, case=case_text(facts))
    due = moment(facts, "until")
    detail = _("Another operator decides by {when}, or the decision stands.")
    if "arbiter_email" in facts:
        detail = _("The arbiter {arbiter} decides by {when}, or the decision stands.")
    words = detail.format(when=due, arbiter=facts["dispute_after"]["arbiter_name"])
    return says(title, words, facts=facts, words=facts["reason"], due_at=instant(facts, "until"))


def _appealed_to_operators(_who: str, facts: Facts) -> Wording | None:
    return for_operators(_("An appeal waits for another operator"), facts, due_at=instant(facts, "until"))


APPEALED = declare(
    "dispute.appealed",
    shape=AppealedFacts,
    wording=_appealed,
    for_operators=_appealed_to_operators,
    tone="warn",
    icon="flag",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_handed,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


@shape
class AppealDecidedFacts(DisputeEndedFacts):
    """What came of an appeal, and why."""

    reason: Text
    by_arbiter: NotRequired[bool]


def _appeal_decided(who: str, facts: Facts) -> Wording:
    title = _("{judge} decided the appeal in {case}")
    named = title.format(judge=judge_text(who, facts), case=case_text(facts))
    shares = parts(facts, "to_freelancer", "to_client")
    return says(named, shares, facts=facts, words=facts["reason"])


APPEAL_DECIDED = declare(
    "dispute.appeal_decided",
    shape=AppealDecidedFacts,
    wording=_appeal_decided,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_end,
    opens=opened_by_end,
    settles=settled_by_end,
)


def _final(who: str, facts: Facts) -> Wording:
    title = _("The decision in {case} is final").format(case=case_text(facts))
    return says(title, parts(facts, "to_freelancer", "to_client"), facts=facts)


FINAL = declare(
    "dispute.final",
    shape=DisputeEndedFacts,
    wording=_final,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_end,
    opens=opened_by_end,
    settles=settled_by_end,
)
