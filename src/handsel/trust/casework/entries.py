"""Entries of casework, on the house's own chain."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Text, Whole, shape
from handsel.record.wording import Wording, WordingFunction


@shape
class ItemFacts(TypedDict):
    """A matter: its queue, and what it is called there."""

    queue: Text
    item: Text


@shape
class NoteFacts(ItemFacts):
    """A note on a matter, with its number."""

    number: Whole
    note: Text


def _of_item(title: str) -> WordingFunction:
    """The wording of an act on a matter; what was noted is on its page alone."""
    return lambda who, facts: Wording(_(title).format(who=who, queue=facts["queue"], item=facts["item"]))


def _key(facts: Facts) -> str:
    return f"{facts['queue']} {facts['item']}"


def _replay_taken(state: ChainState, entry: ReplayedEntry) -> None:
    columns = {"operator": entry.actor, "taken_at": entry.at}
    state.row("assignment", _key(entry.facts)).update(
        columns, queue=entry.facts["queue"], item=entry.facts["item"]
    )


def _replay_returned(state: ChainState, entry: ReplayedEntry) -> None:
    state.tables["assignment"].pop(_key(entry.facts))


def _replay_noted(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    state.row("note", f"{_key(facts)} {facts['number']}").update(
        facts, operator=entry.actor, text=facts["note"], written_at=entry.at
    )


TAKEN = declare(
    "item.taken",
    shape=ItemFacts,
    wording=_of_item(gettext_noop("{who} took item {item} of the queue “{queue}”")),
    tone="mute",
    icon="flag",
    replay=_replay_taken,
)
RETURNED = declare(
    "item.returned",
    shape=ItemFacts,
    wording=_of_item(gettext_noop("{who} handed back item {item} of the queue “{queue}”")),
    tone="mute",
    icon="return",
    replay=_replay_returned,
)
NOTED = declare(
    "item.noted",
    shape=NoteFacts,
    wording=_of_item(gettext_noop("{who} wrote a note on item {item} of the queue “{queue}”")),
    tone="mute",
    icon="pen",
    replay=_replay_noted,
)
