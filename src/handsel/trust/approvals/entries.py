"""Entries of acts that take two operators, on the house's own chain."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import EntryKind, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Instant, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, lines, moment

KindName = Annotated[str, Field(examples=["removal"])]


@shape
class ApprovalAfter(TypedDict):
    """The columns of a proposed act once the step is done; `job` is its UUID."""

    kind: KindName
    subject: Identifier
    job: Identifier
    reason: Text
    stage: Text
    proposed_by: Identifier
    proposed_at: Instant
    not_before: Instant
    done_at: Instant | None
    confirmed_by: Identifier | None
    confirmed_at: Instant | None
    ended_by: Identifier | None
    ended_at: Instant | None
    withdrawal: str


@shape
class ApprovalFacts(TypedDict):
    """A proposed act, by the entry that proposed it."""

    ref: Identifier
    job_number: Whole
    approval_after: ApprovalAfter


_TITLES = {
    ("proposed", "removal"): gettext_noop("{who} proposed the removal of a person: job {n}"),
    ("proposed", "erasure"): gettext_noop("{who} proposed the erasure of an entry: job {n}"),
    ("confirmed", "removal"): gettext_noop("{who} confirmed the removal of a person: job {n}"),
    ("confirmed", "erasure"): gettext_noop("{who} confirmed the erasure of an entry: job {n}"),
    ("scheduled", "removal"): gettext_noop("Nobody else can confirm the removal of a person: job {n}"),
    ("scheduled", "erasure"): gettext_noop("Nobody else can confirm the erasure of an entry: job {n}"),
    ("withdrawn", "removal"): gettext_noop("{who} withdrew the removal of a person: job {n}"),
    ("withdrawn", "erasure"): gettext_noop("{who} withdrew the erasure of an entry: job {n}"),
    ("done", "removal"): gettext_noop("A person was removed: job {n}"),
    ("done", "erasure"): gettext_noop("An entry was erased: job {n}"),
}


_WAITING = {
    "removal": gettext_noop("The removal of a person waits for a second operator"),
    "erasure": gettext_noop("The erasure of an entry waits for a second operator"),
}


def _says(step: str) -> WordingFunction:
    """The wording of a step."""

    def wording(who: str, facts: Facts) -> Wording:
        after = facts["approval_after"]
        title = _(_TITLES[step, after["kind"]]).format(who=who, n=facts["job_number"])
        words = after["withdrawal"] if step == "withdrawn" else after["reason"]
        return Wording(title, _when(after) if after["stage"] == "scheduled" else "", words=words)

    return wording


def _when(after: Facts) -> str:
    return _("It is done {when}.").format(when=moment(after, "done_at"))


def _waits(_who: str, facts: Facts) -> Wording:
    after = facts["approval_after"]
    if after["stage"] == "scheduled":
        title, detail = _("An act of an operator is scheduled"), _when(after)
    else:
        title, detail = _(_WAITING[after["kind"]]), _("It is confirmed or withdrawn.")
    detail = lines(detail, _("It takes two operators."))
    return Wording(title, detail, page=TargetPage.CONSOLE_APPROVALS, due=moment(after, "done_at"))


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("proposed_act", entry.facts["ref"]).update(entry.facts["approval_after"])


def _declared(step: str, icon: str, for_operators: WordingFunction | None = None) -> EntryKind:
    return declare(
        f"approval.{step}",
        shape=ApprovalFacts,
        wording=_says(step),
        for_operators=for_operators,
        tone="mute",
        icon=icon,
        replay=_replay,
    )


PROPOSED = _declared("proposed", "flag", _waits)
CONFIRMED = _declared("confirmed", "check")
SCHEDULED = _declared("scheduled", "clock", _waits)
WITHDRAWN = _declared("withdrawn", "return")
DONE = _declared("done", "check")
