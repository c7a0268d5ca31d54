"""What a change of terms does to the money: a pure function of both versions and the current funds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from handsel.kernel.i18n import gettext_noop
from handsel.work.terms.content import MilestoneTerms, Terms

CLOSED = gettext_noop("Closed milestones cannot change: %(names)s.")
FROZEN = gettext_noop("Disputed money cannot be taken out of a milestone: %(names)s.")
PAID = gettext_noop("The amount cannot be less than what was already paid or refunded: %(names)s.")


@dataclass(frozen=True)
class Fault:
    """Why a change is not possible: a message about all such milestones, and one of them."""

    words: str
    name: str


@dataclass(frozen=True)
class MilestoneFunds:
    """The money of one milestone, in minor units, and whether it is closed to any change."""

    funded: int = 0
    released: int = 0
    refunded: int = 0
    returned_amount: int = 0
    closed: bool = False
    frozen: int = 0

    @property
    def kept(self) -> int:
        """What was funded and not returned: held or released."""
        return self.funded - self.refunded

    @property
    def floor(self) -> int:
        """The least the agreed amount can be: what was released or returned cannot be undone."""
        return self.released + self.returned_amount

    @property
    def free(self) -> int:
        """What is held and not disputed, and so may return."""
        return self.kept - self.released - self.frozen


@dataclass(frozen=True)
class Effects:
    """What binding would do: returns to the client, what is left to fund, and what is not possible."""

    returned: Mapping[UUID, int] = field(default_factory=dict)
    to_fund: Mapping[UUID, int] = field(default_factory=dict)
    dropped: frozenset[UUID] = frozenset()
    out_of_reach: tuple[Fault, ...] = ()


def effects(new: Terms, funds_by_ref: Mapping[UUID, MilestoneFunds], current: Terms | None) -> Effects:
    """What new terms do, given the money of every milestone and the terms agreed before."""
    kept = {part.ref: part for part in new.milestones}
    before = {part.ref: part for part in current.milestones} if current else {}
    returned, to_fund, faults = {}, {}, []
    for ref, funds in funds_by_ref.items():
        agreed = kept[ref].amount if ref in kept else funds.floor
        returned[ref] = max(funds.kept - (max(agreed, funds.floor) - funds.returned_amount), 0)
        faults += _faults(kept.get(ref), before.get(ref), funds, returned[ref])
    for ref, part in kept.items():
        funds = funds_by_ref.get(ref, MilestoneFunds())
        if not funds.closed:
            to_fund[ref] = max(part.amount - funds.returned_amount - funds.kept, 0)
    return Effects(
        returned={ref: minor for ref, minor in returned.items() if minor},
        to_fund={ref: minor for ref, minor in to_fund.items() if minor},
        dropped=frozenset(ref for ref, funds in funds_by_ref.items() if ref not in kept and not funds.closed),
        out_of_reach=tuple(faults),
    )


def _faults(
    kept: MilestoneTerms | None, before: MilestoneTerms | None, funds: MilestoneFunds, returned: int
) -> list[Fault]:
    """Paid and disputed money and closed milestones cannot be changed (rules: award and terms 5)."""
    known = before or kept
    if known is None:
        return []
    if funds.closed:
        return [] if kept == before else [Fault(CLOSED, known.name)]
    if kept is not None and kept.amount < funds.floor:
        return [Fault(PAID, known.name)]
    if funds.frozen and returned > funds.free:
        return [Fault(FROZEN, known.name)]
    return []
