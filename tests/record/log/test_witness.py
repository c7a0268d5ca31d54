"""A witness co-signs what continues what it saw, answers the rest as the protocol says, and never forgets."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from handsel.record.log import keyfiles
from handsel.record.log.keyfiles import KeyBroken, Signer
from handsel.record.log.witness import BODY_BYTES_MAX, SIZE_TYPE, Witness, WitnessResponse
from handsel_verify.notes import key_from, signature_from, time_of, with_signatures
from tests.witnessing import Log, private, witness_signer

LOG = Log()
STRANGER, FORGER = (
    Log(Signer("other.example", LOG.signer.private)),
    Log(Signer("log.example", private("forger"))),
)
FORK = Log(LOG.signer, forked=4)


class KilledWitness(BaseException):
    """What stands for kill -9: nothing catches it."""


def made(folder: Path, *logs: Log) -> Witness:
    return Witness(folder / "witness", [log.signer.key for log in logs or (LOG,)], "witness.example")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """One that has co-signed five leaves."""
    witness = made(tmp_path)
    assert witness.add_checkpoint(LOG.request(0, 5)).status == 200
    return witness


def seen(witness: Witness, origin: str = "log.example") -> int:
    """How many leaves of a log it co-signed last."""
    return witness._last(origin).size


def without_proof(request: bytes) -> bytes:
    first, _, rest = request.partition(b"\n")
    return first + b"\n\n" + rest.partition(b"\n\n")[2]


ANSWERS: dict[str, tuple[bytes, int]] = {
    "it grew": (LOG.request(5, 8), 200),
    "it is the same": (LOG.request(5, 5), 200),
    "nothing": (b"", 400),
    "no text": (b"\xff", 400),
    "no old size": (b"\n\n" + str(LOG.note(8)).encode(), 400),
    "an old size with a zero before it": (LOG.request(5, 8).replace(b"old 5", b"old 05"), 400),
    "no note": (b"old 5\n\nlog.example\n", 400),
    "a note that is no checkpoint": (b"old 5\n\nlog.example\n\n" + "— a AAAAAAAA\n".encode(), 400),
    "a hash that is none": (LOG.request(5, 8).replace(b"old 5\n", b"old 5\nAAAA\n"), 400),
    "too many hashes": (b"old 5\n" + b"AAAA\n" * 64 + b"\n" + str(LOG.note(8)).encode(), 400),
    "too many signatures": (LOG.request(5, 8) + "— a AAAAAAAA\n".encode() * 16, 400),
    "too long": (LOG.request(5, 8) + bytes(BODY_BYTES_MAX), 400),
    "smaller than it says": (b"old 5\n\n" + str(LOG.note(3)).encode(), 400),
    "a log that it does not know": (STRANGER.request(5, 8), 404),
    "another key under the same name": (FORGER.request(5, 8), 403),
    "an old size that it did not sign": (LOG.request(3, 8), 409),
    "rolled back": (LOG.request(3, 3), 409),
    "as if it were new": (LOG.request(0, 8), 409),
    "a fork of the same size": (FORK.request(5, 5), 409),
    "a fork that grew": (FORK.request(5, 8), 422),
    "a proof that is not there": (without_proof(LOG.request(5, 8)), 422),
    "a proof of something else": (
        LOG.request(5, 8).partition(b"\n\n")[0] + b"\n\n" + str(LOG.note(9)).encode(),
        422,
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_each_request_has_its_answer(witness: Witness, case: str) -> None:
    request, status = ANSWERS[case]
    answer = witness.add_checkpoint(request)
    assert answer.status == status, answer
    assert seen(witness) == (8 if case == "it grew" else 5)
    if status == 409:
        assert answer == WitnessResponse(409, "5\n", SIZE_TYPE)


def test_what_it_signs_holds_with_the_time(witness: Witness) -> None:
    began = int(time.time())
    line = signature_from(witness.add_checkpoint(LOG.request(5, 8)).text.removesuffix("\n"))
    note = with_signatures(LOG.note(8), [line])
    assert note.signed_by(key_from(str(witness.key))) == line
    assert began <= time_of(line) <= began + 60


def test_a_log_that_it_never_saw_begins_without_a_proof(tmp_path: Path) -> None:
    witness = made(tmp_path)
    assert witness.add_checkpoint(LOG.request(3, 5)) == WitnessResponse(409, "0\n", SIZE_TYPE)
    assert witness.add_checkpoint(LOG.request(5, 8).replace(b"old 5", b"old 0")).status == 422
    assert witness.add_checkpoint(LOG.request(0, 5)).status == 200


@pytest.mark.parametrize("size", range(1, 40))
def test_every_step_of_a_growing_log_is_signed(tmp_path: Path, size: int) -> None:
    witness = made(tmp_path)
    assert witness.add_checkpoint(LOG.request(0, size)).status == 200
    assert witness.add_checkpoint(LOG.request(size, 40)).status == 200
    assert witness.add_checkpoint(LOG.request(40, 41)).status == 200


def test_each_log_has_a_memory_of_its_own(tmp_path: Path) -> None:
    witness = made(tmp_path, LOG, STRANGER)
    witness.add_checkpoint(LOG.request(0, 5))
    assert witness.add_checkpoint(STRANGER.request(0, 3)).status == 200
    assert (seen(witness), seen(witness, "other.example")) == (5, 3)


def test_a_log_may_have_a_second_key(tmp_path: Path) -> None:
    witness = made(tmp_path, LOG, FORGER)
    assert witness.add_checkpoint(LOG.request(0, 5)).status == 200
    assert witness.add_checkpoint(FORGER.request(5, 8)).status == 200


def test_begun_again_it_has_its_key_and_its_memory(witness: Witness, tmp_path: Path) -> None:
    again = made(tmp_path)
    assert again.key == witness.key
    assert again.add_checkpoint(FORK.request(5, 8)).status == 422
    assert again.add_checkpoint(LOG.request(5, 8)).status == 200
    assert (tmp_path / "witness" / "witness-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("place", "size"), [("keyfiles.write", 5), ("Signer.cosigned", 8)])
def test_killed_it_has_signed_nothing_that_it_does_not_remember(
    witness: Witness, tmp_path: Path, place: str, size: int
) -> None:
    target: Any = keyfiles if place == "keyfiles.write" else Signer
    with patch.object(target, place.split(".")[1], side_effect=KilledWitness), pytest.raises(KilledWitness):
        witness.add_checkpoint(LOG.request(5, 8))
    again = made(tmp_path)
    assert seen(again) == size
    if size == 8:
        assert again.add_checkpoint(FORK.request(5, 8)) == WitnessResponse(409, "8\n", SIZE_TYPE)
    assert again.add_checkpoint(LOG.request(size, 8)).status == 200


def test_it_remembers_before_it_signs(witness: Witness) -> None:
    order: list[str] = []
    write, cosigned = keyfiles.write, Signer.cosigned

    def noted(name: str, does: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any) -> Any:
            order.append(name)
            return does(*arguments)

        return do

    with (
        patch.object(keyfiles, "write", noted("remember", write)),
        patch.object(Signer, "cosigned", noted("sign", cosigned)),
    ):
        witness.add_checkpoint(LOG.request(5, 8))
    assert order == ["remember", "sign"]


def test_of_two_histories_at_once_it_signs_one(witness: Witness) -> None:
    write, gate, answers = keyfiles.write, threading.Barrier(8), []

    def slowly(*arguments: Any) -> None:
        time.sleep(0.02)
        write(*arguments)

    def send(request: bytes) -> None:
        gate.wait()
        answers.append(witness.add_checkpoint(request).status)

    requests = [LOG.request(5, size) for size in range(6, 14)]
    with patch.object(keyfiles, "write", slowly):
        threads = [threading.Thread(target=send, args=(request,)) for request in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [200] + [409] * 7


def test_a_lost_key_is_not_replaced_in_silence(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "witness" / "witness-key").unlink()
    with pytest.raises(KeyBroken, match="put the key back"):
        made(tmp_path)


@pytest.mark.parametrize("text", ["", "nonsense", str(STRANGER.note(5))])
def test_a_memory_that_is_broken_is_named(witness: Witness, tmp_path: Path, text: str) -> None:
    (memory,) = (tmp_path / "witness").glob("*.checkpoint")
    memory.write_text(text)
    with pytest.raises(KeyBroken, match=memory.name):
        made(tmp_path)
    with pytest.raises(KeyBroken):
        witness.add_checkpoint(LOG.request(5, 8))


def test_the_key_of_a_house_does_not_serve_a_witness(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    folder.mkdir()
    keyfiles.make(folder / "witness-key", "log.example", LOG.signer.algorithm)
    with pytest.raises(KeyBroken, match="holds no signing key"):
        made(tmp_path)


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_no_key_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyBroken, match="cannot be called"):
        Witness(tmp_path / "witness", [LOG.signer.key], name)


def test_the_key_of_a_witness_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(KeyBroken, match="not one of a witness"):
        Witness(tmp_path / "witness", [witness_signer().key], "witness.example")
