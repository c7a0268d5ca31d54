"""What is measured of a served house under a load, and the limits that it is held to."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import Any

from tests.soak.house import ServedHouse

PAGE_SECONDS_MAX, SIGN_IN_SECONDS_MORE_MAX, RESIDENT_MB_MAX = 0.3, 0.3, 400
SECONDS, TRIES = 4, 5
"""How long pages are measured, and how often at most: an odd number, of which most must hold."""


@dataclass
class Figures:
    """What was measured: seconds of pages and of signing in."""

    pages: list[float] = field(default_factory=list)
    sign_ins: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    @property
    def page(self) -> float:
        """The 95th percentile."""
        return sorted(self.pages)[int(len(self.pages) * 0.95)]

    @property
    def sign_in(self) -> float:
        """The median."""
        return sorted(self.sign_ins)[len(self.sign_ins) // 2]


def measure(house: ServedHouse) -> Figures:
    """What a visitor meets, who is a process of their own: the threads of a load would keep it waiting."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as visitor:
        return visitor.submit(visit, replace(house, process=None)).result()


def visit(house: ServedHouse, *, sign_ins: int = 3) -> Figures:
    """Ask for two pages again and again, signed in and not, and sign in a few times meanwhile."""
    figures, stop = Figures(), threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            for path, person in (("/sign-in/", ""), ("/", "ada")):
                answer = house.ask("GET", path, person=person)
                figures.pages.append(answer.seconds)
                figures.statuses.add(answer.status)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(sign_ins):
            time.sleep(SECONDS / sign_ins)
            figures.sign_ins.append(house.sign_in())
    finally:
        stop.set()
        looking.join()
    return figures


def show(line: str) -> None:
    """Print a figure; `make soak` lets it through."""
    sys.stdout.write(f"\n{line}\n")


def hold(house: ServedHouse, name: str, load: Callable[[], AbstractContextManager[list[Any]]]) -> None:
    """Measure without a load and under it, print the figures, and hold them to the limits.

    Other work on the machine disturbs both, so most of an odd number of tries must hold.
    """
    assert hold_mostly(_is_held(house, name, load) for _ in range(TRIES)), f"{name} keeps people waiting"


def hold_mostly(tries: Iterable[bool], of: int = TRIES) -> bool:
    """Whether most of so many tries hold; they end as soon as that is known."""
    held = missed = 0
    for holds in tries:
        held, missed = held + holds, missed + (not holds)
        if 2 * max(held, missed) > of:
            break
    return 2 * held > of


def _is_held(house: ServedHouse, name: str, load: Callable[[], AbstractContextManager[list[Any]]]) -> bool:
    unloaded = measure(house)
    with load() as answers:
        loaded = measure(house)
    counts = dict(Counter(answers))
    show(
        f"{name}: a page in {loaded.page * 1000:.0f} ms (unloaded {unloaded.page * 1000:.0f}), "
        f"signing in {loaded.sign_in * 1000:.0f} ms (unloaded {unloaded.sign_in * 1000:.0f}), "
        f"{house.resident_mb()} MB, answers {counts}"
    )
    assert loaded.statuses == {200}
    assert house.resident_mb() <= RESIDENT_MB_MAX
    sign_in_max = unloaded.sign_in + SIGN_IN_SECONDS_MORE_MAX
    return loaded.page <= PAGE_SECONDS_MAX and loaded.sign_in <= sign_in_max
