"""Checking an evidence bundle: a job's whole record, its files, and the house's signatures over both."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from handsel_verify.archives import Archive, ArchiveBroken, opened
from handsel_verify.chains import Walk
from handsel_verify.entries import ENTRY_BYTES_MAX, EntryBroken, Sealed, instant, sealed_from
from handsel_verify.mentions import Mentions
from handsel_verify.notes import Checkpoint, Key, Note, NoteBroken, checkpoint_from, key_from, note_from
from handsel_verify.witnesses import Witnessed, cosigners

STATEMENT, MANIFEST, ENTRIES = "statement.txt", "manifest.json", "entries.jsonl"
CHECKPOINT, KEY, READABLE = "checkpoint.txt", "key.txt", "index.html"
FILE = re.compile(r"files/[0-9a-f]{64}")
FORMAT = "handsel-bundle/1"
SMALL_MAX, MANIFEST_MAX = 64 * 1024, 32 * 1024 * 1024
FAULTS_MAX = 100
"""How many faults are told; a hostile bundle has no end of them."""


class Broken(Exception):
    """What ends the check at once: the bundle does not hold, and this is why."""


@dataclass
class Report:
    """What holds, what does not, and what a reader should know, in plain words."""

    holds: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Signed:
    """What the house signed for: the manifest, and the checkpoint of its log."""

    manifest: dict[str, Any]
    checkpoint: Checkpoint
    key: Key
    note: Note


def check(path: Path, trusted: Key | None = None, witnesses: Sequence[Key] = ()) -> Report:
    """Check the bundle in a file, against a key that the reader trusts if there is one.

    Each of the witnesses must have co-signed. Raises `OSError` when the file cannot be read.
    """
    report = Report()
    try:
        with opened(path) as archive:
            signed = _signed(archive, trusted, report)
            check_witnesses(signed.note, signed.key, witnesses, report)
            _check_members(archive, signed, report)
            _check_entries(archive, signed, report)
    except (ArchiveBroken, Broken, NoteBroken, EntryBroken) as error:
        if str(error) not in report.faults:
            report.faults.append(str(error))
    return report


def statement(origin: str, manifest: bytes) -> str:
    """What the house signs for a bundle; it is no checkpoint, whose second line is a number."""
    return f"{origin} bundle\n{sha256(manifest).hexdigest()}\n"


def check_witnesses(note: Note, house: Key, witnesses: Sequence[Key], report: Report) -> None:
    """Those that the reader names must have co-signed; where none is named, those that say so are told."""
    for witness in witnesses:
        seen = Witnessed(note, witness)
        (report.holds if seen.holds else report.faults).append(seen.sentence)
    names = cosigners(note, house)
    if names and not witnesses:
        report.remarks.append(f"Co-signed by {names}; with --witness and the key of each this is checked too")


def _signed(archive: Archive, trusted: Key | None, report: Report) -> Signed:
    key = key_from(_text(archive, KEY))
    if trusted is not None and trusted != key:
        raise Broken(f"the bundle names the key {key}, not the one you trust")
    note = note_from(_text(archive, CHECKPOINT))
    checkpoint = checkpoint_from(note.text)
    manifest = archive.read(MANIFEST, MANIFEST_MAX)
    said = note_from(_text(archive, STATEMENT))
    if note.signed_by(key) is None:
        raise Broken("the checkpoint is not signed with the house's key")
    if said.signed_by(key) is None or said.text != statement(key.name, manifest):
        raise Broken("the manifest is not the one that the house signed")
    report.holds.append(f"{key.name} signed this bundle and a checkpoint over {checkpoint.size:,} entries")
    if trusted is None:
        report.remarks.append(f"Compare the key with the one that the house publishes: {key}")
    return Signed(_manifest(manifest), checkpoint, key, note)


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(data)
        named = all(
            isinstance(manifest[name], sort)
            for name, sort in (("members", dict), ("left_out", dict), ("entries", int), ("head", str))
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        named = False
    if not named or manifest.get("format") != FORMAT:
        raise Broken(f"the manifest is not one of {FORMAT}; a newer handsel-verify may read it")
    return dict(manifest)


def _check_members(archive: Archive, signed: Signed, report: Report) -> None:
    """Every member is there with the bytes that were signed for, and nothing else is."""
    expected = signed.manifest["members"]
    others = set(archive.members) - set(expected) - {STATEMENT, MANIFEST, CHECKPOINT, KEY}
    faults = [f"{_shown(name)} was added to the bundle" for name in sorted(others)]
    for name, digest in expected.items():
        try:
            found = archive.digest(name)
            if found != digest or (FILE.fullmatch(name) and found != name.removeprefix("files/")):
                faults.append(f"{_shown(name)} was changed: its bytes are not those that were signed for")
        except ArchiveBroken as error:
            faults.append(str(error))
    report.faults += faults[:FAULTS_MAX]
    if not faults:
        files = sum(bool(FILE.fullmatch(name)) for name in expected)
        report.holds.append(f"every member is there as it was signed for, {files:,} files among them")


def _check_entries(archive: Archive, signed: Signed, report: Report) -> None:
    faults, walk, seen = [], Walk(), Mentions(instant(signed.manifest.get("made_at")))
    for sealed in entries_of(archive):
        found = walk.faults_of(sealed.link)
        faults += [f"entry {walk.place}: {fault}" for fault in found]
        seen.note(sealed)
        fault = sealed.fault_in(signed.checkpoint) if sealed.place else ""
        faults += [f"entry {walk.place}: {fault}"] if fault else []
        if len(faults) > FAULTS_MAX:
            break
    faults += _ends(signed.manifest, walk) + seen.faults(signed.manifest)
    report.faults += faults[:FAULTS_MAX]
    if not faults:
        report.holds.append(f"the chain is whole: entries 1 to {walk.place:,}, each as it was sealed")
        report.remarks += seen.remarks(signed.manifest)


def entries_of(archive: Archive) -> Iterator[Sealed]:
    """The entries of a bundle in order; raises `Broken` at the first that is none."""
    with archive.open(ENTRIES) as lines:
        place = 0
        while line := lines.readline(ENTRY_BYTES_MAX + 1):
            place += 1
            try:
                yield sealed_from(line)
            except EntryBroken as error:
                raise Broken(f"entry {place}: {error}") from error


def _ends(manifest: dict[str, Any], walk: Walk) -> list[str]:
    if walk.place != manifest["entries"]:
        return [f"the house signed for {manifest['entries']:,} entries, the bundle has {walk.place:,}"]
    if walk.head.hex() != manifest["head"]:
        return ["the last entry is not the one that was signed for"]
    return []


def _text(archive: Archive, name: str) -> str:
    try:
        return archive.read(name, SMALL_MAX).decode()
    except UnicodeDecodeError:
        raise Broken(f"{name} is not text") from None


def _shown(name: str) -> str:
    return ascii(name)[1:-1][:120]
