"""The kind of entry by which a version of a policy is published."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Text, Whole, shape
from handsel.record.wording import Wording
from handsel.ui.policy_names import policy_text


@shape
class PublishedFacts(TypedDict):
    """A policy's name, its new version, every number of it, and why; a preset needs no reason."""

    name: Text
    version: Whole
    rules: dict[str, Any]
    reason: str


def _published(who: str, facts: Facts) -> Wording:
    title = _("{who} published version {version} of the policy {name}")
    words = title.format(who=who, version=facts["version"], name=policy_text(facts["name"]))
    return Wording(words, words=facts.get("reason", ""))


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    state.row("policy", f"{facts['name']} {facts['version']}").update(facts, published_at=entry.at)


PUBLISHED = declare(
    "policy.published", shape=PublishedFacts, wording=_published, tone="mute", icon="seal", replay=_replay
)
