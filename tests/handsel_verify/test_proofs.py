"""Single things are checked as strictly as whole bundles: an entry, a file, two checkpoints."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from handsel.record.log.keys import signer
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.log.writer import tree_of, write_log
from handsel.record.models import Entry, SignedCheckpoint
from handsel_verify.proofs import check_checkpoints, check_entry, check_file
from handsel_verify.tree import consistency_proof
from tests.record.evidence import bring, say, written

COVERS = ("handsel.record.log.proofs",)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def proof_of(job: UUID, number: int) -> dict[str, Any]:
    """What the house hands out for one entry."""
    checkpoint = newest_checkpoint()
    assert checkpoint is not None
    (entry,) = sealed(Entry.objects.filter(chain__subject=job, number=number), checkpoint)
    return {"entry": entry, "checkpoint": checkpoint.note, "key": str(signer().key)}


def kept(place: Path, what: object) -> Path:
    place.write_text(what if isinstance(what, str) else json.dumps(what))
    return place


@pytest.fixture
def job() -> UUID:
    subject = uuid4()
    say(subject, words="First.")
    bring(subject, "plan.pdf", b"the plan")
    write_log()
    return subject


def test_an_entry_holds_by_its_proof_alone(tmp_path: Path, job: UUID) -> None:
    report = check_entry(kept(tmp_path / "proof.json", proof_of(job, 2)), signer().key)
    assert report.faults == report.remarks == []
    assert report.holds == [
        "entry 2 is leaf 1 of the log",
        "localhost:8000/log signed for it, over 2 entries",
    ]


def changed(proof: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    again: dict[str, Any] = json.loads(json.dumps(proof))
    *way, last = path.split(".")
    inside = again
    for step in way:
        inside = inside[step]
    inside[last] = value
    return again


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("entry.content.words", "Other.", "its content does not match its commitment"),
        ("entry.header.number", 3, "its header does not match its hash"),
        ("entry.header.kind", "money.moved", "its header does not match its hash"),
        ("entry.leaf.index", 1, "its proof does not lead"),
        ("entry.leaf.salt", "00" * 32, "its proof does not lead"),
        ("entry.leaf.proof", [], "its proof does not lead"),
        ("entry.leaf", None, "not in the log yet"),
        ("entry.header.number", "1", "other fields"),
        ("checkpoint", "nonsense", "no signatures"),
        ("key", "nonsense", "Ed25519 key"),
        ("entry", [], "not written as an entry"),
    ],
)
def test_a_changed_proof_is_named(tmp_path: Path, job: UUID, path: str, value: object, why: str) -> None:
    report = check_entry(kept(tmp_path / "proof.json", changed(proof_of(job, 1), path, value)))
    assert any(why in fault for fault in report.faults), report.faults


def test_a_proof_of_another_house_is_not_the_trusted_ones(tmp_path: Path, job: UUID, settings: Any) -> None:
    place = kept(tmp_path / "proof.json", proof_of(job, 1))
    settings.LOG_KEY_DIR = tmp_path / "another"
    assert "not the one you trust" in check_entry(place, signer(make=True).key).faults[0]
    assert "Compare the key" in check_entry(place).remarks[0]


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", "[" * 100_000])
def test_what_is_no_proof_is_named(tmp_path: Path, text: str) -> None:
    place = kept(tmp_path / "proof.json", text)
    assert check_entry(place).faults
    assert check_file(place, place).faults
    assert check_checkpoints(place, place, place).faults


def test_a_file_is_found_in_a_bundle_and_in_a_proof(tmp_path: Path, job: UUID) -> None:
    file = kept(tmp_path / "plan.pdf", "the plan")
    expected = ["plan.pdf is 'plan.pdf' as entry 2 brought it, byte for byte"]
    assert check_file(file, written(job, tmp_path / "bundle.zip")).holds == expected
    assert check_file(file, kept(tmp_path / "proof.json", proof_of(job, 2))).holds == expected
    other = kept(tmp_path / "plan.pdf", "the plat")
    assert "no entry names a file with these bytes" in check_file(other, tmp_path / "bundle.zip").faults[0]


def test_a_zip_without_entries_is_no_bundle(tmp_path: Path) -> None:
    from tests.record.evidence import rewritten

    place = rewritten(tmp_path / "other.zip", {"a": b""})
    assert check_file(place, place).faults == ["this is no evidence bundle"]


@pytest.fixture
def grown(tmp_path: Path, job: UUID) -> tuple[Path, Path, Path]:
    """Two checkpoints of one log, and the proof between them."""
    for _ in range(5):
        say(job, words="More.")
    write_log()
    old, new = SignedCheckpoint.objects.order_by("size")
    steps = consistency_proof(tree_of(new.size).subtree, old.size, new.size)
    proof = {"key": str(signer().key), "proof": [b64encode(step).decode() for step in steps]}
    return (
        kept(tmp_path / "old.txt", old.note),
        kept(tmp_path / "new.txt", new.note),
        kept(tmp_path / "proof.json", proof),
    )


def test_two_checkpoints_of_one_log_hold(grown: tuple[Path, Path, Path]) -> None:
    report = check_checkpoints(*grown, signer().key)
    assert (report.faults, report.remarks) == ([], [])
    assert report.holds == ["the log of 7 entries begins with that of 2, unchanged"]
    assert "Compare" in check_checkpoints(*grown).remarks[0]


def test_a_fork_that_the_house_signed_is_named(grown: tuple[Path, Path, Path]) -> None:
    """The house signs for another history of the same length: both signatures hold, the histories do not."""
    from handsel_verify.notes import Checkpoint as Said

    old, new, proof = grown
    new.write_text(str(signer().signed(Said(signer().name, 7, bytes(32)))))
    (fault,) = check_checkpoints(old, new, proof).faults
    assert fault == "the newer log does not begin with the older one: there are two histories"


def test_a_checkpoint_that_nobody_signed_is_named(grown: tuple[Path, Path, Path]) -> None:
    old, new, proof = grown
    old.write_text(old.read_text().replace("\n2\n", "\n1\n"))
    assert check_checkpoints(old, new, proof).faults == ["the checkpoint is not signed with the site's key"]


@pytest.mark.parametrize("steps", [["?"], ["AAAA"], 7, [7]])
def test_a_proof_of_nonsense_is_named(grown: tuple[Path, Path, Path], steps: object) -> None:
    old, new, proof = grown
    proof.write_text(json.dumps({"key": str(signer().key), "proof": steps}))
    assert check_checkpoints(old, new, proof).faults == ["the proof is not one"]


def test_bytes_that_are_no_text_are_named(grown: tuple[Path, Path, Path]) -> None:
    old, new, proof = grown
    old.write_bytes(b"\xff")
    assert check_checkpoints(old, new, proof).faults == ["old.txt is not text"]
    old.write_bytes(bytes(70_000))
    assert check_checkpoints(old, new, proof).faults == ["old.txt is longer than 65,536 bytes"]
