"""The kind of entry by which somebody changes what is printed on their invoices."""

from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Whole, shape
from handsel.record.wording import says


@shape
class LetterheadFacts(TypedDict):
    """Address, numbers and tax as they are printed from now on."""

    address: str
    tax_number: str
    tax_name: str
    tax_basis_points: Whole


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("letterhead").update(entry.facts)


LETTERHEAD_CHANGED = declare(
    "letterhead.changed",
    shape=LetterheadFacts,
    wording=says(gettext_noop("You changed your invoice details")),
    tone="mute",
    icon="seal",
    replay=_replay,
)
