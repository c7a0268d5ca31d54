"""Witnesses of the house's log: they are asked to co-sign what it signed, and what holds of it is kept."""

import re
from base64 import b64encode
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.db.models import Max

from handsel.kernel import clock
from handsel.record.log.tiles import TilesBroken
from handsel.record.log.writer import tree_of
from handsel.record.models import Cosignature, SignedCheckpoint
from handsel_verify.notes import Key, Note, NoteBroken, Signature, note_from, signature_from, time_of
from handsel_verify.tree import consistency_proof

TIMEOUT_SECONDS = 10
TRIES, LINES_MAX, ANSWER_BYTES_MAX = 3, 16, 16 * 1024
CLOCK_OFF_MAX = timedelta(hours=1)
"""How far the clock of a witness may be from that of the house."""


class NotWitnessed(Exception):
    """A witness did not co-sign a checkpoint; the message says why. It is asked again about the next."""


class Disputed(NotWitnessed):
    """A witness knows another history than the one that the house has now."""


def cosign(checkpoint: SignedCheckpoint, address: str, witness: Key) -> Cosignature:
    """Have a witness co-sign a checkpoint, and keep its line when it holds.

    Raises `NotWitnessed`, and `Disputed` when the witness knows another history. It talks to a network, so
    call it outside any transaction.
    """
    old = _seen(witness, checkpoint)
    for _ in range(TRIES):
        status, text = _request_cosignature(checkpoint, address, old)
        if status == 200:
            return _keep(checkpoint, text, witness)
        if status == 422:
            raise Disputed(f"the log does not continue the {old:,} leaves that it saw")
        if status != 409:
            raise NotWitnessed(f"it answered {status}")
        old = _other_size(text, old, checkpoint)
    raise NotWitnessed("it names another size each time")


def witnessed(checkpoint: SignedCheckpoint) -> str:
    """A checkpoint as its note, with the lines of the witnesses that saw it."""
    return checkpoint.note + "".join(f"{kept.line}\n" for kept in checkpoint.cosignatures.all())


def signed_line(checkpoint: SignedCheckpoint, lines: str, witness: Key) -> Signature | None:
    """The line among these that a witness signed over a checkpoint, if there is one; raises `NoteBroken`."""
    signatures = []
    for line in lines.split("\n")[:LINES_MAX]:
        with suppress(NoteBroken):
            signatures.append(signature_from(line))
    return Note(note_from(checkpoint.note).text, tuple(signatures)).signed_by(witness)


def moment_of(line: Signature) -> datetime:
    """When a witness signed; raises `ValueError` for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(time_of(line), UTC)
    except (OverflowError, OSError):
        raise ValueError("it was signed at a time that no calendar has") from None


def _seen(witness: Key, checkpoint: SignedCheckpoint) -> int:
    """How many leaves of a checkpoint a witness saw already, as far as the house knows."""
    known = Cosignature.objects.filter(name=witness.name, checkpoint__lte=checkpoint.size)
    seen: int | None = known.aggregate(most=Max("checkpoint"))["most"]
    return seen or 0


def _request_cosignature(checkpoint: SignedCheckpoint, address: str, old: int) -> tuple[int, str]:
    """What a witness answers, as status and text."""
    place = urlsplit(address)
    connect = HTTPSConnection if place.scheme == "https" else HTTPConnection
    try:
        proof = consistency_proof(tree_of(checkpoint.size).subtree, old, checkpoint.size)
        steps = "".join(f"{b64encode(step).decode()}\n" for step in proof)
        body = f"old {old}\n{steps}\n{checkpoint.note}".encode()
        with closing(connect(place.hostname or "", place.port, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request("POST", f"{place.path}/add-checkpoint", body)
            answer = connection.getresponse()
            return answer.status, answer.read(ANSWER_BYTES_MAX).decode()
    except (OSError, HTTPException, ValueError, TilesBroken) as error:
        raise NotWitnessed(str(error) or type(error).__name__) from error


def _other_size(text: str, old: int, checkpoint: SignedCheckpoint) -> int:
    """The size that a witness saw last, where it is not the one that the house took it for."""
    if not re.fullmatch(r"(0|[1-9][0-9]{0,18})\n?", text):
        raise NotWitnessed("it answered 409, and names no size")
    size, newest = int(text), SignedCheckpoint.objects.aggregate(most=Max("size"))["most"]
    if size > newest:
        raise Disputed(f"it saw {size:,} leaves, but the house signed for {newest:,}")
    if size > checkpoint.size:
        raise NotWitnessed("it saw a newer checkpoint already")
    if size == old:
        raise Disputed(f"it saw other leaves among the first {size:,}")
    return size


def _keep(checkpoint: SignedCheckpoint, lines: str, witness: Key) -> Cosignature:
    line = signed_line(checkpoint, lines, witness)
    if line is None:
        raise NotWitnessed("what it signed does not hold over the checkpoint")
    try:
        at = moment_of(line)
    except ValueError as error:
        raise NotWitnessed(str(error)) from None
    if not checkpoint.signed_at - CLOCK_OFF_MAX <= at <= clock.now() + CLOCK_OFF_MAX:
        raise NotWitnessed(f"its clock is off: it signed at {at.isoformat()}")
    fields = {"key": str(witness), "line": str(line), "at": at}
    return Cosignature.objects.get_or_create(checkpoint=checkpoint, name=witness.name, defaults=fields)[0]
