"""Entries of what people write and bring into a Workroom."""

from typing import NotRequired
from uuid import UUID

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Digest, Identifier, Text, Whole, shape
from handsel.record.wording import WORDS_MAX, FileFacts, Wording


@shape
class QuotedFacts(TypedDict):
    """Another entry, by its number and the first of its words."""

    number: Whole
    words: str


@shape
class MentionFacts(TypedDict):
    """Somebody whom a message mentions, by identifier and by the name of that day."""

    person: Identifier
    name: Text


@shape
class MessageFacts(TypedDict):
    """A message: its words, its files, whom it mentions, and what it corrects or replies to."""

    words: str
    files: list[FileFacts]
    mentions: NotRequired[list[MentionFacts]]
    corrects: NotRequired[QuotedFacts]
    replies: NotRequired[QuotedFacts]


def _message(who: str, facts: Facts) -> Wording:
    files = facts["files"]
    if not files:
        return Wording(_("{who} wrote in the Workroom").format(who=who), words=facts["words"][:WORDS_MAX])
    names = ", ".join(file["name"] for file in files)
    return Wording(_("{who} added {names}").format(who=who, names=names), words=facts["words"][:WORDS_MAX])


def mentions(facts: Facts, person: UUID) -> bool:
    """Whether a message mentions this person."""
    return any(mention["person"] == str(person) for mention in facts.get("mentions", ()))


def mention_title(who: str, facts: Facts) -> str:
    """What those whom a message mentions read above it."""
    names = ", ".join(file["name"] for file in facts["files"])
    words = _("{who} mentioned you and added {names}") if names else _("{who} mentioned you in the Workroom")
    return words.format(who=who, names=names)


def replay_files(state: ChainState, entry: ReplayedEntry, files: list[Facts]) -> None:
    """The files that an entry brings."""
    for file in files:
        state.row("file", file["file"]).update(
            name=file["name"],
            version=file["version"],
            sha256=file["sha256"],
            size=file["size"],
            brought_by=entry.actor,
            brought_at=entry.at,
            entry=entry.id,
        )


def _replay_message(state: ChainState, entry: ReplayedEntry) -> None:
    replay_files(state, entry, entry.facts["files"])
    if corrected := entry.facts.get("corrects"):
        state.row("correction", f"{corrected['number']} {entry.number}")


def without_words(facts: Facts) -> Facts:
    """What is left of a message once it was erased: which other one it corrects or replies to."""
    quotes: Facts = {name: {**facts[name], "words": ""} for name in ("corrects", "replies") if name in facts}
    return {"words": "", "files": [], **quotes}


MESSAGE = declare(
    "message.posted",
    shape=MessageFacts,
    wording=_message,
    tone="mute",
    icon="message",
    group=Group.MESSAGES,
    can_wait=lambda _facts: True,
    is_written=True,
    replay=_replay_message,
)


@shape
class QuarantinedFacts(TypedDict):
    """An infected file, and what the scan found in it."""

    file: Whole
    name: Text
    version: Whole
    sha256: Digest
    finding: Text


def _quarantined(who: str, facts: Facts) -> Wording:
    title = _("{name}, version {version}, is infected and was quarantined").format(
        name=facts["name"], version=facts["version"]
    )
    detail = _(
        "The virus scan found {finding}. The file cannot be downloaded. Send a clean one as a new version."
    )
    return Wording(title, detail.format(finding=facts["finding"]))


QUARANTINED = declare(
    "file.quarantined",
    shape=QuarantinedFacts,
    wording=_quarantined,
    tone="bad",
    icon="alert",
    replay=lambda state, entry: state.row(
        "quarantine", f"{entry.facts['file']} {entry.facts['sha256']}"
    ).update(entry.facts),
)
