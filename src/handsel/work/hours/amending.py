"""Amending a segment that was sent: a screenshot is redacted or deleted, its time reworded or taken off."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from handsel.devices.models import Device
from handsel.devices.signatures import check_signed
from handsel.kernel import identifiers
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.removing import remove_time
from handsel.work.hours.rewording import reword_time
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.redacting import redact_shot
from handsel.work.hours.shots.refusals import ShotUnknown
from handsel.work.hours.signing import SignedText
from handsel.work.hours.tracking_refusals import AmendmentMalformed, OtherSegment
from handsel_verify.amendments import Amendment, Deletion, Redaction, Rewording, amendment_from
from handsel_verify.strict_json import Malformed


def amend_segment(device: Device, signed: SignedText, *, pk: UUID, key: UUID, at: datetime) -> Amendment:
    """Do what a signed amendment says to a segment of the device; the same key again does nothing more.

    Raises `AmendmentMalformed`, `OtherSegment`, `SignatureWrong`, `NotFound` for a segment whose time does
    not count, `ShotUnknown`, `ShotDeleted`, `ShotLate`, `ShotRepeated`, `MemoMissing`, and `WeekSubmitted`.
    """
    amendment = _checked(device, signed, pk)
    segment = ReceivedSegment.objects.accepted().filter(pk=pk, device=device).first()
    if segment is None:
        raise NotFound
    actor = Actor(device.person_id, at, key)
    match amendment.change:
        case Redaction() as change:
            redact_shot(actor, _shot(segment, change.shot), change=change, signed=signed)
        case Deletion() as change:
            delete_shot(actor, _shot(segment, change.shot))
        case Rewording(memo):
            _each(actor, segment, lambda by, span: reword_time(by, span, memo=memo))
        case _:
            _each(actor, segment, remove_time)
    return amendment


def _checked(device: Device, signed: SignedText, pk: UUID) -> Amendment:
    """What it says, if this device signed it and it names the segment."""
    try:
        amendment = amendment_from(signed.content.encode())
    except (Malformed, UnicodeEncodeError) as error:
        raise AmendmentMalformed(fault=str(error)) from error
    if (amendment.device, amendment.segment) != (device.pk, pk):
        raise OtherSegment
    check_signed(device, signed.content.encode(), signed.signature)
    return amendment


def _shot(segment: ReceivedSegment, commitment: str) -> Shot:
    """The screenshot of a segment that commits to this, or did before it was redacted."""
    named = Q(commitment=commitment) | Q(earlier__commitment=commitment)
    shot: Shot | None = Shot.objects.filter(named, segment=segment).first()
    if shot is None:
        raise ShotUnknown
    return shot


@transaction.atomic
def _each(actor: Actor, segment: ReceivedSegment, do: Callable[[Actor, TimeSpan], object]) -> None:
    """Do an act to what is left of its time: where a week ended in it, there are two spans."""
    for place, span in enumerate(segment.spans.order_by("started_at")):
        key = identifiers.derived(actor.key, f"span {place}") if place else actor.key
        do(Actor(actor.id, actor.at, key), span)
