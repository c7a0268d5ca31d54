"""PostgreSQL restarts while people act: no answer is a fault, and no act is lost or done twice."""

import re
import threading
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.postgres import running_cluster
from tests.soak.house import CSRF, PageAnswer, ServedHouse, served
from tests.soak.measuring import show

pytestmark = pytest.mark.soak

ACTORS = 8
WORKS_SECONDS, AWAY_SECONDS = 5, (0.0, 1.0, 8.0)
"""How long people act before each restart, and how long the server stays away: the last time too long."""
SENDINGS_MAX = 30


class Acting:
    """Somebody who posts one message after the other, and presses "Try again" where that is offered."""

    def __init__(self, house: ServedHouse, stop: threading.Event) -> None:
        self._house, self._stop = house, stop
        self.posted: list[str] = []
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0

    def run(self) -> None:
        while not self._stop.is_set():
            words = f"message {uuid4().hex}"
            self._post(words)
            self.posted.append(words)
            self._note(self._house.ask("GET", f"/jobs/{self._house.facts['job']}/billing/", person="ben"))

    def _post(self, words: str) -> None:
        form = {"words": words, "key": str(uuid4())}
        for _ in range(SENDINGS_MAX):
            answer = self._house.ask("POST", f"/jobs/{self._house.facts['job']}/", person="ada", form=form)
            self._note(answer)
            if answer.status == 302:
                return
            heading = re.findall(r"<h1>(.*?)</h1>", answer.body)
            assert answer.status == 503, (answer.status, heading)
            offered = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.body))
            assert not offered or offered == {**form, "csrfmiddlewaretoken": CSRF}, (heading, offered)
            time.sleep(1)
        raise AssertionError(f"{words} was never taken")

    def _note(self, answer: PageAnswer) -> None:
        self.statuses[answer.status] += 1
        self.slowest = max(self.slowest, answer.seconds)


def test_a_restart_under_load_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    with (
        running_cluster(durable=True) as server,
        served(tmp_path, HANDSEL_DATABASE_URL=server.address) as house,
    ):
        stop = threading.Event()
        people = [Acting(house, stop) for _ in range(ACTORS)]
        threads = [threading.Thread(target=person.run) for person in people]
        for thread in threads:
            thread.start()
        for pause in AWAY_SECONDS:
            time.sleep(WORKS_SECONDS)
            server.restart(pause_seconds=pause)
        time.sleep(WORKS_SECONDS)
        stop.set()
        for thread in threads:
            thread.join(120)
        statuses = sum((person.statuses for person in people), Counter())
        posted = Counter(words for person in people for words in person.posted)
        slowest = max(person.slowest for person in people)
        recorded = _recorded(server.address)
    show(f"restarts: {len(posted)} messages, answers {dict(statuses)}, slowest {slowest:.1f} s")
    assert set(statuses) <= {200, 302, 503}
    assert recorded == posted
    assert statuses[503] < statuses.total() / 10


def _recorded(address: str) -> Counter[str]:
    """The messages that are on the record, each as often as it is there."""
    with psycopg.connect(address) as database:
        rows = database.execute("SELECT text::json ->> 'words' FROM record_entrycontent").fetchall()
    return Counter(words for (words,) in rows if words and words.startswith("message "))
