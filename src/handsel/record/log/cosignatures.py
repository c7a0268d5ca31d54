"""Ask witnesses to co-sign checkpoints, and store valid cosignatures."""

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
"""How far the clock of a witness may be off."""


class NotWitnessed(Exception):
    """A witness did not co-sign a checkpoint; the message says why. It is asked again for the next one."""


class Disputed(NotWitnessed):
    """A witness saw a different history of the log."""


def cosign(checkpoint: SignedCheckpoint, address: str, witness: Key) -> Cosignature:
    """Ask a witness to co-sign a checkpoint, and store its cosignature if valid.

    Raises `NotWitnessed`, and `Disputed` if the witness saw a different history. It uses the network, so
    call it outside a transaction.
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
    """The note of a checkpoint with all its cosignatures."""
    return checkpoint.note + "".join(f"{kept.line}\n" for kept in checkpoint.cosignatures.all())


def signed_line(checkpoint: SignedCheckpoint, lines: str, witness: Key) -> Signature | None:
    """The valid signature of a witness among these lines, if any; raises `NoteBroken`."""
    signatures = []
    for line in lines.split("\n")[:LINES_MAX]:
        with suppress(NoteBroken):
            signatures.append(signature_from(line))
    return Note(note_from(checkpoint.note).text, tuple(signatures)).signed_by(witness)


def moment_of(line: Signature) -> datetime:
    """When a witness signed; raises `ValueError` for an impossible time."""
    try:
        return datetime.fromtimestamp(time_of(line), UTC)
    except (OverflowError, OSError):
        raise ValueError("it was signed at a time that no calendar has") from None


def _seen(witness: Key, checkpoint: SignedCheckpoint) -> int:
    """The size of the last checkpoint that a witness co-signed, as far as we know."""
    known = Cosignature.objects.filter(name=witness.name, checkpoint__lte=checkpoint.size)
    seen: int | None = known.aggregate(most=Max("checkpoint"))["most"]
    return seen or 0


def _request_cosignature(checkpoint: SignedCheckpoint, address: str, old: int) -> tuple[int, str]:
    """Post a checkpoint to a witness; returns the HTTP status and the text."""
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
    """The size in a 409 response: what the witness saw last."""
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
