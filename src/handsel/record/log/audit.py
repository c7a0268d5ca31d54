"""Audit: every entry has one leaf, no leaf is missing, and every signature holds."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from handsel.kernel import clock
from handsel.kernel.audit import Check
from handsel.kernel.progress import ProgressLine
from handsel.record.entry_time import CLOCK_BACK_MAX
from handsel.record.log import keys
from handsel.record.log.cosignatures import moment_of, signed_line
from handsel.record.log.tile_audit import tile_faults
from handsel.record.log.writer import folder
from handsel.record.models import Cosignature, Entry, Leaf, PendingLeaf, SignedCheckpoint
from handsel_verify.leaves import leaf_data
from handsel_verify.notes import NoteBroken, checkpoint_from, key_from, note_from
from handsel_verify.tree import EMPTY_ROOT, leaf_hash, node_hash

FAULTS_MAX = 20


def checks() -> Iterable[Check]:
    """Check leaves, checkpoints, cosignatures and the last checkpoint beside the key."""
    yield _places()
    roots = _roots(set(SignedCheckpoint.objects.values_list("size", flat=True)))
    yield _signatures(roots)
    yield _order()
    yield _tiles()
    yield _cosignatures()


def _places() -> Check:
    placeless = Entry.objects.filter(leaf=None, pending_leaf=None)
    faults = [f"entry {pk} has no leaf and waits for none" for pk in placeless.values_list("pk", flat=True)]
    both = PendingLeaf.objects.filter(entry__leaf__isnull=False)
    faults += [f"entry {pk} waits for a leaf it has" for pk in both.values_list("pk", flat=True)]
    waiting = PendingLeaf.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
    faults += [f"a leaf waits for entry {pk}, which is gone" for pk in waiting.values_list("pk", flat=True)]
    return Check("every entry has its leaf, or waits for one", Entry.objects.count(), faults)


def _roots(sizes: set[int]) -> dict[int, bytes | str]:
    """The root at each of these sizes, computed from the entries, or why there is none."""
    root_at: dict[int, bytes | str] = {0: EMPTY_ROOT}
    trees: list[tuple[int, bytes]] = []
    progress = ProgressLine("leaves of the log hashed")
    for size, leaf in enumerate(progress.watch(_leaves()), start=1):
        if isinstance(leaf, str):
            return root_at | {missing: leaf for missing in sizes if missing >= size}
        trees.append((1, leaf))
        while len(trees) > 1 and trees[-1][0] == trees[-2][0]:
            (_, right), (width, left) = trees.pop(), trees.pop()
            trees.append((2 * width, node_hash(left, right)))
        if size in sizes:
            root_at[size] = _root_over(trees)
    progress.end()
    return root_at


def _leaves() -> Iterator[bytes | str]:
    """The hash of each leaf in order; stops with a message at the first that is wrong."""
    entry = Entry.objects.filter(pk=OuterRef("entry_id")).values("hash")
    rows = Leaf.objects.order_by("index").values_list("index", "salt", "entry_id", Subquery(entry))
    for place, (index, salt, pk, hashed) in enumerate(rows.iterator(chunk_size=10_000)):
        if index != place:
            yield f"leaf {place} is missing"
            return
        if hashed is None:
            yield f"the entry {pk} of leaf {place} is gone"
            return
        yield leaf_hash(leaf_data(bytes(salt), bytes(hashed)))


def _root_over(trees: list[tuple[int, bytes]]) -> bytes:
    *others, (_, whole) = trees
    for _, left in reversed(others):
        whole = node_hash(left, whole)
    return whole


def _signatures(roots: dict[int, bytes | str]) -> Check:
    checkpoints = list(SignedCheckpoint.objects.order_by("size"))
    faults = [f"{checkpoint}: {fault}" for checkpoint in checkpoints if (fault := _fault(checkpoint, roots))]
    newest = checkpoints[-1].size if checkpoints else 0
    faults += _last_signed_faults(newest)
    return Check("every checkpoint is signed, over the leaves that are there", len(checkpoints), faults)


def _fault(checkpoint: SignedCheckpoint, roots: dict[int, bytes | str]) -> str:
    root = roots.get(checkpoint.size, "the log has fewer leaves")
    if isinstance(root, str):
        return root
    try:
        note = note_from(checkpoint.note)
        signed: Any = checkpoint_from(note.text)
        if note.signed_by(keys.signer().key) is None:
            return "it is not signed with the key of the site"
    except (NoteBroken, keys.KeyBroken) as error:
        return str(error)
    if (signed.size, signed.root) != (checkpoint.size, bytes(checkpoint.root)) or signed.root != root:
        return "the entries have another root than was signed: one of its first entries was altered"
    return ""


def _order() -> Check:
    """Each checkpoint refers to the one before it, and was signed after that, and after what it covers."""
    faults, size, at = [], None, datetime.min.replace(tzinfo=UTC)
    rows = SignedCheckpoint.objects.order_by("size")
    newest = Entry.objects.filter(leaf__index=OuterRef("size") - 1).values("at")
    for row in rows.annotate(covers=Subquery(newest)).iterator():
        if row.before_id != size:
            faults.append(f"{row}: the one that was signed before it, over {row.before_id} leaves, is gone")
        earliest = max(at, row.covers - CLOCK_BACK_MAX) if row.covers else at
        if not earliest <= row.signed_at <= clock.now() + CLOCK_BACK_MAX:
            faults.append(f"{row}: it was signed at another time than {row.signed_at.isoformat()}")
        size, at = row.size, row.signed_at
    return Check("no checkpoint is missing, or out of order", rows.count(), faults)


def _tiles() -> Check:
    """Where a leaf or its entry is gone, the checkpoints say so, and there is nothing to compare."""
    newest = SignedCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    whole = Leaf.objects.filter(index__lt=newest, entry__hash__isnull=False).count() == newest
    faults = list(islice(tile_faults(folder(), _leaf_data(newest)), FAULTS_MAX)) if whole else []
    return Check("the tiles of the log are those of its leaves", newest, faults)


def _leaf_data(size: int) -> Iterator[bytes]:
    rows = Leaf.objects.filter(index__lt=size, entry__hash__isnull=False).order_by("index")
    for salt, hashed in rows.values_list("salt", "entry__hash").iterator(chunk_size=10_000):
        yield leaf_data(bytes(salt), bytes(hashed))


def _cosignatures() -> Check:
    witnesses = {key.name: str(key) for key in settings.WITNESSES.values()}
    rows = list(Cosignature.objects.select_related("checkpoint").order_by("checkpoint", "name"))
    faults = [f"{kept}: {fault}" for kept in rows if (fault := _fault_under(kept, witnesses))]
    return Check("every cosignature holds over its checkpoint", len(rows), faults)


def _fault_under(kept: Cosignature, witnesses: dict[str, str]) -> str:
    if witnesses.get(kept.name, kept.key) != kept.key:
        return "its key is not the one that HANDSEL_WITNESSES names"
    try:
        key = key_from(kept.key)
        line = signed_line(kept.checkpoint, kept.line, key)
        holds = line is not None and (key.name, moment_of(line)) == (kept.name, kept.at)
    except ValueError as error:
        return str(error)
    return "" if holds else "it does not hold over the checkpoint"


def _last_signed_faults(newest: int) -> list[str]:
    try:
        last = keys.last_signed()
    except keys.KeyBroken as error:
        return [str(error)]
    remembered = checkpoint_from(last.text).size if last else 0
    if remembered != newest:
        return [f"{newest:,} leaves are signed for, but the file beside the key says {remembered:,}"]
    return []
