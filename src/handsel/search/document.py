"""The indexed text of an entry: what its page shows, and the text of its files."""

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
from handsel.ui.datetime_format import readable_time
from handsel.work.jobs.models import Job

WORDS_BYTES_MAX = 1_000_000
"""The limit per entry: PostgreSQL indexes no more in one row."""


def index_document(entry: Entry, job: Job) -> tuple[str, list[FilterGroup]]:
    """The tokens of an entry as stored, and its groups."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.HOUSE_TIME_ZONE):
        facts = entry.facts
        files = [file["sha256"] for file in files_of(facts)]
        groups = groups_of(entry.kind, files=bool(files))
        searched = list(kind_named(entry.kind).searched(facts))
        days = [read for text in searched if (read := readable_time(text)) != text]
        texts = [*_rendered_texts(entry, job), *searched, *days, *(str(group.label) for group in groups)]
    texts += FileText.objects.filter(pk__in=files).values_list("text", flat=True)
    return stored_text([*_labels(entry, job, groups), *_tokens(texts)]), groups


def stored_text(words: Iterable[str]) -> str:
    """Join tokens and labels with a space around each, cut at the limit."""
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


def _rendered_texts(entry: Entry, job: Job) -> Iterator[str]:
    """The actor's name and, except for messages, the generated wording of the entry."""
    name = name_of(entry, job)
    yield name
    kind = kind_named(entry.kind)
    if not kind.is_written:
        wording = kind.wording(name, entry.facts)
        yield wording.title
        yield wording.detail
        yield wording.words
