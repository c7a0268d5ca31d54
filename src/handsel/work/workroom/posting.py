"""Posting in the Workroom: messages are on the record, and a correction is another entry."""

from django.db.models import QuerySet

from handsel.kernel.characters import clean_text, is_blank
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.models import Chain, Entry
from handsel.ui.prose import mentioned
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.files import Attached, add_files
from handsel.work.workroom.models import Correction
from handsel.work.workroom.refusals import (
    MessageTooLong,
    NoSuchEntry,
    NothingToPost,
    NothingToReplyTo,
)
from handsel.work.workroom.warning import warn_of_off_platform

LENGTH_MAX = 20_000
QUOTE_LENGTH = 200
_WRITTEN = ("words", "done", "reason", "note")
"""The facts that hold people's text, in the order in which a reply quotes them."""


@act(MESSAGE, Side.CLIENT, Side.FREELANCER, closed=True, consent="acknowledged")
def post(
    context: JobContext,
    job: Job,
    *,
    words: str,
    files: list[Attached],
    corrects: int | None = None,
    replies: int | None = None,
    acknowledged: bool = False,
) -> Facts:
    """Post words and files; `corrects` is the number of one's own entry, `replies` of anybody's.

    Raises `SeemsOffPlatform`, unless the writer has `acknowledged` that warning.
    """
    text = "" if is_blank(words) else clean_text(words)
    if not text and not files:
        raise NothingToPost
    if len(words) > LENGTH_MAX:
        raise MessageTooLong
    if not acknowledged:
        warn_of_off_platform(job, text)
    facts: Facts = {"words": text, "files": add_files(context, files), **_mentions(text, job)}
    if corrects is not None:
        corrected = _corrected(context, corrects)
        facts["corrects"] = quoted(corrected)
        chain = Chain.objects.get(pk=corrected.chain_id)
        Correction.objects.create(job=job, number=corrected.number, by=chain.size + 1)
    if replies is not None:
        facts["replies"] = quoted(_replied(context, replies))
    return facts


def _mentions(words: str, job: Job) -> Facts:
    """The people of the job whom the words mention: by identifier, and by their current name."""
    if "@" not in words:
        return {}
    people = Person.objects.filter(party__in=[job.client_id, job.freelancer_id])
    names = mentioned(words, [person.name for person in people])
    mentions = [{"person": person.pk, "name": person.name} for person in people if person.name in names]
    return {"mentions": mentions} if mentions else {}


def _corrected(context: JobContext, number: int) -> Entry:
    entry = _entries(context, number).filter(actor=context.actor.id, kind=MESSAGE.name).first()
    if entry is None:
        raise NoSuchEntry
    return entry


def _replied(context: JobContext, number: int) -> Entry:
    entry = _entries(context, number).first()
    if entry is None:
        raise NothingToReplyTo
    return entry


def _entries(context: JobContext, number: int) -> QuerySet[Entry]:
    entries = Entry.objects.filter(chain__subject=context.job.uuid, number=number)
    return entries.select_related("content")


def quoted(entry: Entry) -> Facts:
    """The number of an entry, and the beginning of its text."""
    facts = entry.facts
    words = next((str(facts[name]) for name in _WRITTEN if facts.get(name)), "")
    return {"number": entry.number, "words": words[:QUOTE_LENGTH]}
