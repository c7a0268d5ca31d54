"""Sealed offers on the page of a dispute: who has sealed one, and both once they met."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.money import Money
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.sealed_offers import ROUNDS_MAX, sealing_is_off
from handsel.ui.badges import Badge
from handsel.web.base.amounts import Amount
from handsel.web.base.page_forms import PageForm, as_sent
from handsel.web.disputes.presentation import DisputeEntries, who
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side


class SealedForm(PageForm):
    """The number that a side seals: what the freelancer would get at most, or at least."""

    round = forms.IntegerField(min_value=1, max_value=ROUNDS_MAX, widget=forms.HiddenInput)
    sealed = Amount(label=gettext_lazy("The least you would take"), least=0)

    def __init__(self, dispute: Dispute, side: Side, data: QueryDict | None = None) -> None:
        super().__init__("sealed", data)
        field = self.fields["sealed"]
        assert isinstance(field, Amount)
        field.currency, field.most = dispute.job.currency, dispute.money
        if side is Side.CLIENT:
            field.label = _("The most you would pay")


@dataclass(frozen=True)
class SealedSide:
    """One side in the round: whether it has sealed its number."""

    name: str
    note: str
    state: Badge


@dataclass(frozen=True)
class SealedView:
    """The round that is on: its sides, and the form of a reader who may seal a number."""

    sides: list[SealedSide]
    form: PageForm | None


@dataclass(frozen=True)
class OpenedOffer:
    """A number that was sealed and met the other: whose, how much, its salt and its commitment."""

    name: str
    money: Money
    salt: str
    commitment: str


def sealed_view(job_view: JobView, dispute: Dispute, failed: PageForm | None) -> SealedView | None:
    """The sealed offers of a dispute in negotiation; none where a side keeps the site."""
    if dispute.stage != DisputeStage.NEGOTIATING or sealing_is_off(dispute.job):
        return None
    sides = [_side(job_view, dispute, side) for side in (Side.CLIENT, Side.FREELANCER)]
    is_new = not dispute.sealed_by and dispute.round < ROUNDS_MAX
    may_seal = is_new or dispute.sealed_by == job_view.other
    form = as_sent(SealedForm(dispute, job_view.side), failed) if may_seal else None
    return SealedView(sides if dispute.sealed_by else [], form)


def opened_offers(job_view: JobView, dispute: Dispute, entries: DisputeEntries) -> list[OpenedOffer]:
    """Both numbers of a dispute that sealed offers settled."""
    met = next((entry for entry in entries.own if entry.kind == "dispute.met"), None)
    return [
        OpenedOffer(
            name=who(job_view, row["side"]),
            money=Money(row["to_freelancer"], dispute.job.currency),
            salt=row["salt"],
            commitment=row["commitment"],
        )
        for row in (met.facts["openings"] if met else [])
    ]


def _side(job_view: JobView, dispute: Dispute, side: Side) -> SealedSide:
    note = _("The most the client pays") if side is Side.CLIENT else _("The least the freelancer takes")
    is_in = dispute.sealed_by == side
    state = Badge("gold", "seal", _("Sealed")) if is_in else Badge("mute", "open", _("Not yet"))
    return SealedSide(who(job_view, side), note, state)
