"""The log writer: gives pending entries their leaves and signs checkpoints, never of two histories.

Any number may start; a lock lets one work at a time. Leaves are assigned in one transaction; tiles and
signature follow from them, so a killed writer's work is redone. Before signing, it compares the log with the
last checkpoint, stored beside the key: after a restore from an old backup, or if the log was altered, it
refuses to sign.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from handsel.kernel import clock
from handsel.kernel.named_sql import named_statements
from handsel.record import models
from handsel.record.log import keys
from handsel.record.log.tiles import Tiles, TilesBroken
from handsel.record.models import Leaf, SignedCheckpoint
from handsel_verify import notes
from handsel_verify.leaves import leaf_data
from handsel_verify.tree import leaf_hash

BATCH = 10_000


class WillNotSign(Exception):
    """The log contradicts the last checkpoint; the message says how, and what to do."""


def write_log() -> SignedCheckpoint | None:
    """Give every pending entry its leaf and sign a checkpoint; None if nothing is new.

    Raises `WillNotSign`, and `keys.KeyBroken`.
    """
    while _give_leaves():
        """As many batches as there are."""
    return _sign()


def tree_of(size: int) -> Tiles:
    """The tree of the first `size` leaves, from its tiles."""
    return Tiles(folder(), size)


def folder() -> Path:
    """The folder of the tiles."""
    return Path(settings.LOG_DIR) / "tile"


def leaves(first: int, end: int) -> list[bytes]:
    """The data of leaves `first` to `end - 1`; raises `WillNotSign` if any is missing."""
    rows = Leaf.objects.filter(index__gte=first, index__lt=end).order_by("index")
    data = [leaf_data(bytes(salt), bytes(entry)) for salt, entry in rows.values_list("salt", "entry__hash")]
    if len(data) != end - first:
        raise WillNotSign(f"leaves or entries are missing between {first:,} and {end:,}; see `handsel audit`")
    return data


def _give_leaves() -> int:
    """Give a batch of the oldest pending entries their leaves; returns how many."""
    with _exclusive_cursor() as cursor:
        size = _size()
        _refuse_shorter(size, keys.last_signed())
        cursor.execute(_sql()["give leaves"], [size, BATCH])
        count: int = cursor.rowcount
        if count:
            cursor.execute(_sql()["wait no more"], [size])
        return count


def _sign() -> SignedCheckpoint | None:
    with _exclusive_cursor():
        size, last = _size(), keys.last_signed()
        signed = notes.checkpoint_from(last.text) if last else None
        _refuse_shorter(size, last)
        _refuse_forgotten(signed)
        known = SignedCheckpoint.objects.filter(size=size).first()
        if known is not None or not size:
            return None
        tree = _signed_tree(signed)
        while tree.size < size:
            tree = tree.extended(leaves(tree.size, min(size, tree.size + BATCH)))
        return _sign_tree(tree, clock.now())


def _sign_tree(tree: Tiles, at: datetime) -> SignedCheckpoint:
    signer = keys.signer(make=True)
    note = signer.signed(notes.Checkpoint(signer.name, tree.size, tree.root))
    keys.remember(note)
    before = SignedCheckpoint.objects.order_by("-size").first()
    fields = {"root": tree.root, "note": str(note), "signed_at": at, "before": before}
    return SignedCheckpoint.objects.create(size=tree.size, **fields)


def _signed_tree(signed: notes.Checkpoint | None) -> Tiles:
    """The last signed tree, from its tiles; rebuilt if they are damaged."""
    if signed is None:
        return Tiles(folder(), 0)
    tree = Tiles(folder(), signed.size)
    if not _matches(tree, signed):
        shutil.rmtree(folder(), ignore_errors=True)
        tree = Tiles(folder(), 0)
        while tree.size < signed.size:
            tree = tree.extended(leaves(tree.size, min(signed.size, tree.size + BATCH)))
        if tree.root != signed.root:
            raise WillNotSign(
                f"the first {signed.size:,} leaves of the log are not those that were signed: somebody "
                "altered the record. `handsel audit` says where; put the database back from a newer backup"
            )
    return tree


def _matches(tree: Tiles, signed: notes.Checkpoint) -> bool:
    """Whether the tiles have the signed root, and the last tile matches the database."""
    tile = (tree.size - 1) // 256
    try:
        edge = tree.hashes(0, tile)
        return tree.root == signed.root and edge == [
            leaf_hash(leaf) for leaf in leaves(tile * 256, tree.size)
        ]
    except TilesBroken:
        return False


def _refuse_shorter(size: int, last: notes.Note | None) -> None:
    signed = notes.checkpoint_from(last.text).size if last else 0
    if size < signed:
        raise WillNotSign(
            f"the log has {size:,} leaves, but a checkpoint over {signed:,} was signed: the database was put "
            "back from an older backup. Put a newer one back; signing now would make two histories"
        )


def _refuse_forgotten(signed: notes.Checkpoint | None) -> None:
    known = SignedCheckpoint.objects.aggregate(most=Max("size"))["most"] or 0
    if known > (signed.size if signed else 0):
        raise WillNotSign(
            f"the house signed a checkpoint over {known:,} leaves, but the file beside its key knows none so "
            "new; put the newest `last-checkpoint` back beside the key"
        )


def _size() -> int:
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


@contextmanager
def _exclusive_cursor() -> Iterator[Any]:
    """A cursor in a transaction that only one writer can hold."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_sql()["lock"])
        yield cursor


def _sql() -> dict[str, str]:
    return named_statements(models.__file__, connection.vendor, "log")
