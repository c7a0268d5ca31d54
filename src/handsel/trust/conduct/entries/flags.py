"""Entries of flags, on the house's own chain: where the words are, and not what they say."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Text, Whole, shape
from handsel.record.wording import Wording, WordingFunction


@shape
class FlaggedPlace(TypedDict):
    """Where flagged words begin, how many characters they have, and what gives them away."""

    kind: Text
    start: Whole
    length: Whole


@shape
class UnflaggedFacts(TypedDict):
    """An entry of a job whose words are flagged no more."""

    entry: Identifier
    job_uuid: Identifier
    job_number: Whole


@shape
class FlaggedFacts(UnflaggedFacts):
    """Who wrote an entry whose words are flagged, or those of its file of that number (0: its own)."""

    person: Identifier
    file: Whole
    places: list[FlaggedPlace]


def _of_job(title: str) -> WordingFunction:
    return lambda who, facts: Wording(_(title).format(who=who, n=facts["job_number"]))


def _replay_flagged(state: ChainState, entry: ReplayedEntry) -> None:
    facts: Facts = entry.facts
    for place in facts["places"]:
        state.row("flag", f"{facts['entry']} {facts['file']} {place['start']}").update(
            place,
            entry=facts["entry"],
            file=facts["file"],
            job=facts["job_uuid"],
            person=facts["person"],
            at=entry.at,
        )


def _replay_unflagged(state: ChainState, entry: ReplayedEntry) -> None:
    flags = state.tables["flag"]
    for key in [key for key, row in flags.items() if row["entry"] == entry.facts["entry"]]:
        del flags[key]


FLAGGED = declare(
    "conduct.flagged",
    shape=FlaggedFacts,
    wording=_of_job(gettext_noop("{who} flagged words in job {n}")),
    tone="mute",
    icon="flag",
    replay=_replay_flagged,
)
UNFLAGGED = declare(
    "conduct.unflagged",
    shape=UnflaggedFacts,
    wording=_of_job(gettext_noop("{who} dropped flags in job {n}: the words were erased")),
    tone="mute",
    icon="flag",
    replay=_replay_unflagged,
)
