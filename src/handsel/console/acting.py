"""What acts of operators have in common: they stand on the house's own chain, with a reason."""

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.record.actions import ActionSpec
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain


def on_house_chain(kind: EntryKind, request: Facts) -> ActionSpec:
    """An act on the house's own chain, whose request has a reason; raises `Refusal` for one that misleads."""
    refuse_bidi_controls(request["reason"])
    return ActionSpec(kind, Chain.Kind.HOUSE, HOUSE, request)
