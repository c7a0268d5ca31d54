"""Who co-signed the checkpoint of a bundle or a proof: demanded where it is named, told where it is not."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from handsel.kernel import clock
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.keyfiles import Signer
from handsel.record.log.keys import signer
from handsel.record.log.proofs import sealed
from handsel.record.models import Cosignature, Entry, SignedCheckpoint
from handsel_verify.bundles import check
from handsel_verify.command import CANNOT_TELL, DOES_NOT_HOLD, HOLDS, main
from handsel_verify.notes import Note, NoteBroken, Signature, note_from
from handsel_verify.witnesses import NAMES_MAX, Witnessed, cosigners, witness_from
from tests.record.evidence import members, rewritten, say, written
from tests.witnessing import Log, witness_signer

SECONDS = 1_772_470_800
NORTH, SOUTH = witness_signer("north.example"), witness_signer("south.example")


@pytest.fixture
def bundle(frozen_clock: object, db: None, tmp_path: Path) -> Path:
    """A bundle whose checkpoint a witness in the north has co-signed."""
    job = uuid4()
    say(job, words="First.")
    written(job, tmp_path / "bundle.zip")
    checkpoint = SignedCheckpoint.objects.get()
    line = NORTH.cosigned(note_from(checkpoint.note).text, SECONDS)
    Cosignature.objects.create(
        checkpoint=checkpoint, name=NORTH.name, key=str(NORTH.key), line=str(line), at=clock.now()
    )
    return written(job, tmp_path / "bundle.zip")


def test_a_witness_that_saw_it_is_named_with_the_time(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(bundle), "--key", str(signer().key), "--witness", str(NORTH.key)]) == HOLDS
    sentence = "HOLDS   north.example saw this checkpoint on 2026-03-02 at 17:00:00 UTC, and co-signed it\n"
    assert sentence in capsys.readouterr().out


def test_a_witness_that_did_not_is_a_fault(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = [str(bundle), "--witness", str(NORTH.key), "--witness", str(SOUTH.key)]
    assert main(options) == DOES_NOT_HOLD
    output = capsys.readouterr().out
    assert "HOLDS   north.example saw" in output
    assert "BROKEN  south.example has not co-signed the checkpoint: it may be shown to you alone\n" in output


def test_without_a_witness_named_those_under_it_are_told(bundle: Path) -> None:
    report = check(bundle, signer().key)
    assert report.faults == []
    assert report.remarks == [
        "Co-signed by north.example; with --witness and the key of each this is checked too"
    ]


@pytest.fixture
def proof(bundle: Path, tmp_path: Path) -> Path:
    """The proof of the one entry, under the same checkpoint."""
    checkpoint = SignedCheckpoint.objects.get()
    (entry,) = sealed(Entry.objects.all(), checkpoint)
    value: dict[str, Any] = {"entry": entry, "checkpoint": witnessed(checkpoint), "key": str(signer().key)}
    place = tmp_path / "proof.json"
    place.write_text(json.dumps(value))
    return place


def test_the_proof_of_one_entry_is_asked_for_its_witnesses_too(
    proof: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["entry", str(proof), "--key", str(signer().key)]
    assert main([*options, "--witness", str(NORTH.key)]) == HOLDS
    assert "HOLDS   north.example saw this checkpoint on 2026-03-02 at" in capsys.readouterr().out
    assert main([*options, "--witness", str(SOUTH.key)]) == DOES_NOT_HOLD
    assert "BROKEN  south.example has not co-signed the checkpoint" in capsys.readouterr().out
    assert main(options) == HOLDS
    assert "NOTE    Co-signed by north.example; with --witness" in capsys.readouterr().out


def test_the_key_of_a_house_is_no_witness(proof: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entry", str(proof), "--witness", str(signer().key)]) == CANNOT_TELL
    assert "is the key of a log, not of a witness" in capsys.readouterr().err


@pytest.mark.parametrize("trick", ["another key", "another time", "another checkpoint", "cut off"])
def test_a_line_that_does_not_hold_is_none(bundle: Path, trick: str) -> None:
    content = members(bundle)
    note = note_from(content["checkpoint.txt"].decode())
    right = NORTH.cosigned(note.text, SECONDS)
    line = {
        "another key": Signature(NORTH.name, NORTH.key.id, SOUTH.cosigned(note.text, SECONDS).value),
        "another time": Signature(NORTH.name, NORTH.key.id, bytes(8) + right.value[8:]),
        "another checkpoint": NORTH.cosigned(Log().note(3).text, SECONDS),
        "cut off": Signature(NORTH.name, NORTH.key.id, right.value[:5]),
    }[trick]
    changed = str(Note(note.text, (note.signatures[0], line))).encode()
    place = rewritten(bundle, content | {"checkpoint.txt": changed})
    (fault,) = check(place, signer().key, [NORTH.key]).faults
    assert fault.startswith("north.example has not co-signed")


def test_the_name_of_a_witness_is_not_enough(bundle: Path) -> None:
    namesake = Signer(NORTH.name, SOUTH.private, NORTH.algorithm)
    assert check(bundle, signer().key, [namesake.key]).faults


def test_names_are_made_once_and_harmless() -> None:
    log = Log()
    lines = [Signature(f"\x1b[31m{place % 40}", bytes(4), b"?") for place in range(80)]
    names = cosigners(Note(log.note(1).text, (*log.note(1).signatures, *lines)), log.signer.key)
    assert names.split(", ") == [rf"\x1b[31m{place}" for place in range(NAMES_MAX)]


def test_a_time_that_no_calendar_has_is_said_as_such() -> None:
    note = Log().note(1)
    line = NORTH.cosigned(note.text, 2**63)
    assert "at a time that no calendar has" in Witnessed(Note(note.text, (line,)), NORTH.key).sentence


def test_the_key_of_a_witness_is_one_of_a_witness() -> None:
    assert witness_from(str(NORTH.key)) == NORTH.key
    for text in ("nonsense", str(Log().signer.key)):
        with pytest.raises(NoteBroken):
            witness_from(text)
