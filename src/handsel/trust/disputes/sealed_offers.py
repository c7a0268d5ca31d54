"""Sealed offers: up to three rounds, in which neither side learns the other's number (rules: disputes 3)."""

from datetime import datetime, timedelta

from django.db import transaction

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.tasks.models import schedule
from handsel.trust.disputes.commitments import Opening
from handsel.trust.disputes.entries import sealed as entries
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute, SealedOffer
from handsel.trust.disputes.outcome import meeting_point
from handsel.trust.disputes.refusals import (
    AlreadySealed,
    DisputeClosed,
    ExceedsDisputed,
    RoundOver,
    RoundsUsed,
    SealingOff,
)
from handsel.trust.disputes.sealing import salt_for, seal, unseal
from handsel.trust.disputes.steps import VOID, destroy_sealed, refuse_over, share_out, subject_in
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState

ROUNDS_MAX = 3
ROUND_LASTS = timedelta(hours=24)


def seal_offer(actor: Actor, dispute: Dispute, *, expected_round: int, to_freelancer: Money) -> Facts:
    """Seal a number for the round that the page said; the house opens the second with the first at once.

    The act is given the commitment and the encrypted number alone: what it was asked for is hashed into its
    entry, and a small number could be found from a hash.
    """
    if not 0 <= to_freelancer.minor <= dispute.amount:
        raise ExceedsDisputed
    side = dispute.job.side_of(actor.id)
    if side not in (Side.CLIENT, Side.FREELANCER):
        raise NotFound
    place = place_of(dispute, side)
    opening = Opening(side.value, salt_for(place, actor.key), to_freelancer.minor)
    commitment = opening.commitment(dispute.job.uuid, dispute.number)
    with transaction.atomic():
        sealed = seal(place, opening)
        facts = _seal(actor, dispute, expected_round=expected_round, commitment=commitment, sealed=sealed)
        _open_round(actor.at, dispute)
    return facts


def sealing_is_off(job: Job) -> bool:
    """Whether a side could see the other's number, since it keeps the site (rules: disputes 3)."""
    people = [party.person_id for party in job.sides()]
    return Person.objects.filter(pk__in=people, is_operator=True).exists()


def place_of(dispute: Dispute, side: str) -> str:
    """Where a sealed offer belongs: bytes from elsewhere do not open there."""
    return f"{dispute.job.uuid} {dispute.number} {side}"


def auto_void(subject: str, at: datetime) -> None:
    """End a round in which one number came alone: it is destroyed, unopened."""
    dispute = Dispute.objects.select_related("job").get(pk=int(subject))
    if dispute.round_ends_at is not None and dispute.round_ends_at <= at:
        _void(_house(dispute, at), dispute)


@act(entries.SEALED, Side.CLIENT, Side.FREELANCER, closed=True)
def _seal(
    context: JobContext, dispute: Dispute, *, expected_round: int, commitment: str, sealed: str
) -> Facts:
    _refuse_sealing(context, dispute)
    if dispute.open_round != expected_round:
        raise RoundOver
    subject_in(context, dispute)
    SealedOffer.objects.create(dispute=dispute, side=context.side, sealed=sealed)
    facts = {"side": context.side, "commitment": commitment}
    if not dispute.sealed_by:
        dispute.round += 1
        dispute.sealed_by, dispute.commitment = context.side, commitment
        dispute.round_ends_at = context.at + ROUND_LASTS
        schedule(VOID, dispute.pk, at=dispute.round_ends_at)
        dispute.save(force_update=True)
    return {**dispute.facts(), **facts, "round": dispute.round, "until": dispute.round_ends_at}


def _refuse_sealing(context: JobContext, dispute: Dispute) -> None:
    if dispute.stage != DisputeStage.NEGOTIATING:
        raise DisputeClosed
    refuse_over(dispute, context.at)
    if sealing_is_off(context.job):
        raise SealingOff
    if dispute.sealed_by == context.side:
        raise AlreadySealed
    if dispute.round_ends_at is not None and dispute.round_ends_at <= context.at:
        raise RoundOver
    if not dispute.sealed_by and dispute.round >= ROUNDS_MAX:
        raise RoundsUsed


def _open_round(at: datetime, dispute: Dispute) -> None:
    """Open both numbers of a round, if both are in: they meet, or both are destroyed.

    Where the key of one was lost, the round is void, since nobody knows whether they meet.
    """
    rows = SealedOffer.objects.filter(dispute=dispute)
    sealed = {row.side: row.sealed for row in rows}
    if len(sealed) < 2:
        return
    now = Dispute.objects.select_related("job__client", "job__freelancer").get(pk=dispute.pk)
    openings = [unseal(place_of(now, side), side, sealed[side]) for side in (Side.CLIENT, Side.FREELANCER)]
    payer, payee = openings
    if payer is None or payee is None:
        _void(_house(now, at), now)
        return
    part = meeting_point(payer=payer.to_freelancer, payee=payee.to_freelancer, whole=now.amount)
    if part is None:
        _end_apart(_house(now, at), now)
    else:
        shown = [opening.facts(now.job.uuid, now.number) for opening in (payer, payee)]
        _meet(_house(now, at), now, part=part, openings=shown)


@act(entries.MET, Side.HOUSE, closed=True)
def _meet(context: JobContext, dispute: Dispute, *, part: int, openings: list[Facts]) -> Facts:
    number = dispute.round
    return {
        **share_out(context, dispute, DisputeStage.SETTLED, part),
        "round": number,
        "openings": openings,
    }


@act(entries.APART, Side.HOUSE, closed=True)
def _end_apart(context: JobContext, dispute: Dispute) -> Facts:
    return _destroyed(context, dispute)


@act(entries.VOIDED, Side.HOUSE, closed=True)
def _void(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: the other number may have come at the last moment."""
    if not dispute.sealed_by:
        raise InvalidState
    return _destroyed(context, dispute)


def _destroyed(context: JobContext, dispute: Dispute) -> Facts:
    subject_in(context, dispute)
    destroy_sealed(dispute)
    dispute.save(force_update=True)
    return {**dispute.facts(), "round": dispute.round}


def _house(dispute: Dispute, at: datetime) -> Actor:
    key = identifiers.derived(dispute.job.uuid, f"dispute {dispute.number} round {dispute.round}")
    return Actor(HOUSE, at, key)
