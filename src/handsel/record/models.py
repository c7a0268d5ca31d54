"""Chains, their entries, the content of each, their places in the log, and stored files."""

import json
from datetime import UTC
from typing import Any

from django.db import models

from handsel.kernel import identifiers
from handsel.kernel.json import Facts


class Chain(models.Model):
    """One sequence of entries: a job's, a person's or the house's. Appending locks this row alone."""

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


class Entry(models.Model):
    """What somebody did, in its place. It refuses UPDATE and DELETE; its content lives beside it.

    Its chain has no index of its own: by that, a planner reads all of a room to find the newest of it.
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
        """Whether its content is gone; an act may also have nothing to tell, and then there are no facts."""
        return not hasattr(self, "content")

    @property
    def facts(self) -> Facts:
        """What the entry says; empty when its content was erased."""
        try:
            return self.content.facts
        except EntryContent.DoesNotExist:
            return {}

    def header(self) -> dict[str, Any]:
        """What the hash is taken over: text and whole numbers only."""
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
    """The salt and the canonical content of an entry; only an erasure may drop it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="content")
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
    """That the content of an entry was erased, by which deed; without it the database lets no content go."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    by = models.UUIDField()

    def __str__(self) -> str:
        return f"erasure of {self.entry_id}"


class PendingLeaf(models.Model):
    """An entry that has no leaf yet; it comes with the entry and goes when the leaf is given."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, db_constraint=False, related_name="pending_leaf"
    )

    def __str__(self) -> str:
        return f"{self.entry_id} waits for its leaf"


class Leaf(models.Model):
    """The place of an entry in the one log of the house, from 0, for ever. It refuses UPDATE and DELETE.

    What is published of it is SHA-256 over this salt and the entry's hash, which tells a stranger nothing.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, db_constraint=False, related_name="leaf")
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.index}"


class SignedCheckpoint(models.Model):
    """What the house signed: how many leaves the log had, and the root over them, as a note."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checkpoint of {self.size} leaves"


class Cosignature(models.Model):
    """What a witness signed: when it saw a checkpoint, which continues those it saw before."""

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


class StoredFile(models.Model):
    """Bytes under their SHA-256: the same bytes are kept once. Who may see them is for others to say.

    `type` is told by the bytes; `shown` counts the pages that can be looked at, of all its `pages`: none
    yet while it is not known, 0 when it cannot be shown. `verdict` is what the virus scan said.
    """

    class Verdict(models.TextChoices):
        UNCHECKED = ""
        CLEAN = "clean"
        INFECTED = "infected"
        TOO_LARGE = "too large"

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    type = models.CharField(max_length=100, default="", blank=True)
    shown = models.PositiveSmallIntegerField(null=True)
    pages = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default="", blank=True)
    finding = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return self.sha256
