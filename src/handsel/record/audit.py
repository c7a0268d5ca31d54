"""Checking every chain: each entry in its place, unchanged, and content that matches its commitment."""

from collections.abc import Iterable, Iterator

from handsel.kernel.audit import Check
from handsel.record.files import path_of
from handsel.record.models import Chain, Entry, EntryContent, StoredFile
from handsel_verify.chains import Link, faults


def checks() -> Iterable[Check]:
    """Every chain from its first entry on, its size and head, and every stored file's size."""
    found, entries = [], 0
    for chain in Chain.objects.order_by("pk").iterator():
        links = list(_links(chain))
        entries += len(links)
        found += [f"chain {chain.kind} {chain.subject}: {fault}" for fault in faults(links)]
        found += _ends(chain, links)
    yield Check("every chain of the record is whole and unchanged", entries, found)
    yield _files()


def _links(chain: Chain) -> Iterator[Link]:
    for entry in chain.entries.select_related("content").order_by("number").iterator():
        content = _content(entry)
        yield Link(
            header=entry.header(),
            hash=bytes(entry.hash),
            salt=bytes(content.salt) if content else None,
            content=content.facts if content else None,
        )


def _content(entry: Entry) -> EntryContent | None:
    return getattr(entry, "content", None)


def _ends(chain: Chain, links: list[Link]) -> list[str]:
    if chain.size != len(links):
        return [f"chain {chain.kind} {chain.subject}: says it has {chain.size} entries, but has {len(links)}"]
    if links and bytes(chain.head) != links[-1].hash:
        return [f"chain {chain.kind} {chain.subject}: its head is not its last entry"]
    return []


def _files() -> Check:
    stored = list(StoredFile.objects.order_by("pk"))
    missing = [
        f"file {file.sha256} is missing or has another size"
        for file in stored
        if not path_of(file.sha256).exists() or path_of(file.sha256).stat().st_size != file.size
    ]
    return Check("every stored file is there", len(stored), missing)
