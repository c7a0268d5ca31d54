"""Evidence bundles: a chain with its files and proofs as one ZIP, streamed in constant memory."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db.models import QuerySet

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.refusals import Refusal
from handsel.record.files import path_of
from handsel.record.log import keys
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.models import Chain, Entry, SignedCheckpoint, StoredFile
from handsel_verify import bundles
from handsel_verify.canonical import canonical
from handsel_verify.entries import ENTRY, sealed_from
from handsel_verify.manifests import ENTRIES, FILES, FORMAT, READABLE

CHUNK = 1024 * 1024
_MADE_IN, _UNIX = (1980, 1, 1, 0, 0, 0), 3
"""The timestamp of every member, and the system that it says it was made on, whatever this one is."""

Readable = Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]
"""Renders the readable page from the exported entries."""
MoreMembers = Callable[[QuerySet[Entry]], Iterable[tuple[str, Iterable[Facts]]]]
"""What belongs to entries and is not in them: members by name, each with what its lines say."""

Withheld = Callable[[Mapping[str, Any]], str]
"""Why whoever gets the bundle may not read the content of an exported entry; empty if they may."""


class NotSignedYet(Refusal):
    """There is no signed checkpoint yet."""

    what = gettext_noop("The record has not been signed yet.")
    kept = gettext_noop("No evidence bundle was created.")
    way_out = gettext_noop("Records are signed every minute. Try again in a moment.")


@dataclass
class _Written:
    """The digest of each member written so far, and why files and contents were left out."""

    members: dict[str, str]
    left_out: dict[str, str]
    withheld: dict[str, str]


def bundle(
    chain: Chain,
    about: Facts,
    readable: Readable,
    more: MoreMembers = lambda _entries: (),
    withheld: Withheld = lambda _entry: "",
) -> Iterator[bytes]:
    """Stream the bundle of a chain; `about` goes into the manifest, and `more` are further members.

    Raises `NotSignedYet` before the first byte.
    """
    checkpoint = newest_checkpoint()
    if checkpoint is None:
        raise NotSignedYet
    return _pieces(chain.subject, checkpoint, about, readable, more, withheld)


def _pieces(
    subject: UUID,
    checkpoint: SignedCheckpoint,
    about: Facts,
    readable: Readable,
    more: MoreMembers,
    withheld: Withheld,
) -> Iterator[bytes]:
    out: Any = _Out()
    written = _Written({}, {}, {})
    chain = Chain.objects.get(subject=subject)
    entries = Entry.objects.filter(chain=chain, number__lte=chain.size)
    with ZipFile(out, "w", ZIP_STORED) as zipped:
        files: dict[str, None] = {}
        lines = _lines(_without(sealed(entries, checkpoint), withheld, written), files)
        yield from _member(zipped, out, ENTRIES, lines, written)
        pages = map(str.encode, readable(_without(sealed(entries, checkpoint), withheld, written)))
        yield from _member(zipped, out, READABLE, pages, written)
        for name, rows in more(entries):
            yield from _member(zipped, out, name, map(_line, rows), written)
        for digest in files:
            yield from _file(zipped, out, digest, written)
        for name, text in _last_members(chain, checkpoint, about, written).items():
            yield from _member(zipped, out, name, [text.encode()], written)
    yield out.drain()


def _without(
    entries: Iterable[Mapping[str, Any]], withheld: Withheld, written: _Written
) -> Iterator[Mapping[str, Any]]:
    """The entries, those that are withheld without their content, but with why; notes it too."""
    for entry in entries:
        if why := withheld(entry):
            written.withheld[str(entry["header"]["number"])] = why
        yield {**entry, "salt": None, "content": None, "withheld": why} if why else entry


def _lines(entries: Iterable[Mapping[str, Any]], files: dict[str, None]) -> Iterator[bytes]:
    """One line per entry; collects the digests of files."""
    for entry in entries:
        line = _line({name: value for name, value in entry.items() if name in ENTRY})
        files |= dict.fromkeys(sealed_from(line).files)
        yield line


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _file(zipped: ZipFile, out: "_Out", digest: str, written: _Written) -> Iterator[bytes]:
    place = path_of(digest)
    if place.exists():
        yield from _member(zipped, out, f"{FILES}{digest}", _chunks(place), written)
    else:
        infected = StoredFile.objects.filter(pk=digest, verdict=StoredFile.Verdict.INFECTED).exists()
        why = "it is infected and quarantined" if infected else "this site no longer has it"
        written.left_out[digest] = why


def _last_members(
    chain: Chain, checkpoint: SignedCheckpoint, about: Facts, written: _Written
) -> dict[str, str]:
    """The last members: manifest, signed statement, checkpoint and key."""
    manifest = canonical(
        {
            "format": FORMAT,
            "about": about,
            "chain": str(chain.pk),
            "entries": chain.size,
            "head": bytes(chain.head).hex(),
            "made_at": clock.now().isoformat(),
            "members": written.members,
            "left_out": written.left_out,
            "withheld": written.withheld,
        }
    )
    signer = keys.signer()
    note = signer.note(bundles.statement(signer.name, manifest))
    return {
        bundles.MANIFEST: manifest.decode(),
        bundles.STATEMENT: str(note),
        bundles.CHECKPOINT: witnessed(checkpoint),
        bundles.KEY: f"{signer.key}\n",
    }


def _member(
    zipped: ZipFile, out: "_Out", name: str, content: Iterable[bytes], written: _Written
) -> Iterator[bytes]:
    digest, info = sha256(), ZipInfo(name, _MADE_IN)
    info.create_system = _UNIX
    with zipped.open(info, "w", force_zip64=True) as member:
        for piece in content:
            digest.update(piece)
            member.write(piece)
            if out.waiting > CHUNK:
                yield out.drain()
    written.members[name] = digest.hexdigest()


def _chunks(place: Path) -> Iterator[bytes]:
    with place.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _Out:
    """A write-only buffer for the ZIP, drained as it is streamed."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, piece: bytes) -> int:
        """Append to the buffer."""
        self._pieces.append(bytes(piece))
        self.waiting += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing to flush."""

    def drain(self) -> bytes:
        """Return and clear the buffer."""
        pieces, self._pieces, self.waiting = self._pieces, [], 0
        return b"".join(pieces)
