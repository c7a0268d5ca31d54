"""Entries about redacted screenshots."""

from datetime import datetime

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Digest, Identifier, Instant, Whole, shape
from handsel.record.wording import TargetPage, Wording
from handsel.ui.datetime_format import when_text


@shape
class RedactedFacts(TypedDict):
    """Which screenshot gave way to which, and the amendment that its device signed."""

    week: Day
    supplement: Whole
    segment: Identifier
    taken_at: Instant
    commitment: Digest
    replacement: Digest
    redactions: Whole
    amendment: str
    signature: str


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    columns = {"replacement": facts["replacement"], "redactions": facts["redactions"], "at": entry.at}
    state.row("redaction", facts["commitment"]).update(columns)


def _redacted(who: str, facts: Facts) -> Wording:
    title = _("{who} redacted a screenshot of {time}")
    named = title.format(who=who, time=when_text(datetime.fromisoformat(facts["taken_at"])))
    words = _("The earlier one was deleted for good. Time and protection stay.")
    return Wording(named, words, TargetPage.WORK_VIEW)


REDACTED = declare(
    "shot.redacted",
    shape=RedactedFacts,
    wording=_redacted,
    tone="mute",
    icon="hidden",
    group=Group.REPORTS,
    can_wait=lambda _facts: True,
    searched=lambda _facts: iter(()),
    replay=_replay,
)
