"""The live stream: whom it answers, what it tells, and that one look serves everybody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import OperationalError, connections
from django.test import AsyncClient, Client

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.web import events

Story = Callable[[], Awaitable[None]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A watch of this test's own, which looks often."""
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(events, "_watch", events._Watch())
    yield
    events._watch._eyes.submit(connections.close_all).result()
    events._watch._eyes.shutdown()


def told(story: Story) -> None:
    """Run a story in a loop of its own, in time."""
    async_to_sync(asyncio.wait_for)(story(), 20)


async def listen(person: Person, asking: str = "", **headers: str) -> AsyncIterator[bytes]:
    """The stream that a signed-in person gets, after its first words."""
    browser = AsyncClient()
    await browser.aforce_login(person)
    answer: Any = await browser.get(f"/events/inbox{asking}", headers=headers)
    assert answer.status_code == 200, answer.status_code
    stream = aiter(answer.streaming_content)
    assert await anext(stream) == b": open\n\n"
    return stream


@sync_to_async
def tell(person: Person, about: str) -> int:
    """Put something into somebody's inbox."""
    notice = Notice.objects.create(person=person, about=about, title="News", href="/", told_at=clock.now())
    identity: int = notice.pk
    return identity


def event(notice: int) -> bytes:
    return f"event: inbox\nid: {notice}\ndata: {notice}\n\n".encode()


def test_a_server_without_streams_asks_the_browser_to_ask_no_more(db: None) -> None:
    assert Client().get("/events/inbox").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_nobody_listens_without_signing_in() -> None:
    async def story() -> None:
        assert (await AsyncClient().get("/events/inbox")).status_code == 401

    told(story)


@pytest.mark.django_db(transaction=True)
def test_people_hear_of_their_own_news_alone(ada: Person, ben: Person) -> None:
    async def story() -> None:
        hers, his = await listen(ada, "?seen="), await listen(ben, "?seen=")
        assert event(await tell(ben, "his")) == await anext(his)
        assert event(await tell(ada, "hers")) == await anext(hers)

    told(story)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_header", [False, True])
def test_what_was_missed_is_told_at_once_and_what_was_seen_is_not(ada: Person, *, by_header: bool) -> None:
    async def story() -> None:
        old, new = await tell(ada, "old"), await tell(ada, "new")
        given = {"Last-Event-ID": str(old)} if by_header else {}
        missed = await listen(ada, "" if by_header else f"?seen={old}", **given)
        assert await anext(missed) == event(new)
        seen = await listen(ada, f"?seen={new}")
        assert event(await tell(ada, "newest")) == await anext(seen)

    told(story)


@pytest.mark.django_db(transaction=True)
def test_who_does_not_say_what_was_seen_hears_of_what_comes(ada: Person) -> None:
    async def story() -> None:
        await tell(ada, "old")
        stream = await listen(ada)
        await asyncio.sleep(10 * events.LOOK_SECONDS)
        assert event(await tell(ada, "new")) == await anext(stream)

    told(story)


@pytest.mark.django_db(transaction=True)
def test_a_person_has_four_streams_until_one_hangs_up(ada: Person, ben: Person) -> None:
    async def story() -> None:
        streams = [await listen(ada) for _ in range(events.STREAMS_PER_PERSON_MAX)]
        with pytest.raises(AssertionError, match="204"):
            await listen(ada)
        await listen(ben)
        waiting = asyncio.ensure_future(anext(streams[0]))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await listen(ada)

    told(story)


@pytest.mark.django_db(transaction=True)
def test_all_streams_end_when_the_server_is_told_to_stop(ada: Person, ben: Person) -> None:
    async def story() -> None:
        streams = [await listen(person) for person in (ada, ada, ben)]
        events.stop()
        for stream in streams:
            with pytest.raises(StopAsyncIteration):
                await anext(stream)

    told(story)
    events.stop()


@pytest.mark.django_db(transaction=True)
def test_a_quiet_stream_is_kept_open_and_ends_by_itself(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(events, "STREAM_SECONDS_MAX", 0.3)

    async def story() -> None:
        beats = [beat async for beat in await listen(ada)]
        assert set(beats) == {b": open\n\n"}
        assert len(beats) > 1

    told(story)


@pytest.mark.django_db(transaction=True)
def test_one_look_serves_everybody_and_outlives_an_outage(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[set[Any]] = []
    newest = events._newest

    def look(people: set[Any]) -> dict[Any, str]:
        looks.append(people)
        if len(looks) == 2:
            with monkeypatch.context() as away:
                away.setattr(Notice.objects, "filter", lambda **_by: _raise(OperationalError("away")))
                return newest(people)
        return newest(people)

    async def story() -> None:
        monkeypatch.setattr(events, "_newest", look)
        streams = [await listen(person, "?seen=") for person in (ada, ada, ben)]
        while len(looks) < 4 or looks[-1] != {ada.pk, ben.pk}:
            await asyncio.sleep(0.01)
        assert event(await tell(ben, "news")) == await anext(streams[2])

    told(story)


def _raise(error: Exception) -> None:
    raise error
