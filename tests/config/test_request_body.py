"""The bodies of requests: stated, in chunks, too long, cut short, as real streams to a house that serves."""

import asyncio
import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handsel.config import pace, request_body
from handsel.config.pace import CutShort, fail_on_disconnect, send_with_timeout
from handsel.config.request_body import buffered, has_body
from handsel.kernel.fair_share import FairShare
from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.web.base.body_limits import FILES_BODY_BYTES_MAX, MB
from handsel.web.base.database_away import DatabaseAway
from handsel.work.jobs.models import Job
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.models import JobFile
from tests import factories
from tests.serving import ended, free_port, up

COVERS = ("handsel.config.pace",)

pytestmark = pytest.mark.one_database

SECRET = "a" * 32
BOUNDARY = "between"
CHUNKED = "Transfer-Encoding: chunked"


def seen(
    monkeypatch: pytest.MonkeyPatch, pieces: list[bytes], *headers: tuple[bytes, bytes], path: str = "/"
) -> tuple[dict[bytes, bytes], bytes, int]:
    """The headers and the body that an application is given, and how many pieces were asked of the sender."""
    monkeypatch.setattr(request_body, "body_limit", lambda path: 5)
    monkeypatch.setattr(request_body, "CHUNK_BYTES", 2)
    count = 0

    async def receive() -> dict[str, Any]:
        nonlocal count
        count += 1
        return {"type": "http.request", "body": pieces[count - 1], "more_body": count < len(pieces)}

    async def run() -> tuple[dict[bytes, bytes], bytes]:
        async with buffered({"path": path, "headers": list(headers)}, receive) as (scope, again):
            body, more = b"", True
            while more:
                message = await again()
                body, more = body + message["body"], message["more_body"]
            return dict(scope["headers"]), body

    sent, body = asyncio.run(run())
    return sent, body, count


IN_CHUNKS = (b"transfer-encoding", b"chunked")


def test_a_body_in_chunks_gets_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    headers, body, _ = seen(monkeypatch, [b"123", b"45"], IN_CHUNKS)
    assert (headers, body) == ({b"content-length": b"5"}, b"12345")


def test_a_body_in_chunks_that_grows_too_long_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    headers, body, count = seen(monkeypatch, [b"123", b"456", b"789"], IN_CHUNKS)
    assert (headers, body, count) == ({b"content-length": b"6"}, b"", 2)


def test_a_body_that_says_it_is_too_long_goes_in_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    headers, body, _ = seen(monkeypatch, [b"123", b"456"], (b"content-length", b"6"))
    assert (headers, body) == ({b"content-length": b"6"}, b"123456")


@pytest.mark.parametrize("path", ["/uploads/7/", "/jobs/7/", "/me/picture/"])
def test_files_of_somebody_who_is_not_signed_in_are_not_read(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    sent = seen(monkeypatch, [b"123", b"45"], IN_CHUNKS, path=path)
    assert sent == ({b"content-length": b"0"}, b"", 0)


def test_a_body_for_which_there_is_no_room_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "_spool", FairShare(most=4, share=4))
    sent = seen(monkeypatch, [b"123", b"45", b"6"], IN_CHUNKS)
    assert sent == ({b"content-length": b"0"}, b"", 2)


@pytest.mark.parametrize("piece", [b"12345", bytes(100_000)], ids=["at the end", "at once"])
def test_a_body_that_the_disk_cannot_take_is_turned_away(
    monkeypatch: pytest.MonkeyPatch, piece: bytes
) -> None:
    def full_disk(_memory_bytes: int) -> Any:
        return os.fdopen(os.open("/dev/full", os.O_RDWR), "r+b")

    monkeypatch.setattr(request_body, "SpooledTemporaryFile", full_disk)
    monkeypatch.setattr(request_body, "_spool", share := FairShare(most=100_000, share=100_000))
    assert seen(monkeypatch, [piece], IN_CHUNKS) == ({b"content-length": b"0"}, b"", 1)
    assert share.take("", 100_000)


def test_while_nobody_can_be_known_a_short_form_is_read_and_a_long_one_is_turned_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def away(_scope: Any, *, waits: bool) -> str:
        raise DatabaseAway

    monkeypatch.setattr(request_body, "person_of", away)
    short = seen(monkeypatch, [b"12345"], (b"content-length", b"5"), path="/jobs/7/")
    assert short == ({b"content-length": b"5"}, b"12345", 1)
    assert seen(monkeypatch, [b"12345"], IN_CHUNKS, path="/jobs/7/") == ({b"content-length": b"0"}, b"", 0)


def test_room_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "_spool", FairShare(most=5, share=5))
    for _ in range(3):
        assert seen(monkeypatch, [b"123", b"45"], IN_CHUNKS)[1] == b"12345"


def test_a_sender_who_drips_is_cut_short() -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def read() -> None:
        received = fail_on_disconnect(receive, grace=0.2)
        while True:
            await received()

    with pytest.raises(CutShort, match="too slow"):
        asyncio.run(asyncio.wait_for(read(), 20))


def test_a_body_that_is_cut_short_fails() -> None:
    messages: Iterator[dict[str, Any]] = iter([{"type": "http.request"}, {"type": "http.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(messages)

    received = fail_on_disconnect(receive, grace=20)
    assert asyncio.run(received()) == {"type": "http.request"}  # type: ignore[arg-type]
    with pytest.raises(CutShort):
        asyncio.run(received())  # type: ignore[arg-type]


def test_a_sender_who_falls_silent_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "SILENCE_SECONDS_MAX", 0.01)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(5)
        return {}

    with pytest.raises(CutShort, match="silent"):
        asyncio.run(fail_on_disconnect(receive, grace=20)())  # type: ignore[arg-type]


def test_a_reader_who_takes_nothing_is_sent_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "SILENCE_SECONDS_MAX", 0.05)
    taken = []

    async def send(message: dict[str, Any]) -> None:
        taken.append(message["body"])
        await asyncio.sleep(60 if message["body"] == b"2" else 0)

    async def sending() -> None:
        sent = send_with_timeout(send)
        for piece in (b"1", b"2", b"3", b"4"):
            await sent({"type": "http.response.body", "body": piece, "more_body": True})

    asyncio.run(sending())
    assert taken == [b"1", b"2"]


@pytest.mark.parametrize(
    ("headers", "follows"),
    [
        ([], False),
        ([(b"content-length", b"0")], False),
        ([(b"content-length", b"1")], True),
        ([(b"transfer-encoding", b"chunked")], True),
    ],
)
def test_whether_a_body_follows(headers: list[tuple[bytes, bytes]], follows: bool) -> None:
    assert has_body(headers) is follows


@pytest.fixture
def job(transactional_db: None, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


@contextmanager
def sender(port: int, person: Person, job: Job, length: str) -> Iterator[socket.socket]:
    """A connection on which a person has begun to post in a Workroom."""
    browser = Client()
    browser.force_login(person)
    head = [
        f"POST {reverse('workroom', args=[job.pk])} HTTP/1.1",
        "Host: localhost",
        f"Cookie: csrftoken={SECRET}; sessionid={browser.cookies['sessionid'].value}",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
        length,
    ]
    with socket.create_connection(("localhost", port), timeout=20) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode())
        yield line


def form() -> bytes:
    """A message with a file, as a browser sends it."""
    lines = [f"--{BOUNDARY}", 'Content-Disposition: form-data; name="csrfmiddlewaretoken"', "", SECRET]
    lines += [f"--{BOUNDARY}", 'Content-Disposition: form-data; name="words"', "", "Look at this."]
    lines += [f"--{BOUNDARY}", 'Content-Disposition: form-data; name="attached"; filename="sketch.txt"', ""]
    return "\r\n".join([*lines, "all of its lines", f"--{BOUNDARY}--", ""]).encode()


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def answer(line: socket.socket) -> str:
    """The answer as far as it has come, which is at least its head."""
    response = b""
    while b"</html>" not in response and (more := line.recv(65536)):
        response += more
        if response.startswith(b"HTTP/1.1 302"):
            break
    return response.decode()


def test_a_body_that_says_it_is_too_long_is_refused_before_any_of_it_comes(job: Job, ben: Person) -> None:
    port = free_port()
    with up(port), sender(port, ben, job, f"Content-Length: {FILES_BODY_BYTES_MAX + 1}") as line:
        response = answer(line)
    assert response.startswith("HTTP/1.1 413")
    assert "That is more than 200 MB at once." in response
    assert "Nothing was posted or sent, and no file was kept." in response


def test_a_body_without_a_length_is_refused_as_soon_as_it_grows_too_long(job: Job, ben: Person) -> None:
    port, sent = free_port(), 0
    with up(port), sender(port, ben, job, CHUNKED) as line:
        while not select.select([line], [], [], 0)[0] and sent < 2 * FILES_BODY_BYTES_MAX:
            line.sendall(chunk(b"x" * MB))
            sent += MB
        response = answer(line)
    assert response.startswith("HTTP/1.1 413")
    assert sent < FILES_BODY_BYTES_MAX + 50 * MB


def test_a_body_without_a_length_is_taken_whole(job: Job, ben: Person) -> None:
    port, body = free_port(), form()
    with up(port), sender(port, ben, job, CHUNKED) as line:
        line.sendall(chunk(body[:50]) + chunk(body[50:]) + b"0\r\n\r\n")
        assert answer(line).startswith("HTTP/1.1 302")
    assert JobFile.objects.get().stored.size == len("all of its lines")


def test_a_request_with_two_lengths_is_refused_and_nothing_after_it_is_read(job: Job, ben: Person) -> None:
    """Else a proxy that goes by the other length could be made to pass on a request that it did not see."""
    port = free_port()
    with up(port), sender(port, ben, job, f"Content-Length: 5\r\n{CHUNKED}") as line:
        line.sendall(b"0\r\n\r\nGET /sign-in/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        response = answer(line)
    assert response.startswith("HTTP/1.1 400")
    assert "both Content-Length and Transfer-Encoding" in response
    assert response.count("HTTP/1.1") == 1


def test_a_sender_who_hangs_up_leaves_one_line_and_no_error(job: Job, ben: Person) -> None:
    port = free_port()
    with up(port) as house:
        with sender(port, ben, job, f"Content-Length: {len(form())}") as line:
            line.sendall(form()[:-15])
            time.sleep(0.5)  # so that the house is reading when the sender hangs up
        time.sleep(0.5)
        assert ended(house, signal.SIGTERM)
        assert house.stderr is not None
        lines = [row for row in house.stderr.read().splitlines() if "cut short" in row or "Traceback" in row]
    assert len(lines) == 1
    assert "INFO handsel.config.asgi: the body of a request was cut short: the sender hung up" in lines[0]


@pytest.mark.parametrize("length", [f"Content-Length: {len(form())}", CHUNKED])
def test_of_a_body_that_is_cut_short_nothing_is_kept(job: Job, ben: Person, length: str) -> None:
    port, part = free_port(), form()[:-15]
    with up(port):
        with sender(port, ben, job, length) as line:
            line.sendall(chunk(part) if length == CHUNKED else part)
            time.sleep(0.5)  # so that the house is reading when the sender hangs up
            line.shutdown(socket.SHUT_WR)
            assert not answer(line).startswith("HTTP/1.1 302")
        with sender(port, ben, job, f"Content-Length: {len(form())}") as line:
            line.sendall(form())
            assert answer(line).startswith("HTTP/1.1 302")
    assert Entry.objects.filter(kind=MESSAGE.name).count() == 1
