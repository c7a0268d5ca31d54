"""The live stream: who gets it, what it sends, when it ends, and that one poll serves everybody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import AsyncClient, Client

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record import change_signal
from handsel.record.actions import Actor
from handsel.web.events import broadcaster, pg_listen, poller, streams
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import read_up_to
from tests import factories

Story = Callable[[], Awaitable[None]]


COVERS = (
    "handsel.record.change_signal",
    "handsel.web.events.pg_listen",
    "handsel.web.events.subscribers",
    "handsel.web.events.poller",
    "handsel.web.events.broadcaster",
)


@pytest.fixture(autouse=True)
def _fast_polling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broadcaster of this test's own, which polls often."""
    monkeypatch.setattr(broadcaster, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(broadcaster, "ACCESS_SECONDS", 0.02)
    monkeypatch.setattr(streams, "broadcaster", broadcaster.Broadcaster())
    yield
    streams.broadcaster.close()


def run_story(story: Story) -> None:
    """Run a story in its own event loop, with a time limit."""
    async_to_sync(asyncio.wait_for)(story(), 20)


async def listen(person: Person, asking: str = "", **headers: str) -> AsyncIterator[bytes]:
    """The stream of a signed-in person, after its first line."""
    browser = AsyncClient()
    await browser.aforce_login(person)
    answer: Any = await browser.get(f"/events/{asking}", headers=headers)
    assert answer.status_code == 200, answer.status_code
    stream = aiter(answer.streaming_content)
    assert await anext(stream) == b": open\n\n"
    return stream


@sync_to_async
def notify(person: Person, about: str) -> int:
    """Put a notice into somebody's inbox."""
    notice = Notice.objects.create(person=person, about=about, title="News", href="/", told_at=clock.now())
    identity: int = notice.pk
    return identity


def event(notice: int) -> bytes:
    return f"event: inbox\nid: {notice}\ndata: {notice}\n\n".encode()


def test_a_server_without_streams_asks_the_browser_to_ask_no_more(db: None) -> None:
    assert Client().get("/events/").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_nobody_listens_without_signing_in() -> None:
    async def story() -> None:
        assert (await AsyncClient().get("/events/")).status_code == 401

    run_story(story)


@pytest.mark.django_db(transaction=True)
def test_people_hear_of_their_own_news_alone(ada: Person, ben: Person) -> None:
    async def story() -> None:
        hers, his = await listen(ada, "?seen="), await listen(ben, "?seen=")
        assert event(await notify(ben, "his")) == await anext(his)
        assert event(await notify(ada, "hers")) == await anext(hers)

    run_story(story)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_header", [False, True])
def test_what_was_missed_is_told_at_once_and_what_was_seen_is_not(ada: Person, *, by_header: bool) -> None:
    async def story() -> None:
        old, new = await notify(ada, "old"), await notify(ada, "new")
        headers = {"Last-Event-ID": str(old)} if by_header else {}
        missed = await listen(ada, "" if by_header else f"?seen={old}", **headers)
        assert await anext(missed) == event(new)
        seen = await listen(ada, f"?seen={new}")
        assert event(await notify(ada, "newest")) == await anext(seen)

    run_story(story)


@pytest.mark.django_db(transaction=True)
def test_who_does_not_say_what_was_seen_hears_of_what_comes(ada: Person) -> None:
    async def story() -> None:
        await notify(ada, "old")
        stream = await listen(ada)
        await asyncio.sleep(10 * broadcaster.POLL_SECONDS)
        assert event(await notify(ada, "new")) == await anext(stream)

    run_story(story)


@pytest.mark.django_db(transaction=True)
def test_a_person_has_four_streams_until_one_hangs_up(ada: Person, ben: Person) -> None:
    async def story() -> None:
        streams = [await listen(ada) for _ in range(broadcaster.STREAMS_PER_PERSON_MAX)]
        with pytest.raises(AssertionError, match="204"):
            await listen(ada)
        await listen(ben)
        waiting = asyncio.ensure_future(anext(streams[0]))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await listen(ada)

    run_story(story)


@pytest.mark.django_db(transaction=True)
def test_all_streams_end_when_the_server_is_told_to_stop(ada: Person, ben: Person) -> None:
    async def story() -> None:
        listening = [await listen(person) for person in (ada, ada, ben)]
        streams.stop()
        for stream in listening:
            with pytest.raises(StopAsyncIteration):
                await anext(stream)

    run_story(story)
    streams.stop()


@pytest.mark.django_db(transaction=True)
def test_a_quiet_stream_is_kept_open_and_ends_by_itself(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(streams, "STREAM_SECONDS_MAX", 0.3)

    async def story() -> None:
        beats = [beat async for beat in await listen(ada)]
        assert set(beats) == {b": open\n\n"}
        assert len(beats) > 1

    run_story(story)


def test_a_wait_that_is_cancelled_while_its_event_comes_is_cancelled() -> None:
    async def story() -> None:
        changed = asyncio.Event()
        waiting = asyncio.create_task(broadcaster._wait(changed, 5))
        await asyncio.sleep(0.01)
        changed.set()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run_story(story)


@pytest.mark.django_db(transaction=True)
def test_one_look_serves_everybody_and_outlives_an_outage(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[set[Any]] = []
    newest = poller._notices

    def look(people: set[Any]) -> dict[Any, str]:
        looks.append(people)
        if len(looks) == 2:
            raise OperationalError("away")
        return newest(people)

    async def story() -> None:
        monkeypatch.setattr(poller, "_notices", look)
        listening = [await listen(person, "?seen=") for person in (ada, ada, ben)]
        while len(looks) < 4 or looks[-1] != {ada.pk, ben.pk}:
            await asyncio.sleep(0.01)
        assert event(await notify(ben, "news")) == await anext(listening[2])

    run_story(story)


@pytest.fixture
def job(transactional_db: None, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben, 100)


@sync_to_async
def say(person: Person, job: Job, words: str = "Hello.") -> None:
    post(Actor(person.pk), job, words=words, files=[])


@sync_to_async
def do(what: Callable[[], Any]) -> None:
    what()


def room(number: int, read: int = 0) -> bytes:
    return f"event: room\nid: .{number}.{read}\ndata: .{number}.{read}\n\n".encode()


def test_both_hear_of_a_new_entry_at_once(
    job: Job, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcaster, "POLL_SECONDS", 60)

    async def story() -> None:
        hers, his = [await listen(person, f"?room={job.pk}&after=1") for person in (ada, ben)]
        await asyncio.sleep(0.3)
        await say(ben, job)
        assert await anext(hers) == await anext(his) == room(2)

    run_story(story)


def test_what_was_missed_in_a_room_is_told_at_once_and_once(job: Job, ada: Person, ben: Person) -> None:
    async def story() -> None:
        for _ in range(3):
            await say(ben, job)
        missed = await listen(ada, f"?room={job.pk}&after=9", **{"Last-Event-ID": ".2"})
        assert await anext(missed) == room(4)
        seen = await listen(ada, f"?room={job.pk}&after=4")
        await say(ben, job)
        assert await anext(seen) == await anext(missed) == room(5)

    run_story(story)


def test_a_room_hears_that_the_other_has_read(job: Job, ada: Person, ben: Person) -> None:
    async def story() -> None:
        hers, his = [await listen(person, f"?room={job.pk}&after=1&read=0") for person in (ada, ben)]
        await do(lambda: read_up_to(ben, job, 1, clock.now()))
        assert await anext(hers) == room(1, 1)
        await say(ada, job)
        assert await anext(his) == room(2)

    run_story(story)


def test_a_room_is_nobody_elses(job: Job, eve: Person) -> None:
    async def story() -> None:
        for room in (job.pk, 99, "x", "9" * 30):
            with pytest.raises(AssertionError, match="404"):
                await listen(eve, f"?room={room}")

    run_story(story)


@pytest.mark.parametrize(
    "end",
    [
        lambda job, ben: Session.objects.all().delete(),
        lambda job, ben: Person.objects.filter(pk=ben.pk).update(is_active=False),
        lambda job, ben: Person.objects.filter(pk=ben.pk).update(password="another"),
        lambda job, ben: Job.objects.filter(pk=job.pk).update(freelancer=None, invited_email="x@example.org"),
    ],
    ids=["signed out", "shut out", "another password", "no longer in the job"],
)
def test_a_stream_ends_when_its_person_may_listen_no_more(
    job: Job, ben: Person, end: Callable[[Job, Person], Any]
) -> None:
    async def story() -> None:
        stream = await listen(ben, f"?room={job.pk}")
        await do(lambda: end(job, ben))
        with pytest.raises(StopAsyncIteration):
            await anext(stream)

    run_story(story)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is one process, which rings its own bell"
)
def test_entries_of_other_processes_are_heard_of_at_once(
    job: Job, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcaster, "POLL_SECONDS", 60)
    monkeypatch.setattr(change_signal, "notify_change", lambda: None)

    async def story() -> None:
        hers = await listen(ada, f"?room={job.pk}&after=1")
        await asyncio.sleep(0.5)
        await say(ben, job)
        assert await anext(hers) == room(2)

    run_story(story)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite hears nothing")
def test_where_nothing_can_be_heard_it_looks(
    job: Job, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_signal, "notify_change", lambda: None)
    monkeypatch.setattr(pg_listen, "_address", lambda: {"host": "/nowhere"})

    async def story() -> None:
        hers = await listen(ada, f"?room={job.pk}&after=1")
        await say(ben, job)
        assert await anext(hers) == room(2)

    run_story(story)
