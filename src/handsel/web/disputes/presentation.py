"""A dispute as its page shows it: its steps, what each side says with its evidence, and its offers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.trust.disputes.lifecycle import SETTLEABLE
from handsel.trust.disputes.models import Dispute, DisputeOffer
from handsel.ui.badges import Badge
from handsel.ui.links import entry_url
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side

OFFER_BADGES = {
    DisputeOffer.State.OPEN: ("warn", "pen"),
    DisputeOffer.State.DECLINED: ("bad", "cross"),
    DisputeOffer.State.REPLACED: ("mute", "cross"),
    DisputeOffer.State.ACCEPTED: ("good", "check"),
}


@dataclass(frozen=True)
class EvidenceLine:
    """An entry that a side points to: what it says, and where it stands, if the reader can go there."""

    number: int
    words: str
    href: str


@dataclass(frozen=True)
class Seal:
    """An entry by its number and hash, and where it stands."""

    number: int
    href: str
    hash: bytes | memoryview


@dataclass(frozen=True)
class Statement:
    """What a side or an operator says, when, and what proves it; with its entry."""

    name: str
    at: datetime
    words: str
    seal: Seal | None
    evidence: list[EvidenceLine]


@dataclass(frozen=True)
class OfferRow:
    """An open offer, by whom, and what became of it."""

    offer: DisputeOffer
    name: str
    state: Badge


@dataclass(frozen=True)
class DisputeEntries:
    """The entries of one dispute and of its evidence."""

    job_view: JobView
    by_number: Mapping[int, Entry]
    own: list[Entry]

    def seal(self, *kinds: str) -> Seal | None:
        """The last entry of the dispute of one of these kinds, or of any."""
        entries = (entry for entry in reversed(self.own) if entry.kind in kinds or not kinds)
        entry = next(entries, None)
        return Seal(entry.number, self.href(entry), entry.hash) if entry else None

    def evidence(self, numbers: Iterable[int]) -> list[EvidenceLine]:
        """Entries by number, as a side points to them."""
        rows = [self.by_number[number] for number in numbers if number in self.by_number]
        return [EvidenceLine(row.number, self._words(row), self.href(row)) for row in rows]

    def href(self, entry: Entry) -> str:
        """Where an entry stands in the Workroom; nowhere for an operator, who cannot open that."""
        is_operator = self.job_view.side is Side.HOUSE
        return "" if is_operator else entry_url(self.job_view.job.pk, entry.number)

    def _words(self, entry: Entry) -> str:
        if entry.is_erased:
            return _("The content of this entry was erased")
        side = self.job_view.job.side_of(entry.actor) if self._is_side(entry) else Side.HOUSE
        name = self.job_view.job.name_of(side or Side.HOUSE)
        wording = kind_named(entry.kind).wording(name, entry.facts)
        return wording.words or wording.title

    def _is_side(self, entry: Entry) -> bool:
        job = self.job_view.job
        return entry.actor in {job.client.person_id, job.freelancer and job.freelancer.person_id}


def dispute_entries(job_view: JobView, dispute: Dispute) -> DisputeEntries:
    """The entries that the page of a dispute shows: one query."""
    wanted = {*dispute.evidence, *dispute.answer_evidence}
    rows = Entry.objects.filter(chain__subject=job_view.job.uuid)
    rows = rows.filter(Q(kind__startswith="dispute.") | Q(number__in=wanted)).select_related("content")
    by_number = {entry.number: entry for entry in rows.order_by("number")}
    own = [
        entry
        for entry in by_number.values()
        if entry.kind.startswith("dispute.") and entry.facts.get("dispute") == dispute.number
    ]
    return DisputeEntries(job_view, by_number, own)


def statements(dispute: Dispute, entries: DisputeEntries) -> list[Statement]:
    """What the side that opened it says, and the other side's answer, if there is one."""
    rows = [(dispute.side, dispute.opened_at, dispute.reason, "dispute.opened", dispute.evidence)]
    if dispute.answered_at:
        other = Side(dispute.side).other
        rows += [(other, dispute.answered_at, dispute.answer, "dispute.answered", dispute.answer_evidence)]
    return [
        Statement(who(entries.job_view, side), at, words, entries.seal(kind), entries.evidence(list(numbers)))
        for side, at, words, kind, numbers in rows
    ]


def offer_rows(job_view: JobView, dispute: Dispute) -> list[OfferRow]:
    """The open offers, newest first; once nobody can accept one, it is one that was not accepted."""
    is_open = dispute.stage in SETTLEABLE
    labels = {
        DisputeOffer.State.OPEN: _("Open") if is_open else _("Not accepted"),
        DisputeOffer.State.DECLINED: _("Declined"),
        DisputeOffer.State.REPLACED: _("Replaced"),
        DisputeOffer.State.ACCEPTED: _("Accepted"),
    }
    over = {} if is_open else {DisputeOffer.State.OPEN: OFFER_BADGES[DisputeOffer.State.REPLACED]}
    looks = OFFER_BADGES | over
    return [
        OfferRow(row, who(job_view, row.side), Badge(*looks[state], labels[state]))
        for row in dispute.offers.all()
        for state in [DisputeOffer.State(row.state)]
    ]


def who(job_view: JobView, side: str) -> str:
    """A side as the reader calls it; to an operator, both have their names."""
    if side == job_view.side:
        return _("You")
    party = job_view.job.party(Side(side))
    return party.person.first_name if party else job_view.other_name
