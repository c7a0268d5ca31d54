"""The integrator: every entry gets one leaf, once, and the house never signs for two histories."""

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.record.actions import ActionSpec, Actor, perform
from handsel.record.log import keys, writer
from handsel.record.log.writer import WillNotSign, leaves, tree_of, write_log
from handsel.record.models import Chain, Entry, Leaf, PendingLeaf, SignedCheckpoint
from handsel_verify.notes import checkpoint_from, note_from
from handsel_verify.tree import consistency_proof, extends, includes, inclusion_proof, leaf_hash
from tests.db_tamper import change, lose
from tests.kinds import SAID

ADA, JOB = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def say(times: int = 1, job: UUID = JOB) -> None:
    for _ in range(times):
        perform(
            ActionSpec(SAID, Chain.Kind.JOB, job, {}),
            Actor(ADA),
            lambda context: {"word": "hello"},
        )


def signed(times: int) -> SignedCheckpoint:
    say(times)
    checkpoint = write_log()
    assert checkpoint is not None
    return checkpoint


class KilledWriter(BaseException):
    """What stands for kill -9: nothing catches it."""


def test_every_entry_gets_one_leaf_and_the_house_signs_for_them() -> None:
    say(3)
    checkpoint = write_log()
    assert checkpoint is not None
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2]
    assert not PendingLeaf.objects.exists()
    note = note_from(checkpoint.note)
    assert note.signed_by(keys.signer().key)
    signed = checkpoint_from(note.text)
    assert (signed.origin, signed.size, signed.root) == (keys.signer().name, 3, bytes(checkpoint.root))
    assert keys.last_signed() == note


def test_without_news_nothing_is_signed() -> None:
    assert write_log() is None
    signed(1)
    assert write_log() is None
    assert SignedCheckpoint.objects.count() == 1


def test_leaves_keep_their_places_as_the_log_grows() -> None:
    first = signed(3)
    before = leaves(0, 3)
    second = signed(300)
    assert leaves(0, 3) == before
    tree = tree_of(303)
    proof = consistency_proof(tree.subtree, 3, 303)
    assert extends(3, bytes(first.root), 303, bytes(second.root), proof)
    for index in (0, 2, 3, 255, 256, 302):
        path = inclusion_proof(tree.subtree, index, 303)
        leaf = leaf_hash(leaves(index, index + 1)[0])
        assert includes(leaf, index, 303, path, bytes(second.root))


def test_more_entries_than_a_batch_are_signed_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "BATCH", 2)
    assert signed(5).size == 5


def test_leaves_and_checkpoints_never_change() -> None:
    signed(2)
    for act in (
        lambda: Leaf.objects.filter(index=0).update(salt=b"x" * 32),
        lambda: Leaf.objects.filter(index=0).delete(),
        lambda: SignedCheckpoint.objects.update(note=""),
        lambda: SignedCheckpoint.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


FATAL = ["_refuse_shorter", "_signed_tree", "_sign_tree"]


@pytest.mark.parametrize("step", FATAL)
def test_a_killed_integrator_is_taken_up_again_where_it_was(step: str) -> None:
    first = signed(2)
    say(3)
    with patch.object(writer, step, side_effect=KilledWriter), pytest.raises(KilledWriter):
        write_log()
    second = write_log()
    assert second is not None
    assert second.size == 5
    proof = consistency_proof(tree_of(5).subtree, 2, 5)
    assert extends(2, bytes(first.root), 5, bytes(second.root), proof)


def test_killed_between_the_memory_and_the_database_it_signs_the_same_again() -> None:
    say(3)
    with (
        patch.object(SignedCheckpoint.objects, "create", side_effect=KilledWriter),
        pytest.raises(KilledWriter),
    ):
        write_log()
    remembered = keys.last_signed()
    again = write_log()
    assert again is not None
    assert again.note == str(remembered)


def test_killed_with_half_a_tile_written_it_writes_it_again() -> None:
    signed(2)
    say(2)
    with patch.object(Path, "replace", side_effect=KilledWriter), pytest.raises(KilledWriter):
        write_log()
    assert write_log() is not None


def test_lost_tiles_are_made_anew_from_the_database() -> None:
    signed(300)
    shutil.rmtree(writer.folder())
    say(1)
    again = write_log()
    assert again is not None
    assert bytes(again.root) == tree_of(301).root


def put_back(to: SignedCheckpoint) -> None:
    """The database as it was when this checkpoint was signed."""
    for checkpoint in SignedCheckpoint.objects.filter(size__gt=to.size):
        lose(checkpoint)
    for leaf in Leaf.objects.filter(index__gte=to.size).select_related("entry__content"):
        lose(leaf)
        lose(leaf.entry.content)
        lose(leaf.entry)
    last = Entry.objects.latest("number")
    Chain.objects.update(size=last.number, head=last.hash)


def test_a_house_put_back_from_an_old_backup_signs_nothing() -> None:
    old = signed(2)
    signed(3)
    put_back(old)
    with pytest.raises(WillNotSign, match="older backup"):
        write_log()
    say(10)
    with pytest.raises(WillNotSign, match="older backup"):
        write_log()
    assert Leaf.objects.count() == 2


def test_a_memory_put_back_from_an_old_backup_signs_nothing(settings: Any) -> None:
    place = settings.LOG_KEY_DIR / "last-checkpoint"
    signed(2)
    old = place.read_text()
    signed(2)
    place.write_text(old)
    say(1)
    with pytest.raises(WillNotSign, match="last-checkpoint"):
        write_log()
    place.unlink()
    with pytest.raises(WillNotSign, match="last-checkpoint"):
        write_log()


def test_an_altered_leaf_is_not_signed_for() -> None:
    signed(3)
    change(Leaf.objects.get(index=1), salt=b"x" * 32)
    say(1)
    with pytest.raises(WillNotSign, match="altered"):
        write_log()
    assert SignedCheckpoint.objects.count() == 1


def test_an_entry_that_is_gone_is_not_signed_for() -> None:
    signed(3)
    shutil.rmtree(writer.folder())
    say(1)
    entry = Entry.objects.get(number=2)
    lose(entry.content)
    lose(entry)
    with pytest.raises(WillNotSign, match="missing between"):
        write_log()


@pytest.mark.django_db(transaction=True)
def test_two_that_start_at_once_give_each_entry_one_leaf() -> None:
    say(20)
    results: list[SignedCheckpoint | BaseException | None] = []

    def run() -> None:
        try:
            results.append(write_log())
        except BaseException as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(item).__name__ for item in results if item is not None] == ["SignedCheckpoint"]
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(20))
