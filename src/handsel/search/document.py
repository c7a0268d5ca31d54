"""What an entry says, as the text in which it is looked for: what its page shows of it, and its files."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import timezone, translation

from handsel.notices.notify import name_of
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.search import index_labels
from handsel.search.groups import FilterGroup, files_of, groups_of
from handsel.search.models import FileText
from handsel.search.tokens import figures, tokens
from handsel.work.jobs.models import Job

WORDS_BYTES_MAX = 1_000_000
"""What of an entry is indexed at most: PostgreSQL keeps no more in one row of its index."""


def composed(entry: Entry, job: Job) -> tuple[str, list[FilterGroup]]:
    """The words of an entry of a job as they are kept, and the groups that it is in."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.HOUSE_TIME_ZONE):
        facts = entry.facts
        files = [file["sha256"] for file in files_of(facts)]
        groups = groups_of(entry.kind, files=bool(files))
        texts = [
            *_said(entry, job),
            *kind_named(entry.kind).searched(facts),
            *(str(group.one) for group in groups),
        ]
    texts += FileText.objects.filter(pk__in=files).values_list("text", flat=True)
    return kept([*_labels(entry, job, groups), *_tokens(texts)]), groups


def kept(words: Iterable[str]) -> str:
    """Tokens and labels as they are kept: a space around each, as many as there is room for."""
    line = " ".join(words).encode()
    if len(line) > WORDS_BYTES_MAX:
        line = line[:WORDS_BYTES_MAX].rpartition(b" ")[0]
    return f" {line.decode()} "


def _labels(entry: Entry, job: Job, groups: list[FilterGroup]) -> Iterator[str]:
    yield index_labels.number(entry.number)
    yield index_labels.job(job.pk)
    yield index_labels.party(job.client_id)
    if job.freelancer_id is not None:
        yield index_labels.party(job.freelancer_id)
    yield index_labels.actor(entry.actor)
    yield from (index_labels.group(group.name) for group in groups)


def _tokens(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield index_labels.BREAK
        yield from tokens(text)
    for text in texts:
        if grouped := figures(text):
            yield index_labels.BREAK
            yield from grouped


def _said(entry: Entry, job: Job) -> Iterator[str]:
    """The actor's name and, unless people wrote the entry themselves, what the house says of it."""
    name = name_of(entry, job)
    yield name
    kind = kind_named(entry.kind)
    if not kind.is_written:
        said = kind.wording(name, entry.facts)
        yield said.title
        yield said.detail
        yield said.words
