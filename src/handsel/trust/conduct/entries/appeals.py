"""Entries of an appeal against a decision, on the chain of the person."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.wording import TargetPage, Wording, moment
from handsel.trust.conduct.entries.decisions import DecisionFacts, matter, replay_decision


def _appealed(_who: str, facts: Facts) -> Wording:
    title = _("You appealed a decision about job {n}").format(n=facts["job_number"])
    due = moment(facts["decision_after"], "answer_by")
    detail = _("Another operator decides by {when}, or the decision stands.").format(when=due)
    return Wording(title, detail, TargetPage.CONDUCT, words=facts["decision_after"]["appeal"], due=due)


def _appeal_waits(_who: str, facts: Facts) -> Wording:
    due = moment(facts["decision_after"], "answer_by")
    title = _("An appeal about conduct waits for another operator")
    return Wording(title, page=TargetPage.CONSOLE_CONDUCT, due=due)


APPEALED = declare(
    "conduct.appealed",
    shape=DecisionFacts,
    wording=_appealed,
    for_operators=_appeal_waits,
    tone="warn",
    icon="flag",
    replay=replay_decision,
    settles=lambda facts: [matter(facts)],
)


def _answered(_who: str, facts: Facts) -> Wording:
    after = facts["decision_after"]
    title = _("Your appeal was refused: job {n}")
    detail = _("Another operator left the decision as it is. It is final.")
    if after["stage"] == "overturned":
        title = _("Your appeal was granted: job {n}")
        detail = _("The decision is overturned. It counts for nothing.")
    title = title.format(n=facts["job_number"])
    return Wording(title, detail, TargetPage.CONDUCT, words=after["answer"])


APPEAL_ANSWERED = declare(
    "conduct.appeal_answered",
    shape=DecisionFacts,
    wording=_answered,
    tone="warn",
    icon="flag",
    audience=Audience.EVERYONE,
    replay=replay_decision,
    settles=lambda facts: [matter(facts)],
)


def _stands(_who: str, facts: Facts) -> Wording:
    title = _("Your appeal was not decided in time: job {n}").format(n=facts["job_number"])
    return Wording(title, _("The decision stands."), TargetPage.CONDUCT)


STANDS = declare(
    "conduct.stands",
    shape=DecisionFacts,
    wording=_stands,
    tone="warn",
    icon="flag",
    audience=Audience.EVERYONE,
    replay=replay_decision,
)
