"""The log end to end: entries integrated and signed; a bundle of 10,000 entries made and checked."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock
from handsel.record.bundles import bundle
from handsel.record.log.writer import write_log
from handsel.record.models import Chain, Entry, EntryContent, PendingLeaf
from handsel_verify.bundles import check
from handsel_verify.canonical import canonical
from handsel_verify.leaves import EMPTY, commitment, entry_hash

BATCH, BATCH_QUICK = 10_000, 1_000
ACTOR = UUID(int=1)
_SALT = bytes(32)


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    entries = BATCH_QUICK if scale.quick else BATCH
    subject = uuid4()
    _insert_chain(subject, entries)
    write_log()
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        place = Path(folder) / "bundle.zip"
        making = partial(_seconds, lambda: _make(subject, place))
        making()
        yield {
            "integrated": partial(_rate, entries),
            "made": making,
            "checked": partial(_seconds, lambda: check(place)),
        }


def _insert_chain(subject: UUID, entries: int) -> None:
    """Insert a chain of messages in bulk."""
    chain = Chain.objects.create(kind=Chain.Kind.JOB, subject=subject, head=EMPTY)
    rows, contents, head, now = [], [], EMPTY, clock.now()
    for number in range(1, entries + 1):
        content = {
            "words": f"The {number}th word on the matter, and a few more to fill the line.",
            "files": [],
        }
        row = Entry(
            id=uuid4(), chain=chain, number=number, previous=head, kind="message.posted", actor=ACTOR, at=now,
            commitment=commitment(_SALT, content), key=uuid4(), request=_SALT,
        )  # fmt: skip
        row.hash = head = entry_hash(row.header())
        rows.append(row)
        contents.append(EntryContent(entry=row, salt=_SALT, text=canonical(content).decode()))
    Entry.objects.bulk_create(rows, batch_size=1000)
    EntryContent.objects.bulk_create(contents, batch_size=1000)
    PendingLeaf.objects.bulk_create([PendingLeaf(entry=row) for row in rows], batch_size=1000)
    Chain.objects.filter(pk=chain.pk).update(size=entries, head=head)


def _rate(entries: int) -> float:
    _insert_chain(uuid4(), entries)
    began = time.perf_counter()
    write_log()
    return entries / (time.perf_counter() - began)


def _make(subject: UUID, place: Path) -> None:
    numbers = count(1)
    with place.open("wb") as out:
        chain = Chain.objects.get(subject=subject)
        for piece in bundle(chain, {}, lambda entries: (f"<p>{next(numbers)}</p>" for _ in entries)):
            out.write(piece)


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


TRIALS = tuple(
    Trial(
        name=f"log-{database}",
        database=database,
        stage=_stage,
        rows=(
            Row(f"entries integrated and signed a second, {database}", "integrated", "", 40_000),
            Row(f"seconds to make a bundle of 10,000 entries, {database}", "made", "", 10, at_most=True),
            Row(f"seconds to check it, {database}", "checked", "", 3, at_most=True),
        ),
        unit="",
    )
    for database in ("sqlite", "postgresql")
)
