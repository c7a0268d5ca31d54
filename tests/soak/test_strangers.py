"""Whoever floods a house, without signing in or as one person, keeps nobody waiting."""

import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from statistics import median

import pytest

from tests.soak.furnish import FILE_BYTES
from tests.soak.house import CSRF, ServedHouse, served
from tests.soak.measuring import hold, show

pytestmark = pytest.mark.soak

MB = 1_000_000
DESCRIPTORS = 1024
LOG_BYTES_MAX = 100_000
DOWNLOAD_SECONDS_MAX = 1
"""How long somebody waits for a download of 20 MB while others read slowly."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHouse]:
    with served(tmp_path_factory.mktemp("soak")) as running:
        yield running


@contextmanager
def going_on(work: Callable[[int], object], many: int, *, rest: float = 0.01) -> Iterator[list[object]]:
    """Do something over and over in so many threads, which `rest` for seconds; what came out of it."""
    stop, results = threading.Event(), list[object]()

    def again(number: int) -> None:
        while not stop.is_set():
            try:
                results.append(work(number))
            except OSError as error:
                results.append(type(error).__name__)
            stop.wait(rest)

    with ThreadPoolExecutor(many) as pool:
        futures = [pool.submit(again, number) for number in range(many)]
        try:
            yield results
        finally:
            stop.set()
            for future in futures:
                future.result(120)


def connect(house: ServedHouse, number: int = 0) -> socket.socket:
    """A connection from one of some addresses of this machine."""
    return socket.create_connection(
        ("127.0.0.1", house.port), timeout=60, source_address=(f"127.0.1.{number % 200 + 1}", 0)
    )


def head(path: str, length: int, *, session: str = "", kind: str = "application/octet-stream") -> bytes:
    cookie = f"csrftoken={CSRF}" + (f"; sessionid={session}" if session else "")
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", f"X-CSRFToken: {CSRF}"]
    lines += [f"Content-Type: {kind}", f"Content-Length: {length}", "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode()


def status(line: socket.socket) -> str:
    """The status of an answer; empty where it was hung up."""
    return line.recv(65536).decode(errors="replace")[9:12]


@pytest.mark.parametrize("many", [10, 100])
def test_bodies_that_drip(house: ServedHouse, many: int) -> None:
    def drip(number: int) -> str:
        with connect(house, number) as line:
            line.sendall(head("/uploads/jobs/1/", 10 * MB))
            for _ in range(20):
                line.sendall(b"x")
                time.sleep(0.1)
            return status(line)

    hold(house, f"{many} bodies that drip", lambda: going_on(drip, many, rest=2))


def test_forms_that_drip_just_fast_enough(house: ServedHouse) -> None:
    """From 12 addresses, more than there may be connections; whoever is hung up comes again."""
    form = head("/sign-in/", MB, kind="application/x-www-form-urlencoded")

    def drip(number: int) -> str:
        with ExitStack() as lines:
            opened = [lines.enter_context(connect(house, number % 12)) for _ in range(11)]
            for line in opened:
                line.sendall(form)
            for _ in range(4):
                time.sleep(0.5)
                for line in opened:
                    with suppress(OSError):
                        line.sendall(b"x" * 1100)
        return "dripped"

    hold(house, "1,100 forms that drip", lambda: going_on(drip, 100, rest=0.5))


def test_connections_with_half_a_head(tmp_path: Path) -> None:
    @contextmanager
    def half_heads() -> Iterator[list[int]]:
        with ExitStack() as lines:
            for number in range(1100):
                line = lines.enter_context(connect(house, number))
                line.sendall(b"GET / HTTP/1.1\r\nHost: ")
            yield []

    with served(tmp_path, descriptors=DESCRIPTORS) as house:
        before = house.log.stat().st_size
        hold(house, "1,100 half heads", half_heads)
        grown = house.log.stat().st_size - before
    show(f"1,100 half heads: the log grew by {grown} bytes")
    assert grown < LOG_BYTES_MAX


@pytest.mark.parametrize("length", [MB, 201 * MB])
def test_large_bodies_of_strangers(house: ServedHouse, length: int) -> None:
    piece = b"x" * 65536

    def send(number: int) -> str:
        with connect(house, number) as line:
            line.sendall(head("/sign-in/", length, kind="application/x-www-form-urlencoded"))
            for _ in range(length // len(piece)):
                line.sendall(piece)
            line.sendall(piece[: length % len(piece)])
            return status(line)

    hold(house, f"8 bodies of {length // MB} MB", lambda: going_on(send, 8))


@contextmanager
def stalling_mail_server() -> Iterator[int]:
    """A mail server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as opened:
        yield opened.getsockname()[1]


def test_resets_while_the_mail_server_stalls(tmp_path: Path) -> None:
    with stalling_mail_server() as port:
        url = f"smtp://127.0.0.1:{port}?from=house@example.org"
        with served(tmp_path, HANDSEL_MAIL_URL=url) as house:

            def reset(number: int) -> int:
                form = {"email": "ben@example.org"}
                address = f"127.0.1.{number + 1}"
                return house.ask("POST", "/password/reset/", form=form, address=address).status

            hold(house, "10 resets while the mail server stalls", lambda: going_on(reset, 10, rest=1))


def large_picture(side: int = 6300) -> bytes:
    """A picture of many pixels and few bytes."""
    rows = zlib.compress((b"\0" + bytes(3 * side)) * side)

    def chunk(name: bytes, content: bytes) -> bytes:
        named = name + content
        return struct.pack(">I", len(content)) + named + struct.pack(">I", zlib.crc32(named))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("people", [1, 8])
def test_pictures_of_many_pixels(house: ServedHouse, people: int) -> None:
    name = 'Content-Disposition: form-data; name="picture"; filename="me.png"\r\nContent-Type: image/png'
    body = f"--b\r\n{name}\r\n\r\n".encode() + large_picture() + b"\r\n--b--\r\n"

    def send(number: int) -> str:
        session = house.facts["sessions"][f"guest{number % people}"]
        kind = "multipart/form-data; boundary=b"
        with connect(house, number) as line:
            line.sendall(head("/me/picture/", len(body), session=session, kind=kind) + body)
            return status(line)

    hold(house, f"8 pictures at once by {people}", lambda: going_on(send, 8, rest=1))


def test_invoices_as_pdf_of_many_people(house: ServedHouse) -> None:
    """Each asks for their own, which nobody has made before, and then again and again."""
    people = list(house.facts["invoices"].items())

    def fetch(number: int) -> int:
        person, invoice = people[number]
        return house.ask(
            "GET", f"/invoices/{invoice}.pdf", person=person, address=f"127.0.1.{number + 1}"
        ).status

    @contextmanager
    def pdfs() -> Iterator[list[object]]:
        rmtree(house.data / "pdf", ignore_errors=True)
        with going_on(fetch, len(people), rest=1) as results:
            yield results

    hold(house, f"{len(people)} PDFs at once by as many people", pdfs)


def test_slow_readers_of_downloads(house: ServedHouse) -> None:
    """They keep nobody waiting, nor the download of somebody else."""
    seconds = []

    @contextmanager
    def slow_readers() -> Iterator[list[str]]:
        with ExitStack() as lines:
            answers = []
            for number, file in enumerate(house.facts["files"]):
                line = lines.enter_context(connect(house, number))
                cookie = f"Cookie: sessionid={house.facts['sessions']['ada']}"
                line.sendall(f"GET {path_of(file)} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n\r\n".encode())
                answers.append(status(line))
            download = house.ask("GET", path_of(house.facts["files"][0]), person="ben")
            assert (download.status, len(download.body)) == (200, FILE_BYTES)
            seconds.append(download.seconds)
            yield answers

    def path_of(file: str) -> str:
        return f"/jobs/{house.facts['job']}/files/{file}/download/"

    hold(house, f"{len(house.facts['files'])} slow readers", slow_readers)
    show(f"slow readers: another's download in {', '.join(f'{took:.2f}' for took in seconds)} s")
    assert median(seconds) <= DOWNLOAD_SECONDS_MAX
