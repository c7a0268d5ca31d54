"""Requests to the house: refused, lost and answered, in words."""

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from handsel_tracker.house import client as clients
from handsel_tracker.house.client import (
    AddressRefused,
    HouseAnswer,
    HouseAway,
    HouseClient,
    HouseRefused,
    SignedOut,
    checked,
    house_address,
)


class Answers(BaseHTTPRequestHandler):
    """A server that answers what its path says."""

    def do_GET(self) -> None:
        """Answer."""
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            with suppress(OSError):
                while True:
                    self.wfile.write(b"1")
                    time.sleep(0.02)
            return
        if self.path == "/cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort")
            return
        body = self.headers["User-Agent"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A server on this machine."""
    with HTTPServer(("127.0.0.1", 0), Answers) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("house.example.org", "https://house.example.org"),
        ("https://house.example.org/jobs/", "https://house.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("localhost:8000", "http://localhost:8000"),
        ("https://localhost", "https://localhost"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("House.Example.org:443", "https://house.example.org"),
        ("b\u00fccher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_address_is_taken_as_people_write_it(text: str, address: str) -> None:
    assert house_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://house.example.org",
        "ftp://house.example.org",
        "https://a@b",
        "http://127.0.0.1.example",
        "house:99999",
        "house:0",
        "house:port",
        "https://[::1",
        "house..example",
        "x" * 64 + ".example",
        "\udc80",
    ],
)
def test_nothing_is_sent_unencrypted_or_nowhere(text: str) -> None:
    with pytest.raises(AddressRefused):
        house_address(text)


def test_an_answer_comes_back(server: HTTPServer) -> None:
    answer = HouseClient(f"http://127.0.0.1:{server.server_port}").send("GET", "/", {})
    assert (answer.status, answer.body) == (200, b"handsel-tracker 0.1.0")


def test_an_answer_that_is_cut_short_is_none(server: HTTPServer) -> None:
    with pytest.raises(HouseAway):
        HouseClient(f"http://127.0.0.1:{server.server_port}").send("GET", "/cut", {})


def test_an_answer_that_drips_is_broken_off(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "ANSWER_SECONDS_MAX", 0.2)
    with pytest.raises(HouseAway, match="took more than"):
        HouseClient(f"http://127.0.0.1:{server.server_port}").send("GET", "/slow", {})


def test_an_answer_that_is_too_long_is_none(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "ANSWER_BYTES_MAX", 3)
    with pytest.raises(HouseAway, match="more than"):
        HouseClient(f"http://127.0.0.1:{server.server_port}").send("GET", "/", {})


def test_a_house_that_is_not_there_is_said(server: HTTPServer) -> None:
    port = server.server_port
    server.shutdown()
    server.server_close()
    with pytest.raises(HouseAway, match=r"127\.0\.0\.1 cannot be reached: .*refused"):
        HouseClient(f"http://127.0.0.1:{port}").send("GET", "/", {})


def test_a_wrong_certificate_is_refused_and_nothing_is_sent(server: HTTPServer, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    made = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with pytest.raises(HouseAway, match="certificate of localhost is not right"):
        HouseClient(f"https://localhost:{server.server_port}").send("GET", "/", {})


def test_errors_are_the_words_of_the_house() -> None:
    body = b'{"error": {"code": "week-submitted", "what": "It was submitted.", "way_out": "Ask."}}'
    with pytest.raises(HouseRefused) as raised:
        checked(HouseAnswer(409, body))
    assert (raised.value.code, str(raised.value)) == ("week-submitted", "It was submitted. Ask.")
    assert not raised.value.is_passing
    body = b'{"error": {"code": "x", "what": "\\u001b[2J", "way_out": "\\u0007"}}'
    with pytest.raises(HouseRefused) as raised:
        checked(HouseAnswer(409, body))
    assert str(raised.value) == "[2J"
    with pytest.raises(HouseRefused) as raised:
        checked(HouseAnswer(503, b"<html>"))
    assert raised.value.is_passing
    for status, is_passing in ((302, True), (403, True), (404, True), (413, False)):
        with pytest.raises(HouseRefused) as raised:
            checked(HouseAnswer(status, b"<html>"))
        assert raised.value.is_passing is is_passing
    with pytest.raises(SignedOut):
        checked(HouseAnswer(401, b""))
    for body in (b"<html>", b"[" * 100_000):
        with pytest.raises(HouseAway):
            _ = HouseAnswer(200, body).data
