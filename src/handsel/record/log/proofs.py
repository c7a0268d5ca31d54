"""Entries for export: with salt, content and inclusion proof."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from handsel.record.log.writer import tree_of
from handsel.record.models import Entry, Leaf, SignedCheckpoint
from handsel_verify.tree import inclusion_proof

CHUNK = 500


def newest_checkpoint() -> SignedCheckpoint | None:
    """The latest signed checkpoint; None before the first."""
    return SignedCheckpoint.objects.order_by("-size").first()


def sealed(entries: QuerySet[Entry], checkpoint: SignedCheckpoint | None) -> Iterator[dict[str, Any]]:
    """Entries in the format of `handsel_verify.entries`, in chain order.

    An entry newer than the checkpoint has no leaf.
    """
    tree = tree_of(checkpoint.size if checkpoint else 0)
    rows = entries.select_related("content", "leaf").order_by("number")
    for entry in rows.iterator(chunk_size=CHUNK):
        content = getattr(entry, "content", None)
        leaf: Leaf | None = getattr(entry, "leaf", None)
        covered = leaf is not None and leaf.index < tree.size
        yield {
            "header": entry.header(),
            "hash": bytes(entry.hash).hex(),
            "salt": bytes(content.salt).hex() if content else None,
            "content": content.facts if content else None,
            "leaf": _place(leaf, inclusion_proof(tree.subtree, leaf.index, tree.size))
            if leaf and covered
            else None,
        }


def _place(leaf: Leaf, proof: list[bytes]) -> dict[str, Any]:
    return {
        "index": leaf.index,
        "salt": bytes(leaf.salt).hex(),
        "proof": [b64encode(step).decode() for step in proof],
    }
