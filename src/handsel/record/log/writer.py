"""The integrator: it gives waiting entries their leaves and signs for them, and never for two histories.

Any number may start: one at a time goes on. Leaves are given in one transaction; tiles and signature follow
from them alone, so that a killed integrator's work is simply done again. Before it signs, it compares what it
finds with what it signed last, which is kept beside the key: a house that was put back from an old backup, or
whose log somebody altered, signs nothing any more.
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
    """What the integrator finds differs from what it signed; the message says in what, and what to do."""


def write_log() -> SignedCheckpoint | None:
    """Give every waiting entry its leaf and sign for the log; None when there is no news.

    Raises `WillNotSign`, and `keys.KeyBroken`.
    """
    while _give_leaves():
        """As many batches as there are."""
    return _sign()


def tree_of(size: int) -> Tiles:
    """The tree of the first leaves of the log, as its tiles have it."""
    return Tiles(folder(), size)


def folder() -> Path:
    """Where the tiles lie."""
    return Path(settings.LOG_DIR) / "tile"


def leaves(first: int, end: int) -> list[bytes]:
    """The data of the leaves from `first` to `end - 1`; raises `WillNotSign` when one has lost its entry."""
    rows = Leaf.objects.filter(index__gte=first, index__lt=end).order_by("index")
    data = [leaf_data(bytes(salt), bytes(entry)) for salt, entry in rows.values_list("salt", "entry__hash")]
    if len(data) != end - first:
        raise WillNotSign(f"leaves or entries are missing between {first:,} and {end:,}; see `handsel audit`")
    return data


def _give_leaves() -> int:
    """Give the entries that have waited longest their leaves, and say how many."""
    with _alone() as cursor:
        size = _size()
        _refuse_shorter(size, keys.last_signed())
        cursor.execute(_sql()["give leaves"], [size, BATCH])
        count: int = cursor.rowcount
        if count:
            cursor.execute(_sql()["wait no more"], [size])
        return count


def _sign() -> SignedCheckpoint | None:
    with _alone():
        size, last = _size(), keys.last_signed()
        signed = notes.checkpoint_from(last.text) if last else None
        _refuse_shorter(size, last)
        _refuse_forgotten(signed)
        known = SignedCheckpoint.objects.filter(size=size).first()
        if known is not None or not size:
            return None
        tree = _confirmed(signed)
        while tree.size < size:
            tree = tree.extended(leaves(tree.size, min(size, tree.size + BATCH)))
        return _signed(tree, clock.now())


def _signed(tree: Tiles, at: datetime) -> SignedCheckpoint:
    signer = keys.signer(make=True)
    note = signer.signed(notes.Checkpoint(signer.name, tree.size, tree.root))
    keys.remember(note)
    return SignedCheckpoint.objects.create(size=tree.size, root=tree.root, note=str(note), signed_at=at)


def _confirmed(signed: notes.Checkpoint | None) -> Tiles:
    """The tree that was signed last, from its tiles, or made anew where they do not tell it any more."""
    if signed is None:
        return Tiles(folder(), 0)
    tree = Tiles(folder(), signed.size)
    if not _tells(tree, signed):
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


def _tells(tree: Tiles, signed: notes.Checkpoint) -> bool:
    """Whether the tiles have the signed root, and their last tile is what the database has."""
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
def _alone() -> Iterator[Any]:
    """A transaction that only one integrator is in, and a cursor in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_sql()["lock"])
        yield cursor


def _sql() -> dict[str, str]:
    return named_statements(models.__file__, connection.vendor, "log")
