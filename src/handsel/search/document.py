"""The indexed text of an entry: what its page shows, and the text of its files."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import timezone, translation

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.notices.notify import WORDING, name_of
from handsel.record.models import Entry
from handsel.search import index_labels
from handsel.search.groups import Group, files_of, groups_of
from handsel.search.models import FileText
from handsel.search.tokens import figures, tokens
from handsel.ui.money_format import money_text
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import MESSAGE

WORDS_BYTES_MAX = 1_000_000
"""The limit per entry: PostgreSQL indexes no more in one row."""

_UNSEEN = frozenset({"bound", "by", "currency", "hash", "job_stage", "kind", "policy", "ref", "stage"})
_AMOUNTS = frozenset({"amount", "price"})


def index_document(entry: Entry, job: Job) -> tuple[str, list[Group]]:
    """The tokens of an entry as stored, and its groups."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.HOUSE_TIME_ZONE):
        facts = entry.facts
        files = [file["sha256"] for file in files_of(facts)]
        groups = groups_of(entry.kind, files=bool(files))
        texts = [*_rendered_texts(entry, job), *strings(facts), *(str(group.one) for group in groups)]
    texts += FileText.objects.filter(pk__in=files).values_list("text", flat=True)
    return stored_text([*_labels(entry, job, groups), *_tokens(texts)]), groups


def stored_text(words: Iterable[str]) -> str:
    """Join tokens and labels with a space around each, cut at the limit."""
    line = " ".join(words).encode()
    if len(line) > WORDS_BYTES_MAX:
        line = line[:WORDS_BYTES_MAX].rpartition(b" ")[0]
    return f" {line.decode()} "


def _labels(entry: Entry, job: Job, groups: list[Group]) -> Iterator[str]:
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
    if entry.kind in WORDING and entry.kind != MESSAGE:
        wording = WORDING[entry.kind](name, entry.facts)
        yield wording.title
        yield wording.detail
        yield wording.words


def strings(facts: Facts, currency: str = "") -> Iterator[str]:
    """Every visible text in the facts, and every amount as formatted on pages."""
    currency = facts.get("currency", currency)
    for name, value in facts.items():
        if name in _AMOUNTS and isinstance(value, int) and currency:
            yield money_text(Money(value, currency))
        elif isinstance(value, str) and name not in _UNSEEN:
            yield value
        elif isinstance(value, dict):
            yield from strings(value, currency)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from strings(item, currency)
