"""A chain with words, files and an erasure to come, and its bundle in a file."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from handsel.kernel.json import Facts
from handsel.record.actions import ActionSpec, Actor, perform
from handsel.record.bundles import MoreMembers, bundle
from handsel.record.files import store
from handsel.record.log.proofs import sealed
from handsel.record.log.writer import write_log
from handsel.record.models import Chain, Entry
from handsel_verify.entries import sealed_of
from handsel_verify.recorded_time import RecordedTime
from tests.kinds import SAID

ADA, BEN = UUID(int=1), UUID(int=2)


class BytesUpload:
    """Bytes as a form hands them over."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def chunks(self) -> list[bytes]:
        return [self.content]


def say(job: UUID, **facts: Any) -> Facts:
    """Put one entry on a job's chain."""
    return perform(ActionSpec(SAID, Chain.Kind.JOB, job, {}), Actor(ADA, key=uuid4()), lambda context: facts)


def bring(job: UUID, name: str, content: bytes) -> str:
    """Put an entry with a file on a job's chain; gives its SHA-256."""
    stored = store(BytesUpload(content))
    say(job, words="Here it is.", files=[{"name": name, "sha256": stored.sha256, "size": stored.size}])
    return stored.sha256


def written(job: UUID, place: Path, *, sign: bool = True, more: MoreMembers = lambda _entries: ()) -> Path:
    """The bundle of a job, in a file."""
    if sign:
        write_log()
    chain = Chain.objects.get(subject=job)
    place.write_bytes(b"".join(bundle(chain, {"job": 2041}, _page, more)))
    return place


def _page(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (f"<p>{entry['header']['number']}</p>" for entry in entries)


def members(place: Path) -> dict[str, bytes]:
    """What is in a ZIP, in its order."""
    with ZipFile(place) as zipped:
        return {info.filename: zipped.read(info) for info in zipped.infolist()}


def rewritten(place: Path, content: dict[str, bytes]) -> Path:
    """A ZIP with other members in its place."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as zipped:
        for name, data in content.items():
            zipped.writestr(ZipInfo(name), data)
    place.write_bytes(out.getvalue())
    return place


def time_faults(job: UUID) -> list[str]:
    """What the entries of a job say of its time that a reader of its bundle would find wrong."""
    record = RecordedTime()
    for entry in sealed(Entry.objects.filter(chain__subject=job), None):
        record.note(sealed_of(entry))
    return record.faults


def lines(content: dict[str, bytes]) -> list[dict[str, Any]]:
    """The entries of a bundle."""
    return [json.loads(line) for line in content["entries.jsonl"].splitlines()]


def with_lines(content: dict[str, bytes], entries: list[dict[str, Any]]) -> dict[str, bytes]:
    """The members of a bundle with other entries."""
    return content | {"entries.jsonl": b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)}
