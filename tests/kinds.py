"""Kinds of entries that tests act with: declared nowhere, of any shape."""

from typing import Any

from handsel.record.kinds import EntryKind
from handsel.record.wording import says

SAID = EntryKind("word.said", dict[str, Any], says("Words"), "mute", "message")
SUNG = EntryKind("word.sung", dict[str, Any], says("Words"), "mute", "message")
WRITTEN = EntryKind("word.written", dict[str, Any], says("Words"), "mute", "message")
