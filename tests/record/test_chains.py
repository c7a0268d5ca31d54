"""A chain is locked with its end, begun once, and tells what somebody asked for before."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from handsel.record.chains import ChainEnd, PriorResult, append, lock_chain
from handsel.record.models import Chain, Entry
from handsel.tasks.models import Task
from handsel_verify.leaves import EMPTY, commitment

ADA, BEN, JOB, OTHER, KEY = (UUID(int=number) for number in range(1, 6))
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
REQUEST = b"q" * 32

pytestmark = pytest.mark.django_db


def end_of(subject: UUID, key: UUID = KEY, actor: UUID = ADA) -> tuple[ChainEnd, PriorResult | None]:
    return lock_chain(Chain.Kind.JOB, subject, key=key, actor=actor)


def put(end: ChainEnd, word: str, key: UUID = KEY) -> Entry:
    entry = Entry(id=uuid4(), kind="word.said", actor=ADA, at=NOON, key=key, request=REQUEST)
    append(end, entry, {"word": word}, task="tell")
    return entry


def test_a_chain_is_begun_when_first_asked_for_and_only_once() -> None:
    first, nothing = end_of(JOB)
    again, _ = end_of(JOB)
    assert (first.size, first.head, nothing) == (0, EMPTY, None)
    assert again == first
    assert Chain.objects.get() == Chain(first.chain, Chain.Kind.JOB, JOB)


def test_an_entry_goes_to_the_end_with_its_content_and_duty_and_the_chain_follows() -> None:
    put(end_of(JOB)[0], "first", uuid4())
    end, _ = end_of(JOB)
    entry = put(end, "second")
    kept = Entry.objects.select_related("content").get(pk=entry.pk)
    assert (kept.number, bytes(kept.previous), kept.at) == (2, end.head, NOON)
    assert kept.facts == {"word": "second"}
    assert bytes(kept.commitment) == commitment(bytes(kept.content.salt), {"word": "second"})
    task = Task.objects.get(subject=entry.pk)
    assert (task.kind, task.due_at, task.next_at, task.attempts) == ("tell", NOON, NOON, 0)
    after, _ = end_of(JOB)
    assert (after.size, after.head) == (2, bytes(kept.hash))


def test_what_was_asked_under_a_key_is_found_on_any_chain_for_whom_asked() -> None:
    put(end_of(JOB)[0], "hello")
    assert end_of(OTHER)[1] == PriorResult(REQUEST, {"word": "hello"})
    assert end_of(JOB, actor=BEN)[1] is None
    assert end_of(JOB, key=uuid4())[1] is None
