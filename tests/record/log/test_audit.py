"""The audit of the log names what is not as it was signed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handsel.kernel import clock
from handsel.record.log import keys
from handsel.record.log.audit import checks
from handsel.record.models import Cosignature, Entry, Leaf, PendingLeaf, SignedCheckpoint
from handsel_verify.notes import note_from
from tests.db_tamper import change, lose
from tests.record.log.test_writer import say, signed
from tests.witnessing import witness_signer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def faults() -> list[str]:
    return [fault for check in checks() for fault in check.faults]


def test_a_log_in_order_has_no_fault() -> None:
    assert faults() == []
    for size in (1, 2, 5):
        signed(size)
    say(2)
    assert [(check.counted, check.faults) for check in checks()] == [
        (10, []),
        (3, []),
        (3, []),
        (8, []),
        (0, []),
    ]


def test_an_altered_entry_is_found_under_its_checkpoint() -> None:
    signed(2)
    signed(2)
    change(Entry.objects.get(number=3), hash=bytes(32))
    under, *tiles = faults()
    assert under.startswith("checkpoint of 4 leaves: the entries have another root")
    assert tiles == [f"tile {level}/000: leaf 2 is not that of the log" for level in ("entries", 0)]


def test_an_entry_that_is_gone_is_named() -> None:
    signed(3)
    entry = Entry.objects.get(number=2)
    place = entry.leaf.index
    lose(entry.content)
    lose(entry)
    assert faults() == [f"checkpoint of 3 leaves: the entry {entry.pk} of leaf {place} is gone"]


def test_a_missing_leaf_is_named() -> None:
    signed(3)
    leaf = Leaf.objects.get(index=1)
    lose(leaf)
    assert faults() == [
        f"entry {leaf.entry_id} has no leaf and waits for none",
        "checkpoint of 3 leaves: leaf 1 is missing",
    ]
    lose(Leaf.objects.get(index=2))
    assert "checkpoint of 3 leaves: the log has fewer leaves" in faults()


def test_an_entry_that_waits_in_vain_is_named() -> None:
    signed(1)
    entry = Entry.objects.get()
    PendingLeaf.objects.create(entry=entry)
    say()
    waiting = PendingLeaf.objects.exclude(entry=entry).get()
    lose(waiting.entry.content)
    lose(waiting.entry)
    assert faults() == [
        f"entry {entry.pk} waits for a leaf it has",
        f"a leaf waits for entry {waiting.pk}, which is gone",
    ]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"note": "nonsense"}, "no signatures"),
        ({"root": bytes(32)}, "another root"),
    ],
)
def test_a_broken_checkpoint_is_named(fields: dict[str, Any], fault: str) -> None:
    change(signed(2), **fields)
    assert fault in faults()[0]


def test_a_checkpoint_that_another_key_signed_is_named(settings: Any, tmp_path: Any) -> None:
    signed(2)
    settings.LOG_KEY_DIR = tmp_path / "another"
    keys.signer(make=True)
    assert faults() == [
        "checkpoint of 2 leaves: it is not signed with the key of the site",
        "2 leaves are signed for, but the file beside the key says 0",
    ]


def cosigned(size: int) -> Cosignature:
    """What a witness signed of a log with so many leaves."""
    checkpoint, witness, at = signed(size), witness_signer(), clock.now()
    line = witness.cosigned(note_from(checkpoint.note).text, int(at.timestamp()))
    return Cosignature.objects.create(
        checkpoint=checkpoint, name=witness.name, key=str(witness.key), line=str(line), at=at
    )


def test_a_cosignature_in_order_is_counted() -> None:
    cosigned(2)
    assert [(check.counted, check.faults) for check in checks()][-1] == (1, [])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"line": "nonsense"}, "it does not hold over the checkpoint"),
        ({"name": "other.example"}, "it does not hold over the checkpoint"),
        ({"key": str(witness_signer(seed="another").key)}, "it does not hold over the checkpoint"),
        ({"key": "nonsense"}, "the key is not an Ed25519 key as <name>+<id>+<base64>"),
        ({"at": datetime(2026, 1, 1, tzinfo=UTC)}, "it does not hold over the checkpoint"),
    ],
)
def test_a_broken_cosignature_is_named(fields: dict[str, Any], fault: str) -> None:
    change(cosigned(2), **fields)
    name = fields.get("name", "witness.example")
    assert faults() == [f"{name} under the checkpoint of 2 leaves: {fault}"]


def test_a_cosignature_of_another_checkpoint_is_named() -> None:
    kept = cosigned(2)
    change(kept, checkpoint=signed(1))
    assert faults() == [
        "witness.example under the checkpoint of 3 leaves: it does not hold over the checkpoint"
    ]


def test_a_cosignature_with_another_key_than_is_trusted_is_named(settings: Any) -> None:
    cosigned(2)
    settings.WITNESSES = {"https://witness.example": witness_signer(seed="another").key}
    assert faults() == [
        "witness.example under the checkpoint of 2 leaves: "
        "its key is not the one that HANDSEL_WITNESSES names"
    ]


def test_a_broken_memory_is_named(settings: Any) -> None:
    signed(2)
    (settings.LOG_KEY_DIR / "last-checkpoint").write_text("nonsense")
    assert "last-checkpoint" in faults()[0]


def test_a_lost_key_is_named(settings: Any) -> None:
    signed(2)
    (settings.LOG_KEY_DIR / "signing-key").unlink()
    assert all("put it back" in fault for fault in faults())
    assert SignedCheckpoint.objects.count() == 1


def test_a_checkpoint_that_was_taken_out_of_the_middle_is_named() -> None:
    for size in (1, 2, 3):
        signed(size)
    lose(SignedCheckpoint.objects.get(size=3))
    assert "checkpoint of 6 leaves: the one that was signed before it, over 3 leaves, is gone" in faults()
    change(SignedCheckpoint.objects.get(size=6), before=SignedCheckpoint.objects.get(size=1))
    assert faults() == []
