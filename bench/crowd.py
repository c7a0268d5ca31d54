"""Concurrent clients: processes that repeat an operation until the time is up."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

from django.db import connections

MakeOperation = Callable[[int], Callable[[], None]]
"""Makes the operation of a client, given its number."""

_fork = multiprocessing.get_context("fork")


def rate(clients: int, seconds: float, make_operation: MakeOperation) -> float:
    """Operations per second of all clients together, each with its own warm connection."""
    connections.close_all()
    barrier = _fork.Barrier(clients)
    answers: Any = _fork.SimpleQueue()
    processes = [
        _fork.Process(target=_client, args=(make_operation, number, seconds, barrier, answers))
        for number in range(clients)
    ]
    for process in processes:
        process.start()
    rates = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return float(sum(rates))


def _client(
    make_operation: MakeOperation, number: int, seconds: float, barrier: Barrier, answers: Any
) -> None:
    do = make_operation(number)
    for _ in range(5):
        do()
    barrier.wait()
    began = time.perf_counter()
    done = 0
    while time.perf_counter() - began < seconds:
        do()
        done += 1
    answers.put(done / (time.perf_counter() - began))
    connections.close_all()
