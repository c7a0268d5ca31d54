"""Operators are mailed of a full disk once an hour, by the queue or without it."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import OperationalError

from handsel.people import disk_alarm
from handsel.people.disk_alarm import mail_operators
from handsel.people.models import AccountMail, Person
from tests.conftest import FrozenClock
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_hour(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(disk_alarm._Last, "seconds", 0.0)
    settings.DATA_DIR = tmp_path


def test_operators_alone_are_mailed_and_once_an_hour(
    frozen_clock: FrozenClock, ada: Person, olga: Person
) -> None:
    assert [mail_operators(), mail_operators()] == [True, False]
    frozen_clock.passes(minutes=61)
    assert mail_operators()
    assert [row.to for row in AccountMail.objects.all()] == [olga.email] * 2


def test_the_hour_is_one_for_all_processes(
    frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, olga: Person
) -> None:
    assert mail_operators()
    monkeypatch.setattr(disk_alarm._Last, "seconds", 0.0)
    assert not mail_operators()


def test_without_a_mark_the_process_remembers(frozen_clock: FrozenClock, settings: Any, olga: Person) -> None:
    settings.DATA_DIR /= "nowhere"
    assert [mail_operators(), mail_operators()] == [True, False]


def test_where_operators_cannot_be_looked_up_it_is_tried_again_the_next_time(
    frozen_clock: FrozenClock, olga: Person
) -> None:
    with patch.object(disk_alarm, "_message", side_effect=OperationalError("disk I/O error")):
        assert not mail_operators()
    assert mail_operators()


def test_where_the_queue_cannot_be_written_it_is_sent_directly(
    frozen_clock: FrozenClock, olga: Person
) -> None:
    with patch.object(disk_alarm, "queue", side_effect=OperationalError("database or disk is full")):
        assert mail_operators()
    assert until(lambda: [message.to for message in mail.outbox] == [[olga.email]])
    (letter,) = mail.outbox
    assert letter.subject == "[Handsel] The disk is full"
    assert "Sent by Handsel." in letter.body
    assert "<h1>The disk is full</h1>" in letter.alternatives[0][0]
