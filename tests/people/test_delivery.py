"""What a mail server refuses for good is noted, told to its person, and can be tried again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.account_mail import MAIL, retry
from handsel.people.delivery import RetriedLately, deliver, is_for_good, undelivered_to
from handsel.people.models import AccountMail, Person, UndeliveredAddress
from handsel.record.actions import Actor
from handsel.tasks.models import Task, schedule
from handsel.ui.mail import text_letter
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.refusing_mail_server import MailServer, mail_server, use
from tests.web.scenario import post_form, signed_in, work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        use(settings, running)
        yield running


def send(person: Person) -> None:
    deliver(text_letter(person.email, "Hello", "Words."))


@pytest.mark.parametrize(("code", "expected"), [(550, True), (554, True), (450, False), (421, False)])
def test_only_answers_in_the_five_hundreds_are_for_good(code: int, expected: bool) -> None:
    assert is_for_good(code) is expected


def test_an_address_that_is_refused_for_good_is_noted_and_counted(server: MailServer, ada: Person) -> None:
    server.answers[ada.email] = "550 5.1.1 No such user"
    send(ada)
    send(ada)
    row = undelivered_to(ada)
    assert row is not None
    assert (row.code, row.answer, row.count) == (550, "5.1.1 No such user", 2)


def test_one_that_is_refused_for_now_is_tried_again(server: MailServer, ada: Person) -> None:
    server.answers[ada.email] = "450 4.2.0 Later"
    waiting = AccountMail.objects.create(to=ada.email, subject="Hello", text="Words.")
    schedule(MAIL, waiting.pk, at=clock.now())
    work_all()
    assert Task.objects.get(kind=MAIL).attempts == 1
    assert undelivered_to(ada) is None


def test_a_mail_that_arrives_ends_it(server: MailServer, ada: Person) -> None:
    server.answers[ada.email] = "550 No such user"
    send(ada)
    server.answers.clear()
    send(ada)
    assert undelivered_to(ada) is None
    assert server.taken == [ada.email]


def test_notices_to_it_are_no_failing_tasks(server: MailServer, ada: Person, ben: Person) -> None:
    server.answers[ada.email] = "550 No such user"
    post(Actor(ben.pk), factories.bound(ada, ben), words="Hello.", files=[])
    work_all()
    assert undelivered_to(ada) is not None
    assert not Task.objects.filter(attempts__gt=0).exists()


def test_the_person_reads_it_and_tries_again(server: MailServer, ada: Person) -> None:
    for page in ("home", "my-mail"):
        assert "does not arrive" not in signed_in(ada).get(reverse(page)).content.decode()
    server.answers[ada.email] = "550 No such user"
    send(ada)
    for page in ("home", "my-mail"):
        assert f"Mail to {ada.email} does not arrive" in signed_in(ada).get(reverse(page)).content.decode()
    server.answers.clear()
    assert "A mail is on its way" in post_form(ada, "mail-retry").content.decode()
    work_all()
    assert undelivered_to(ada) is None


def test_it_is_tried_again_once_in_ten_minutes(
    server: MailServer, ada: Person, frozen_clock: FrozenClock
) -> None:
    server.answers[ada.email] = "550 No such user"
    send(ada)
    row = UndeliveredAddress.objects.get()
    retry(row)
    with pytest.raises(RetriedLately):
        retry(row)
    frozen_clock.passes(minutes=11)
    retry(row)


def test_nothing_is_sent_to_an_address_that_works(ada: Person) -> None:
    post_form(ada, "mail-retry")
    assert not AccountMail.objects.exists()
