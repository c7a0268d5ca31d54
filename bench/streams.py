"""500 event streams in one process: latency against 1 s at the 99th percentile, memory against 300 MB."""

import random
import select
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from django.test import Client

from bench.trial import Contender, Row, Scale, Trial
from bench.up import pss, served, tree
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories

STREAMS, STREAMS_QUICK = 500, 100
TOLD = 100
"""In how many Workrooms somebody posts per round."""
SECONDS_MAX, MEGABYTES_MAX = 1.0, 300.0
PATIENCE_SECONDS = 10


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    rooms = [_room(number) for number in range(STREAMS_QUICK if scale.quick else STREAMS)]
    with served() as (port, pid):
        lines = [_open_stream(port, person, job) for person, job in rooms]
        yield {
            "99th s": partial(_latency, rooms, lines),
            "limit s": lambda: SECONDS_MAX,
            "MB": lambda: sum(pss(process) for process in tree(pid)) / 1024,
            "limit MB": lambda: MEGABYTES_MAX,
        }
        for line in lines:
            line.close()


def _room(number: int) -> tuple[Person, Job]:
    """A job with its own two people, and the one who opens its stream."""
    client = Person.objects.create_user(f"client{number}@bench.example", name=f"Client {number}")
    freelancer = Person.objects.create_user(f"freelancer{number}@bench.example", name=f"Free {number}")
    return freelancer, factories.awarded(client, freelancer, 100)


def _open_stream(port: int, person: Person, job: Job) -> socket.socket:
    """Open the event stream of somebody's Workroom, and read its first event."""
    browser = Client()
    browser.force_login(person)
    key = browser.cookies["sessionid"].value
    line = socket.create_connection(("localhost", port))
    request = f"GET /events/?room={job.pk} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={key}\r\n\r\n"
    line.sendall(request.encode())
    received = b""
    while b": open" not in received:
        received += line.recv(4096)
    assert b"200 OK" in received, received
    return line


def _latency(rooms: list[tuple[Person, Job]], lines: list[socket.socket]) -> float:
    """Seconds from the commit of a message to its event on the stream, at the 99th percentile."""
    chosen = random.sample(list(zip(rooms, lines, strict=True)), TOLD)
    waits = sorted(_wait(job, line) for (_, job), line in chosen)
    return waits[int(TOLD * 0.99)]


def _wait(job: Job, line: socket.socket) -> float:
    post(Actor(job.client.person_id), job, words="News.", files=[])
    began = time.perf_counter()
    received = b""
    while b"event: room" not in received:
        ready, _, _ = select.select([line], [], [], PATIENCE_SECONDS)
        assert ready, "a stream was told nothing"
        received += line.recv(4096)
    return time.perf_counter() - began


TRIALS = (
    Trial(
        name="streams",
        database="postgresql",
        stage=_stage,
        rows=(
            Row("news in 500 open rooms, 99th percentile, against 1 s", "99th s", "limit s", 1, at_most=True),
            Row("a process with 500 open rooms (PSS) against 300 MB", "MB", "limit MB", 1, at_most=True),
        ),
        unit="",
    ),
)
