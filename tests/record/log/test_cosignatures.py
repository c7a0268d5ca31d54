"""The house has its checkpoints co-signed: what holds is kept, nothing else is, and a dispute is told."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from handsel.record.log import cosignatures, writer
from handsel.record.log.cosignatures import Disputed, NotWitnessed, cosign, moment_of, witnessed
from handsel.record.log.keyfiles import Signer
from handsel.record.log.keys import signer
from handsel.record.log.witness import SIZE_TYPE, Witness, WitnessResponse
from handsel.record.models import Cosignature, SignedCheckpoint
from handsel_verify.notes import note_from
from tests.db_tamper import lose
from tests.record.log.test_writer import signed
from tests.serving import free_port
from tests.witnessing import answering, witness_signer

pytestmark = pytest.mark.django_db
LIAR = witness_signer("liar.example")

Answering = Callable[[bytes], WitnessResponse]


@pytest.fixture
def served() -> Iterator[Callable[[Answering], str]]:
    """Serves what answers, for the length of a test; gives its address."""
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(answering(answer))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness", [signer(make=True).key], "witness.example")


def text_of(body: bytes) -> str:
    """The text of the checkpoint that a request brings."""
    return note_from(body.decode().partition("\n\n")[2]).text


def test_what_a_witness_signs_is_kept_under_the_checkpoint(witness: Witness, served: Any) -> None:
    address = served(witness.add_checkpoint)
    for size in (2, 3, 300):
        checkpoint = signed(size)
        kept = cosign(checkpoint, address, witness.key)
        assert (kept.checkpoint, kept.name, kept.key) == (checkpoint, "witness.example", str(witness.key))
        assert kept.line in witnessed(checkpoint)
        signature = note_from(witnessed(checkpoint)).signed_by(witness.key)
        assert signature is not None
        assert moment_of(signature) == kept.at
    assert Cosignature.objects.count() == 3


def test_asked_twice_it_is_kept_once(witness: Witness, served: Any) -> None:
    checkpoint, address = signed(2), served(witness.add_checkpoint)
    assert cosign(checkpoint, address, witness.key) == cosign(checkpoint, address, witness.key)


def test_a_witness_that_saw_more_than_was_kept_is_asked_from_there_on(witness: Witness, served: Any) -> None:
    address = served(witness.add_checkpoint)
    cosign(signed(2), address, witness.key)
    lose(Cosignature.objects.get())
    assert cosign(signed(3), address, witness.key).checkpoint_id == 5


def test_an_older_checkpoint_than_it_saw_is_no_dispute(witness: Witness, served: Any) -> None:
    address, older = served(witness.add_checkpoint), signed(2)
    cosign(signed(3), address, witness.key)
    with pytest.raises(NotWitnessed, match="a newer checkpoint already") as refused:
        cosign(older, address, witness.key)
    assert not isinstance(refused.value, Disputed)


def test_cosignatures_never_change(witness: Witness, served: Any) -> None:
    cosign(signed(2), served(witness.add_checkpoint), witness.key)
    for act in (lambda: Cosignature.objects.update(line=""), lambda: Cosignature.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def forget(place: Path) -> None:
    """The house as if it had signed nothing: a history to be made anew under the same key."""
    (place / "last-checkpoint").unlink()
    for row in (*Cosignature.objects.all(), *SignedCheckpoint.objects.all()):
        lose(row)


@pytest.mark.parametrize("more", [0, 1])
def test_a_history_made_anew_is_disputed(witness: Witness, served: Any, settings: Any, more: int) -> None:
    address = served(witness.add_checkpoint)
    checkpoint = signed(3)
    cosign(checkpoint, address, witness.key)
    forget(settings.LOG_KEY_DIR)
    leaf = writer.Leaf.objects.get(index=1)
    lose(leaf)
    writer.Leaf.objects.create(index=1, entry=leaf.entry, salt=b"x" * 32)
    again = signed(more) if more else writer.write_log()
    assert again is not None
    with pytest.raises(Disputed, match=r"other leaves|does not continue"):
        cosign(again, address, witness.key)
    assert not Cosignature.objects.exists()


def test_a_history_that_shrank_is_disputed(witness: Witness, served: Any, settings: Any) -> None:
    address = served(witness.add_checkpoint)
    cosign(signed(3), address, witness.key)
    forget(settings.LOG_KEY_DIR)
    lose(writer.Leaf.objects.get(index=2))
    shorter = writer.write_log()
    assert shorter is not None
    with pytest.raises(Disputed, match="it saw 3 leaves, but the house signed for 2"):
        cosign(shorter, address, witness.key)


def line(body: bytes, signer: Signer) -> str:
    """What a signer answers to a request."""
    return f"{signer.cosigned(text_of(body), int(time.time()))}\n"


LIES: dict[str, tuple[Answering, str]] = {
    "another key": (
        lambda body: WitnessResponse(200, line(body, witness_signer(LIAR.name, "another"))),
        "does not hold",
    ),
    "another checkpoint": (
        lambda body: WitnessResponse(200, f"{LIAR.cosigned('x', 1_800_000_000)}\n"),
        "does not hold",
    ),
    "nothing": (lambda body: WitnessResponse(200, ""), "does not hold"),
    "no line": (lambda body: WitnessResponse(200, "— \n\nnonsense\n" * 99), "does not hold"),
    "long ago": (
        lambda body: WitnessResponse(200, f"{LIAR.cosigned(text_of(body), 7)}\n"),
        "its clock is off",
    ),
    "never": (lambda body: WitnessResponse(200, f"{LIAR.cosigned(text_of(body), 2**63)}\n"), "no calendar"),
    "no size": (lambda body: WitnessResponse(409, "many\n", SIZE_TYPE), "names no size"),
    "a size without end": (lambda body: WitnessResponse(409, "9" * 9999, SIZE_TYPE), "names no size"),
    "more than there is": (lambda body: WitnessResponse(409, "9\n", SIZE_TYPE), "it saw 9 leaves"),
    "another each time": (
        lambda body: WitnessResponse(409, f"{1 - int(body[4:5])}\n", SIZE_TYPE),
        "another size each",
    ),
    "the same size": (lambda body: WitnessResponse(409, "0\n", SIZE_TYPE), "other leaves among"),
    "a broken proof": (lambda body: WitnessResponse(422, ""), "does not continue"),
    "elsewhere": (lambda body: WitnessResponse(302, ""), "it answered 302"),
    "a fault": (lambda body: WitnessResponse(500, ""), "it answered 500"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_a_lying_witness_answers_is_not_kept(served: Any, lie: str) -> None:
    answer, why = LIES[lie]
    with pytest.raises(NotWitnessed, match=why):
        cosign(signed(2), served(answer), LIAR.key)
    assert not Cosignature.objects.exists()


def test_a_good_line_among_others_is_found(served: Any) -> None:
    others = "— else.example AAAAAAAA\nnonsense\n"
    kept = cosign(
        signed(2),
        served(lambda body: WitnessResponse(200, others + line(body, LIAR))),
        LIAR.key,
    )
    assert witnessed(kept.checkpoint).count("\n— ") == 2


def test_a_dead_witness_is_not_waited_for() -> None:
    with pytest.raises(NotWitnessed, match="refused"):
        cosign(signed(2), f"http://127.0.0.1:{free_port()}", LIAR.key)


def test_one_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch, served: Any) -> None:
    monkeypatch.setattr(cosignatures, "TIMEOUT_SECONDS", 0.2)

    def slowly(_body: bytes) -> WitnessResponse:
        time.sleep(0.6)
        return WitnessResponse(500, "")

    with pytest.raises(NotWitnessed, match="timed out"):
        cosign(signed(2), served(slowly), LIAR.key)


def test_what_is_sent_is_what_the_protocol_says(served: Any) -> None:
    bodies: list[bytes] = []

    def answer(body: bytes) -> WitnessResponse:
        bodies.append(body)
        return WitnessResponse(500, "")

    checkpoint = signed(2)
    with pytest.raises(NotWitnessed):
        cosign(checkpoint, served(answer), LIAR.key)
    assert bodies == [f"old 0\n\n{checkpoint.note}".encode()]
