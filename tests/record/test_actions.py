"""Enacting: whole or not at all, once, and in its place on a chain that anybody can check."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from unittest.mock import Mock
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import KeyReused
from handsel.record.actions import NOTICE, ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain, Entry, EntryContent
from handsel.tasks.models import Task, schedule
from handsel_verify.chains import Link, Walk
from tests.kinds import SAID, SUNG

ADA, BEN, JOB = (UUID(int=number) for number in (1, 2, 3))
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def spec(chain: UUID = JOB, **request: object) -> ActionSpec:
    return ActionSpec(SAID, Chain.Kind.JOB, chain, request)


def saying(word: str) -> Callable[[ActionContext], Facts]:
    return lambda context: {"word": word, "amount": Money(5, "USD"), "by": context.actor.id}


def links(chain: UUID = JOB) -> list[Link]:
    """A chain as it lies in the database, for whoever wants to check it."""
    entries = Entry.objects.filter(chain__subject=chain).select_related("content").order_by("number")
    return [
        Link(entry.header(), bytes(entry.hash), bytes(entry.content.salt), entry.content.facts)
        for entry in entries
    ]


@pytest.mark.django_db
def test_an_act_leaves_one_entry_and_asks_for_one_notice() -> None:
    facts = perform(spec(), Actor(ADA, at=NOON), saying("hello"))
    entry = Entry.objects.get()
    assert (
        facts
        == entry.facts
        == {
            "word": "hello",
            "amount": {"amount": 5, "currency": "USD"},
            "by": str(ADA),
        }
    )
    assert (entry.number, entry.kind, entry.actor, entry.at) == (1, "word.said", ADA, NOON)
    notice = Task.objects.get()
    assert (notice.kind, notice.subject, notice.due_at) == (NOTICE, str(entry.pk), NOON)


@pytest.mark.django_db
def test_the_deed_is_the_entry_and_keys_its_transfers() -> None:
    seen: list[ActionContext] = []

    def body(context: ActionContext) -> Facts:
        seen.append(context)
        return {}

    perform(spec(), Actor(ADA, at=NOON), body)
    (context,) = seen
    assert context.id == Entry.objects.get().pk
    assert context.at == NOON
    assert context.transfer_key("fee") == identifiers.derived(context.id, "fee")


@pytest.mark.django_db
def test_what_the_body_refuses_leaves_nothing() -> None:
    def half(context: ActionContext) -> Facts:
        schedule("other", "half", at=context.at)
        raise KeyError("and no further")

    with pytest.raises(KeyError):
        perform(spec(), Actor(ADA), half)
    assert not Entry.objects.exists()
    assert not Task.objects.exists()
    assert not Chain.objects.exists()


@pytest.mark.django_db
def test_what_is_no_shape_of_the_record_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="not a shape"):
        perform(spec(), Actor(ADA), lambda _deed: {"share": 0.5})
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_asked_for_twice_it_happens_once_and_answers_the_same() -> None:
    by = Actor(ADA)
    first = perform(spec(word="hello"), by, saying("hello"))
    second = perform(spec(word="hello"), Actor(ADA, key=by.key), saying("not run"))
    assert first == second
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        spec(word="goodbye"),
        spec(UUID(int=4), word="hello"),
        ActionSpec(SUNG, Chain.Kind.JOB, JOB, {"word": "hello"}),
    ],
)
def test_the_same_key_with_other_content_is_an_error(other: ActionSpec) -> None:
    by = Actor(ADA)
    perform(spec(word="hello"), by, saying("hello"))
    with pytest.raises(KeyReused):
        perform(other, Actor(ADA, key=by.key), saying("hello"))
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_two_people_may_use_the_same_key() -> None:
    key = identifiers.new()
    perform(spec(word="hello"), Actor(ADA, key=key), saying("hello"))
    perform(spec(word="hello"), Actor(BEN, key=key), saying("hello"))
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_a_chain_of_acts_verifies() -> None:
    oslo = timezone(timedelta(hours=2))
    for number in range(5):
        at = (NOON + timedelta(minutes=number)).astimezone(oslo if number % 2 else UTC)
        perform(spec(), Actor(ADA, at=at), saying(f"word {number} \u00e9\U0001f600"))
    assert [link.header["number"] for link in links()] == [1, 2, 3, 4, 5]
    assert list(Walk().faults_along(links())) == []
    chain = Chain.objects.get()
    assert (chain.size, bytes(chain.head)) == (5, links()[-1].hash)


@pytest.mark.django_db
def test_chains_are_numbered_apart() -> None:
    for chain in (UUID(int=7), UUID(int=8), UUID(int=7)):
        perform(spec(chain), Actor(ADA), saying("hello"))
    assert [len(links(UUID(int=chain))) for chain in (7, 8)] == [2, 1]


@pytest.mark.django_db
def test_an_entry_without_its_content_says_nothing() -> None:
    entry = Entry(id=identifiers.new())
    assert entry.facts == {}
    assert not EntryContent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_who_append_at_once_leave_no_gap_and_no_fork() -> None:
    def append(actor: int) -> None:
        for number in range(5):
            perform(spec(n=number), Actor(UUID(int=actor)), saying(f"{actor}.{number}"))
        connection.close()

    at_once([threading.Thread(target=append, args=(actor,)) for actor in range(6)])
    assert [link.header["number"] for link in links()] == list(range(1, 31))
    assert list(Walk().faults_along(links())) == []


@pytest.mark.django_db(transaction=True)
def test_the_same_act_asked_for_at_once_happens_once() -> None:
    by = Actor(ADA, at=NOON)
    answers: list[Facts] = []

    def money_request(word: str) -> None:
        answers.append(perform(spec(word="hello"), by, saying(word)))
        connection.close()

    at_once([threading.Thread(target=money_request, args=(str(number),)) for number in range(6)])
    assert Entry.objects.count() == 1
    assert answers == [Entry.objects.get().facts] * 6


def at_once(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_an_action_that_lost_a_race_is_run_again_and_recorded_once() -> None:
    lost = OperationalError("lost")
    lost.__cause__ = type("Lost", (Exception,), {"sqlstate": "40P01"})()
    body = Mock(side_effect=[lost, {"tries": 2}])
    assert perform(spec(), Actor(ADA), body) == {"tries": 2}
    assert Entry.objects.count() == 1
