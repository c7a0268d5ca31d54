"""The door for servers: which handler answers, and what it is told."""

import asyncio
from threading import Event
from typing import Any

import pytest
from a2wsgi import WSGIMiddleware
from django.urls import reverse

from handsel.config import asgi
from handsel.kernel.fair_share import FairShare


def ask(monkeypatch: pytest.MonkeyPatch, scope: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Which handler was given a request, and what it saw."""
    seen: list[tuple[str, dict[str, Any]]] = []

    def handler(name: str) -> Any:
        async def note(scope: dict[str, Any], _receive: object, _send: object) -> None:
            seen.append((name, scope))

        return note

    monkeypatch.setattr(asgi, "_pages", handler("pages"))
    monkeypatch.setattr(asgi, "_downloads", handler("downloads"))
    monkeypatch.setattr(asgi, "_probes", handler("probes"))
    monkeypatch.setattr(asgi, "_streams", handler("streams"))
    asyncio.run(asgi.application(scope, _nine_bytes, None))
    return seen[0]


async def _nine_bytes() -> dict[str, Any]:
    return {"type": "http.request", "body": b"123456789"}


@pytest.mark.parametrize(
    ("path", "handler"),
    [("/", "pages"), ("/events/", "streams"), ("/eventsful", "pages"), ("/jobs/events/", "pages")],
)
def test_streams_and_pages_have_their_own_handlers(
    monkeypatch: pytest.MonkeyPatch, path: str, handler: str
) -> None:
    assert ask(monkeypatch, {"type": "http", "path": path, "headers": []})[0] == handler


def test_what_is_long_to_fetch_has_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    long = [reverse("job-file", args=[7, 9]), reverse("evidence", args=[7]), reverse("my-data-archive")]
    for path in long:
        assert ask(monkeypatch, {"type": "http", "path": path, "headers": []})[0] == "downloads", path
    path = reverse("file", args=[7, 9])
    assert ask(monkeypatch, {"type": "http", "path": path, "headers": []})[0] == "pages"


def test_what_watches_over_the_site_has_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for path in [reverse("health"), reverse("health-ready")]:
        assert ask(monkeypatch, {"type": "http", "path": path, "headers": []})[0] == "probes", path
    scope = {"type": "http", "path": reverse("health"), "headers": [(b"content-length", b"9")]}
    assert ask(monkeypatch, scope)[0] == "pages"


@pytest.fixture
def is_over(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Ends the pages whose path is `/`: each keeps its thread until then."""
    is_over = Event()

    def stuck(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/":
            is_over.wait(20)
        start_response("200 OK", [])
        return [b"shown"]

    monkeypatch.setattr(asgi, "_pages", WSGIMiddleware(stuck, workers=asgi.THREADS))
    return is_over


@pytest.mark.django_db(transaction=True)
def test_a_probe_is_answered_while_every_page_thread_is_busy(is_over: Event) -> None:
    async def probed() -> tuple[int, bytes]:
        pages = [asyncio.create_task(_answer_of("/", visitor)) for visitor in range(asgi.THREADS)]
        await asyncio.sleep(0)
        try:
            return await asyncio.wait_for(_answer_of(reverse("health")), 10)
        finally:
            is_over.set()
            await asyncio.gather(*pages)

    assert asyncio.run(probed()) == (200, b"ok\n")


@pytest.mark.parametrize("cookie", [b"", b"sessionid=ada", b"sessionid=invented%d"])
def test_one_visitor_leaves_threads_of_pages_to_the_others(is_over: Event, cookie: bytes) -> None:
    async def shown() -> tuple[int, bytes]:
        cookies = [cookie % number if b"%" in cookie else cookie for number in range(2 * asgi.THREADS)]
        pages = [asyncio.create_task(_answer_of("/", cookie=own)) for own in cookies]
        await asyncio.sleep(0.05)
        try:
            return await asyncio.wait_for(_answer_of("/jobs/", 1), 10)
        finally:
            is_over.set()
            assert {status for status, _ in await asyncio.gather(*pages)} == {200}

    assert asyncio.run(shown()) == (200, b"shown")


async def _answer_of(path: str, visitor: int = 0, *, cookie: bytes = b"") -> tuple[int, bytes]:
    """The status and the body of what the site answers to a request."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"cookie", cookie)],
        "server": ("testserver", 80),
        "client": (f"192.0.2.{visitor}", 1),
    }
    await asgi.application(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


def test_one_address_takes_only_its_share_of_the_downloads(monkeypatch: pytest.MonkeyPatch) -> None:
    share = FairShare(most=asgi.DOWNLOADS_MAX, share=asgi.DOWNLOADS_EACH_MAX)
    monkeypatch.setattr(asgi, "_downloading", share)
    scope = {"type": "http", "path": reverse("evidence", args=[7]), "headers": [], "client": ("192.0.2.1", 1)}
    for _ in range(asgi.DOWNLOADS_EACH_MAX):
        assert share.take("192.0.2.1")
    handler, seen = ask(monkeypatch, scope)
    assert (handler, type(seen["state"]["refusal"])) == ("pages", asgi.StillDownloading)
    share.give_back("192.0.2.1")
    for _ in range(3):
        assert ask(monkeypatch, scope)[0] == "downloads"


def test_what_brings_a_body_goes_where_bodies_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    scope = {"type": "http", "path": "/events/", "headers": [(b"content-length", b"9")]}
    assert ask(monkeypatch, scope)[0] == "pages"


def test_a_header_that_could_pass_for_a_proxys_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = [(b"host", b"h"), (b"x_forwarded_proto", b"https"), (b"x-forwarded-for", b"1.2.3.4")]
    _, scope = ask(monkeypatch, {"type": "http", "path": "/", "headers": headers})
    assert scope["headers"] == [(b"host", b"h"), (b"x-forwarded-for", b"1.2.3.4")]


def test_what_is_no_request_is_left_to_django() -> None:
    with pytest.raises(ValueError, match="can only handle ASGI/HTTP"):
        asyncio.run(asgi.application({"type": "websocket"}, None, None))


def test_one_address_behind_a_proxy_takes_only_its_share_of_requests(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr(asgi, "_under_way", share := FairShare(most=9, share=2))
    assert share.take("203.0.113.9", 2)
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": [(b"x-forwarded-for", b"203.0.113.9")]}
    asyncio.run(asgi.application(scope, _nine_bytes, send))
    assert sent[0]["status"] == 503
    assert b"This one was not read, and nothing was changed." in sent[1]["body"]
    other = {**scope, "headers": [(b"x-forwarded-for", b"203.0.113.7")]}
    assert [ask(monkeypatch, other)[0] for _ in range(3)] == ["pages"] * 3
