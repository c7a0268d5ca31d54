"""Check an evidence bundle: a job's record, its files, and the signatures of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from handsel_verify.archives import Archive, opened
from handsel_verify.chains import FAULTS_MAX, Walk
from handsel_verify.entries import ENTRY_BYTES_MAX, EntryBroken, Sealed, sealed_from
from handsel_verify.file_references import FileReferences
from handsel_verify.manifests import ENTRIES, FILES, FORMAT, Manifest, manifest_from
from handsel_verify.notes import Checkpoint, Key, Note, NoteBroken, log_key_from, note_from, signed_checkpoint
from handsel_verify.recorded_time import RecordedTime
from handsel_verify.reports import Report
from handsel_verify.sealed_offers import SealedOffers, check_sealed_offers
from handsel_verify.strict_json import Malformed
from handsel_verify.time_checks import check_time
from handsel_verify.time_members import TimeBroken
from handsel_verify.witnesses import Witnessed, cosigners
from handsel_verify.zip_directory import ArchiveBroken

STATEMENT, MANIFEST, CHECKPOINT, KEY = "statement.txt", "manifest.json", "checkpoint.txt", "key.txt"
SMALL_MAX, MANIFEST_MAX = 64 * 1024, 32 * 1024 * 1024


class BundleBroken(Exception):
    """The bundle is invalid and the check ends; the message says why."""


@dataclass(frozen=True)
class Recorded:
    """What the entries say that can be checked further."""

    time: RecordedTime = field(default_factory=RecordedTime)
    offers: SealedOffers = field(default_factory=SealedOffers)


@dataclass(frozen=True)
class Signed:
    """The signed manifest and checkpoint, with the key."""

    manifest: Manifest
    checkpoint: Checkpoint
    key: Key
    note: Note


def check(path: Path, trusted: Key | None = None, witnesses: Sequence[Key] = ()) -> Report:
    """Check a bundle, against a trusted key if given.

    Each of the witnesses must have co-signed. Raises `OSError` if the file cannot be read.
    """
    report = Report()
    try:
        with opened(path) as archive:
            signed = _signed(archive, trusted, report)
            check_witnesses(signed.note, signed.key, witnesses, report)
            _check_members(archive, signed, report)
            recorded = _check_entries(archive, signed, report)
            check_time(archive, signed.manifest, signed.key, recorded.time, report)
            check_sealed_offers(recorded.offers, report)
    except (ArchiveBroken, BundleBroken, NoteBroken, EntryBroken, TimeBroken) as error:
        if str(error) not in report.faults:
            report.faults.append(str(error))
    return report


def statement(origin: str, manifest: bytes) -> str:
    """The text that the site signs for a bundle; never a checkpoint, whose second line is a number."""
    return f"{origin} bundle\n{sha256(manifest).hexdigest()}\n"


def check_witnesses(note: Note, site: Key, witnesses: Sequence[Key], report: Report) -> None:
    """Check that the named witnesses co-signed; if none are named, remark on those in the note."""
    for witness in witnesses:
        seen = Witnessed(note, witness)
        (report.holds if seen.holds else report.faults).append(seen.sentence)
    names = cosigners(note, site)
    if names and not witnesses:
        report.remarks.append(f"Co-signed by {names}; with --witness and the key of each this is checked too")


def _signed(archive: Archive, trusted: Key | None, report: Report) -> Signed:
    key = log_key_from(_text(archive, KEY))
    if trusted is not None and trusted != key:
        raise BundleBroken(f"the bundle names the key {key}, not the one you trust")
    note, checkpoint = signed_checkpoint(_text(archive, CHECKPOINT), key)
    manifest = archive.read(MANIFEST, MANIFEST_MAX)
    signed_statement = note_from(_text(archive, STATEMENT))
    if signed_statement.signed_by(key) is None or signed_statement.text != statement(key.name, manifest):
        raise BundleBroken("the manifest is not the one that the site signed")
    report.holds.append(f"{key.name} signed this bundle and a checkpoint over {checkpoint.size:,} entries")
    if trusted is None:
        report.remarks.append(f"Compare the key with the one that the site publishes: {key}")
    return Signed(_manifest(manifest), checkpoint, key, note)


def _manifest(data: bytes) -> Manifest:
    try:
        return manifest_from(data)
    except Malformed as error:
        why = f"the manifest is not one of {FORMAT}: {error}; a newer handsel-verify may read it"
        raise BundleBroken(why) from None


def _check_members(archive: Archive, signed: Signed, report: Report) -> None:
    """Check that all signed members are there, unchanged, and no others."""
    expected = signed.manifest.members
    others = set(archive.members) - set(expected) - {STATEMENT, MANIFEST, CHECKPOINT, KEY}
    faults = [f"{_escaped(name)} was added to the bundle" for name in sorted(others)]
    for name, digest in expected.items():
        try:
            actual = archive.digest(name)
            if actual != digest or (name.startswith(FILES) and actual != name.removeprefix(FILES)):
                faults.append(f"{_escaped(name)} was changed: its bytes are not those that were signed for")
        except ArchiveBroken as error:
            faults.append(str(error))
    report.faults += faults[:FAULTS_MAX]
    if not faults:
        files = len(signed.manifest.files)
        report.holds.append(f"every member is there as it was signed for, {files:,} files among them")


def _check_entries(archive: Archive, signed: Signed, report: Report) -> Recorded:
    """Check the chain; gives what else of it is to be checked."""
    faults, walk, seen, recorded = [], Walk(), FileReferences(signed.manifest), Recorded()
    for sealed in entries_of(archive):
        link_faults = walk.faults_of(sealed.link)
        faults += [f"entry {walk.place}: {fault}" for fault in link_faults]
        seen.note(sealed)
        recorded.time.note(sealed)
        recorded.offers.note(sealed)
        fault = sealed.fault_in(signed.checkpoint) if sealed.place else ""
        faults += [f"entry {walk.place}: {fault}"] if fault else []
        if len(faults) > FAULTS_MAX:
            break
    faults += _end_faults(signed.manifest, walk) + seen.faults()
    report.faults += faults[:FAULTS_MAX]
    if not faults:
        report.holds.append(f"the chain is whole: entries 1 to {walk.place:,}, each as it was sealed")
        report.remarks += seen.remarks()
    return recorded


def entries_of(archive: Archive) -> Iterator[Sealed]:
    """The entries of a bundle in order; raises `BundleBroken` at the first invalid one."""
    with archive.open(ENTRIES) as lines:
        place = 0
        while line := lines.readline(ENTRY_BYTES_MAX + 1):
            place += 1
            try:
                sealed = sealed_from(line)
            except EntryBroken as error:
                raise BundleBroken(f"entry {place}: {error}") from error
            if not line.endswith(b"\n"):
                raise BundleBroken(f"entry {place}: its line does not end")
            yield sealed


def _end_faults(manifest: Manifest, walk: Walk) -> list[str]:
    if walk.place != manifest.entries:
        return [f"the site signed for {manifest.entries:,} entries, the bundle has {walk.place:,}"]
    if walk.head.hex() != manifest.head:
        return ["the last entry is not the one that was signed for"]
    return []


def _text(archive: Archive, name: str) -> str:
    try:
        return archive.read(name, SMALL_MAX).decode()
    except UnicodeDecodeError:
        raise BundleBroken(f"{name} is not text") from None


def _escaped(name: str) -> str:
    return ascii(name)[1:-1][:120]
