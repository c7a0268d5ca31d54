"""The kind of entry by which the content of another one is erased."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.shapes import Digest, Text, Whole, shape
from handsel.record.wording import Wording


@shape
class ErasedFacts(TypedDict):
    """The number of the entry whose content went, why, and the fingerprints of its files.

    `left` is what it did beside saying something: its facts, without anybody's words.
    """

    entry: Whole
    kind: Text
    reason: Text
    fingerprints: list[Digest]
    left: dict[str, Any]


def _erased(who: str, facts: Facts) -> Wording:
    title = _("{who} erased the content of entry {n}").format(who=who, n=facts["entry"])
    detail = _("The entry stays in the record, and every proof still holds.")
    return Wording(title, detail, words=facts["reason"])


ERASED = declare("content.erased", shape=ErasedFacts, wording=_erased, tone="mute", icon="hidden")
