"""Check an entry by its proof, a file against the record, or two checkpoints of one log."""

from collections.abc import Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from handsel_verify.archives import opened
from handsel_verify.bundles import BundleBroken, check_witnesses, entries_of
from handsel_verify.chains import Walk
from handsel_verify.entries import ENTRY_BYTES_MAX, EntryBroken, Sealed, sealed_of
from handsel_verify.manifests import ENTRIES
from handsel_verify.notes import Checkpoint, Key, NoteBroken, hash_from, log_key_from, signed_checkpoint
from handsel_verify.reports import Report
from handsel_verify.strict_json import Malformed, json_from
from handsel_verify.tree import extends
from handsel_verify.zip_directory import ArchiveBroken

SMALL_MAX = 64 * 1024


def check_entry(path: Path, trusted: Key | None = None, witnesses: Sequence[Key] = ()) -> Report:
    """Check the proof of one entry, against a trusted key if given.

    Each of the witnesses must have co-signed. Raises `OSError` if the file cannot be read.
    """
    report = Report()
    try:
        sealed, text, key = _proof(path)
        site = log_key_from(key)
        if trusted is not None and site != trusted:
            raise BundleBroken(f"the proof names the key {site}, not the one you trust")
        note, checkpoint = signed_checkpoint(text, site)
        check_witnesses(note, site, witnesses, report)
        number = sealed.number
        report.faults += [f"entry {number}: {fault}" for fault in own_faults(sealed, checkpoint)]
    except (BundleBroken, EntryBroken, NoteBroken) as error:
        report.faults.append(str(error))
        return report
    if not report.faults:
        report.holds.append(
            f"entry {number} is leaf {sealed.place.index if sealed.place else 0:,} of the log"
        )
        report.holds.append(f"{checkpoint.origin} signed for it, over {checkpoint.size:,} entries")
    if trusted is None:
        report.remarks.append(f"Compare the key with the one that the site publishes: {site}")
    return report


def check_file(path: Path, against: Path) -> Report:
    """Check whether the record names a file; raises `OSError` if one cannot be read."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    report = Report()
    try:
        for sealed in _entries(against):
            if digest in sealed.files:
                name = sealed.files[digest]
                report.holds.append(
                    f"{path.name} is {name!r} as entry {sealed.number} brought it, byte for byte"
                )
    except (ArchiveBroken, BundleBroken, EntryBroken) as error:
        report.faults.append(str(error))
        return report
    if not report.holds:
        report.faults.append(f"no entry names a file with these bytes (SHA-256 {digest})")
    report.remarks.append("The record itself is checked by `handsel-verify bundle` or `entry`")
    return report


def check_checkpoints(old: Path, new: Path, proof: Path, trusted: Key | None = None) -> Report:
    """Check that the newer checkpoint extends the older; raises `OSError`."""
    report = Report()
    try:
        value = _object(proof, SMALL_MAX)
        key = trusted or log_key_from(str(value["key"]))
        (_, first), (_, second) = (signed_checkpoint(_small(place), key) for place in (old, new))
        steps = [_step(step) for step in value["proof"]]
        if not extends(first.size, first.root, second.size, second.root, steps):
            raise BundleBroken("the newer log does not begin with the older one: there are two histories")
    except (BundleBroken, NoteBroken, KeyError, TypeError) as error:
        report.faults.append(
            str(error) if isinstance(error, BundleBroken | NoteBroken) else "the proof is not one"
        )
        return report
    report.holds.append(f"the log of {second.size:,} entries begins with that of {first.size:,}, unchanged")
    if trusted is None:
        report.remarks.append(f"Compare the key with the one that the site publishes: {key}")
    return report


def own_faults(sealed: Sealed, checkpoint: Checkpoint | None) -> list[str]:
    """The faults of a single entry, without checking the chain before it.

    Without a checkpoint, its inclusion proof is not checked.
    """
    walk = Walk(sealed.number - 1, bytes.fromhex(sealed.link.header["previous"]))
    fault = sealed.fault_in(checkpoint) if checkpoint else ""
    return [*walk.faults_of(sealed.link), *([fault] if fault else [])]


def _entries(path: Path) -> Iterator[Sealed]:
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if not zipped:
        yield _proof(path)[0]
        return
    with opened(path) as archive:
        if ENTRIES not in archive.members:
            raise BundleBroken("this is no evidence bundle")
        yield from entries_of(archive)


def _proof(path: Path) -> tuple[Sealed, str, str]:
    value = _object(path, ENTRY_BYTES_MAX)
    if set(value) != {"entry", "checkpoint", "key"}:
        raise BundleBroken("the file is no proof of an entry: entry, checkpoint and key belong in it")
    try:
        return sealed_of(value["entry"]), str(value["checkpoint"]), str(value["key"])
    except Malformed as error:
        raise BundleBroken(f"it is not written as an entry: {error}") from None


def _object(path: Path, most: int) -> dict[str, Any]:
    try:
        value = json_from(_bytes(path, most))
    except Malformed as error:
        raise BundleBroken(f"the file is no JSON as the record writes it: {error}") from None
    if not isinstance(value, dict):
        raise BundleBroken("the file is no JSON object")
    return value


def _small(path: Path) -> str:
    try:
        return _bytes(path, SMALL_MAX).decode()
    except UnicodeDecodeError:
        raise BundleBroken(f"{path.name} is not text") from None


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise BundleBroken(f"{path.name} is longer than {most:,} bytes")
    return data


def _step(text: object) -> bytes:
    try:
        return hash_from(str(text))
    except NoteBroken:
        raise BundleBroken("the proof is not one") from None
