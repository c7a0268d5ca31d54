"""Serving for real: another process, its port, its streams, and its end."""

import http.client
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from handsel.config.up import name_missing_fonts
from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.processes import handsel
from tests.serving import END_SECONDS_MAX, ended, free_port, up
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

Get = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def port() -> int:
    """Where the house of a test answers."""
    return free_port()


@pytest.fixture
def get(port: int) -> Iterator[Get]:
    """Ask the house for a page as nobody, or as a person; what was asked is hung up at the end."""
    with ExitStack() as stack:

        def send(path: str, person: Person | None = None) -> http.client.HTTPResponse:
            browser = Client()
            if person is not None:
                browser.force_login(person)
            cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())
            line = stack.enter_context(closing(http.client.HTTPConnection("localhost", port, timeout=10)))
            line.request("GET", path, headers={"Cookie": cookies})
            return stack.enter_context(closing(line.getresponse()))

        yield send


def test_it_answers_and_does_what_is_due(port: int, get: Get) -> None:
    with up(port) as house:
        assert b"@import" not in get("/static/ui/handsel.css").read()
        assert get("/no-such-page").status == 404
        assert get("/events/").status == 401
        assert until(lambda: not Task.objects.filter(kind="notice").exists())
        assert ended(house, signal.SIGINT)


def test_a_listener_hears_of_a_new_notice_and_the_end(port: int, get: Get, ada: Person) -> None:
    with up(port) as house:
        stream = get("/events/?seen=", ada)
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.readline() == b": open\n"
        notice = Notice.objects.create(person=ada, about="try", title="News", href="/", told_at=clock.now())
        lines = [stream.readline().decode().strip() for _ in range(4)]
        assert lines == ["", "event: inbox", f"id: {notice.pk}", f"data: {notice.pk}"]
        assert ended(house, signal.SIGTERM)
        assert stream.read() == b"\n"


@pytest.mark.one_database
def test_it_ends_with_streams_and_half_sent_forms_open(port: int, get: Get, ada: Person) -> None:
    with up(port) as house, socket.create_connection(("localhost", port)) as sender:
        streams = [get("/events/", ada) for _ in range(3)]
        assert [stream.status for stream in streams] == [200] * 3
        sender.sendall(b"POST /no-such-page HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf")
        assert ended(house, signal.SIGTERM)


@pytest.mark.one_database
def test_it_ends_after_readers_of_downloads_hung_up(
    port: int, ada: Person, ben: Person, settings: Any
) -> None:
    settings.FILES_DIR = settings.DATA_DIR / "files"
    job = factories.funded(ada, ben, 100)
    post(Actor(ada.pk), job, words="A film", files=keep([ContentFile(bytes(20_000_000), name="film.bin")]))
    path = reverse("job-file", args=[job.pk, JobFile.objects.get().pk])
    browser = Client()
    browser.force_login(ada)
    cookie = f"Cookie: sessionid={browser.cookies['sessionid'].value}"
    head = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{cookie}\r\n\r\n"
    with up(port) as house:
        with ExitStack() as readers:
            for _ in range(4):
                reader = readers.enter_context(socket.create_connection(("localhost", port)))
                reader.sendall(head.encode())
                assert reader.recv(12) == b"HTTP/1.1 200"
        assert ended(house, signal.SIGTERM)


def test_killed_it_starts_again(port: int, get: Get, ada: Person) -> None:
    with up(port) as house:
        house.kill()
        house.wait(END_SECONDS_MAX)
    with up(port) as house:
        assert get("/events/", ada).status == 200
        assert ended(house, signal.SIGTERM)


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with handsel("up", HANDSEL_PORT=str(number)) as house:
            output, errors = house.communicate(timeout=END_SECONDS_MAX)
    assert (house.returncode, output) == (1, "")
    assert errors == (
        f"handsel: port {number} on 127.0.0.1 is taken; set HANDSEL_PORT to another, or stop what holds it.\n"
    )


def test_an_address_that_is_not_here_is_one_sentence(port: int) -> None:
    with handsel("up", HANDSEL_PORT=str(port), HANDSEL_HOST="192.0.2.1") as house:
        _, wrong = house.communicate(timeout=END_SECONDS_MAX)
    assert wrong.startswith(f"handsel: port {port} on 192.0.2.1 cannot be opened (")
    assert wrong.count("\n") == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes any number of servers")
def test_sqlite_is_served_by_one_process(port: int) -> None:
    with up(port), handsel("up", HANDSEL_PORT=str(free_port())) as second:
        _, wrong = second.communicate(timeout=10)
    assert wrong.startswith("handsel: another `handsel up` serves ")
    assert wrong.count("\n") == 1


def test_languages_without_a_font_are_named_at_the_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for languages, words in ((["Thai", "Korean"], "cannot show Thai, Korean"), ([], "")):
        monkeypatch.setattr("handsel.config.up.languages_without_font", lambda languages=languages: languages)
        name_missing_fonts()
        assert words in (printed := capsys.readouterr().err)
        assert bool(printed) == bool(words)
