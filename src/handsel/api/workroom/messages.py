"""Reading and posting messages of a Workroom: as its page does, with the same warning."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Header, Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from handsel.api.auth import DeviceAuth, DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.api.whole_numbers import WholeNumber
from handsel.devices.tokens import MESSAGES
from handsel.kernel.characters import clean_text
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.posting import LENGTH_MAX, post
from handsel.work.workroom.warning import detections_in
from handsel_verify.canonical import WHOLE_MAX

PAGE = 100

router = Router(tags=["messages"], auth=DeviceAuth(MESSAGES))
JobNumber = Annotated[int, Path(ge=1, le=WHOLE_MAX)]
IdempotencyKey = Annotated[UUID, Header(alias="Idempotency-Key")]
"""The key of a message: the same again is posted once."""


class MessageIn(Schema):
    """A message: its words, and the number of the entry that it corrects (one's own message) or replies to.

    `confirmed` posts it in spite of the warning that its words read like payment outside the site.
    """

    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Field(strict=True, max_length=LENGTH_MAX)]
    corrects: WholeNumber | None = None
    replies: WholeNumber | None = None
    confirmed: Annotated[bool, Field(strict=True)] = False


class MessageFile(Schema):
    """A file that came with a message, by its name, its version of that name, and its SHA-256."""

    name: str
    version: int
    size: int
    sha256: str


class MessageState(Schema):
    """A message on the record, with the name that its writer had then; `words` of an erased one are null."""

    number: int
    at: Instant
    person: UUID
    name: str
    words: str | None
    files: list[MessageFile]
    corrects: int | None
    replies: int | None


class Messages(Schema):
    """A page of messages, by number; `next` is the number after which the next page begins, or null."""

    messages: list[MessageState]
    next: int | None


@router.get("/{number}/messages", response={200: Messages, **ERRORS}, operation_id="messages")
def list_messages(
    request: DeviceRequest, number: JobNumber, after: Annotated[int, Query(ge=0, le=WHOLE_MAX)] = 0
) -> Messages:
    """List the messages of a job whose number is above `after`, the oldest first, a hundred at once."""
    rows = list(_messages(_job(request, number)).filter(number__gt=after)[: PAGE + 1])
    page = rows[:PAGE]
    people = Person.objects.in_bulk({row.actor for row in page})
    more = page[-1].number if len(rows) > PAGE else None
    return Messages(messages=[_state(row, people[row.actor]) for row in page], next=more)


@router.post("/{number}/messages", response={200: MessageState, **ERRORS}, operation_id="post_message")
def post_message(
    request: DeviceRequest, number: JobNumber, message: MessageIn, key: IdempotencyKey
) -> MessageState:
    """Post a message. One that reads like payment outside is not posted, and answered with 409.

    The error is `seems-off-platform`, and its `fields` quote the words and say why. Rephrase it, or send it
    again with `confirmed`; a refused one binds no key. Send a key of its own with each message: the same one
    again is answered as before, with `confirmed` or without.
    """
    job, person = _job(request, number), request.auth.person
    answers = {"corrects": message.corrects, "replies": message.replies}
    actor = Actor(person.pk, key=key)
    if not message.confirmed:
        detections_in(clean_text(message.words))
    post(actor, job, words=message.words, files=[], acknowledged=message.confirmed, **answers)
    return _state(_messages(job).get(key=actor.key, actor=actor.id), person)


def _job(request: DeviceRequest, number: int) -> Job:
    rows = Job.objects.of(request.auth.person).select_related("policy")
    job: Job = get_object_or_404(rows, pk=number)
    return job


def _messages(job: Job) -> QuerySet[Entry]:
    rows = Entry.objects.filter(chain__subject=job.uuid, kind=MESSAGE.name)
    return rows.select_related("content").order_by("number")


def _state(entry: Entry, person: Person) -> MessageState:
    facts = entry.facts
    files = [
        MessageFile(**{name: file[name] for name in MessageFile.model_fields})
        for file in facts.get("files", [])
    ]
    quotes = {name: facts[name]["number"] if name in facts else None for name in ("corrects", "replies")}
    return MessageState(
        number=entry.number,
        at=entry.at,
        person=person.pk,
        name=person.name_at(entry.at),
        words=facts.get("words"),
        files=files,
        **quotes,
    )
