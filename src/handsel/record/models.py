"""Chains, entries and their content, leaves and checkpoints of the log, and stored files."""

import json
from datetime import UTC
from typing import Any

from django.db import models

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.quick_rows import QuickRows
from handsel.record.stored_file import StoredFile as StoredFile


class Chain(models.Model):
    """The entries of a job, a person or the house. Appending locks only this row."""

    class Kind(models.TextChoices):
        JOB = "job"
        PERSON = "person"
        HOUSE = "house"

    id = models.UUIDField(primary_key=True, default=identifiers.new)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.UUIDField(unique=True)
    size = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Entry(QuickRows):
    """A recorded action. It refuses UPDATE and DELETE; its content is in another table.

    The foreign key `chain` has no index of its own: the planner would use it and read a whole Workroom to
    find the newest entries.
    """

    id = models.UUIDField(primary_key=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveBigIntegerField()
    previous = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=40)
    actor = models.UUIDField()
    at = models.DateTimeField()
    commitment = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    key = models.UUIDField()
    request = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_number"),
            models.UniqueConstraint(fields=["key", "actor"], name="entry_asked_once"),
        ]
        indexes = [models.Index(fields=["chain", "kind", "number"], name="entry_by_kind")]

    def __str__(self) -> str:
        return f"№ {self.number} {self.kind}"

    @property
    def is_erased(self) -> bool:
        """Whether its content was erased; empty facts are something else."""
        return not hasattr(self, "content")

    @property
    def facts(self) -> Facts:
        """The content; empty if it was erased."""
        try:
            return self.content.facts
        except EntryContent.DoesNotExist:
            return {}

    def header(self) -> dict[str, Any]:
        """The hashed header: strings and integers only."""
        return {
            "id": str(self.id),
            "chain": str(self.chain_id),
            "number": self.number,
            "previous": bytes(self.previous).hex(),
            "kind": self.kind,
            "actor": str(self.actor),
            "at": self.at.astimezone(UTC).isoformat(),
            "commitment": bytes(self.commitment).hex(),
        }


class EntryContent(models.Model):
    """The salt and the canonical content of an entry; only an erasure may drop it.

    The salt is a hash of the nonce, and of the key and the request of the entry (`chains.salt_of`): so the
    commitment covers these two as well, and nobody who is shown the salt learns them.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="content")
    nonce = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"content of {self.entry_id}"

    @property
    def facts(self) -> Facts:
        """The content as values."""
        facts: Facts = json.loads(self.text)
        return facts


class Erasure(models.Model):
    """The erasure of an entry's content, and the entry that records it; required to delete content."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    by = models.UUIDField()

    def __str__(self) -> str:
        return f"erasure of {self.entry_id}"


class PendingLeaf(models.Model):
    """An entry without a leaf yet; inserted with the entry, deleted when the leaf is created."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, db_constraint=False, related_name="pending_leaf"
    )

    def __str__(self) -> str:
        return f"{self.entry_id} waits for its leaf"


class Leaf(models.Model):
    """An entry's position in the log, from 0. It refuses UPDATE and DELETE.

    The log publishes SHA-256 over this salt and the entry's hash, which reveals nothing.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, db_constraint=False, related_name="leaf")
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.index}"


class SignedCheckpoint(models.Model):
    """A signed checkpoint: the number of leaves and their root, as a note, and the one before it.

    None can be taken out of the middle: the next one refers to it.
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="after")

    def __str__(self) -> str:
        return f"checkpoint of {self.size} leaves"


class Cosignature(models.Model):
    """A witness's signature of a checkpoint and the time, which vouches that the log only grew."""

    checkpoint = models.ForeignKey(SignedCheckpoint, on_delete=models.PROTECT, related_name="cosignatures")
    name = models.TextField()
    key = models.TextField()
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "name"], name="cosigned_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} under the {self.checkpoint}"
