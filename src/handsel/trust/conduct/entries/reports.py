"""Entries of reports, on the chain of whoever makes them."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording


@shape
class ReportedFacts(TypedDict):
    """Whom somebody reports, in which job, for what, in their words, with the entries that show it."""

    job_uuid: Identifier
    job_number: Whole
    about: Identifier
    category: Text
    words: Text
    evidence: list[Whole]


def _reported(_who: str, facts: Facts) -> Wording:
    title = _("You reported the other side of job {n}").format(n=facts["job_number"])
    detail = _("An operator decides. The other side is not told before that.")
    return Wording(title, detail, TargetPage.CONDUCT, words=facts["words"])


def _report_waits(_who: str, _facts: Facts) -> Wording:
    return Wording(_("A report waits for a decision"), page=TargetPage.CONSOLE_CONDUCT)


def _replay_reported(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    row = {name: facts[name] for name in ("about", "category", "words", "evidence")}
    state.row("conduct_report", entry.id).update(row, job=facts["job_uuid"], at=entry.at)


REPORTED = declare(
    "conduct.reported",
    shape=ReportedFacts,
    wording=_reported,
    for_operators=_report_waits,
    tone="warn",
    icon="flag",
    replay=_replay_reported,
)


@shape
class ReportAnsweredFacts(TypedDict):
    """What became of a report: whether an operator did something about it."""

    case: Identifier
    job_number: Whole
    acted: bool


def _report_answered(_who: str, facts: Facts) -> Wording:
    title = _("An operator decided on your report about job {n}").format(n=facts["job_number"])
    detail = _("It was dismissed. No action is taken against the other side.")
    if facts["acted"]:
        detail = _("Action was taken. The decision is between this site and the other side.")
    return Wording(title, detail, TargetPage.CONDUCT)


REPORT_ANSWERED = declare(
    "conduct.report_answered",
    shape=ReportAnsweredFacts,
    wording=_report_answered,
    tone="mute",
    icon="flag",
    audience=Audience.EVERYONE,
)
