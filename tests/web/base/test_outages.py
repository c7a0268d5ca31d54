"""An outage is waited for where that does nothing twice, and is a page with what was written."""

import errno
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from handsel.people.models import AccountMail, Person
from handsel.web.base import database_away, outages
from handsel.web.base.database_away import is_database_away

COVERS = ("handsel.web.base.database_away", "handsel.web.base.kept_form")

pytestmark = pytest.mark.django_db(transaction=True)


class Trouble:
    """A view that fails as often as it is told to, at the point it is told to."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []
        self.writes_first = False
        self.calls = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.calls += 1
        if self.writes_first:
            Person.objects.filter(pk=uuid4()).update(name="Nobody")
        if self.errors:
            raise self.errors.pop(0)
        return HttpResponse(f"done: {request.POST.get('words', '')}")


trouble = Trouble()


def view(request: HttpRequest) -> HttpResponse:
    return trouble(request)


urlpatterns = [path("trouble/", view), path("", view, name="home")]
handler500 = "handsel.web.base.outages.broken"


@pytest.fixture(autouse=True)
def _own_trouble(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[None]:
    monkeypatch.setattr(f"{__name__}.trouble", Trouble())
    monkeypatch.setattr(outages, "PAUSES_SECONDS", (0.0, 0.0, 0.0))
    monkeypatch.setattr("handsel.people.disk_alarm._Last.seconds", 0.0)
    settings.DATA_DIR = tmp_path
    with override_settings(ROOT_URLCONF=__name__):
        yield


def away(sqlstate: str | None = None) -> OperationalError:
    """The error of a lost connection, or of a state of the server, as Django raises it."""
    cause = psycopg.OperationalError("server closed the connection")
    cause.sqlstate = sqlstate  # type: ignore[misc]
    error = OperationalError("server closed the connection")
    error.__cause__ = cause
    return error


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def send(person: Person | None = None, path: str = "/trouble/", **form: Any) -> Any:
    """What a browser gets for a form; for a page where there is none."""
    browser = Client(raise_request_exception=False)
    if person is not None:
        browser.force_login(person)
    return browser.post(path, form) if form else browser.get(path)


@pytest.mark.parametrize(
    ("sqlstate", "is_away"),
    [(None, True), ("08006", True), ("57P01", True), ("57P03", True), ("55P03", False), ("40001", False)],
)
def test_a_lost_server_is_known_from_other_errors(sqlstate: str | None, is_away: bool) -> None:
    assert is_database_away(away(sqlstate)) == is_away
    assert not is_database_away(OperationalError("database is locked"))
    assert not is_database_away(ValueError())


def test_what_did_not_reach_the_database_is_tried_again(ada: Person) -> None:
    trouble.errors = [away(), away()]
    response = send(ada, words="hello")
    assert (response.status_code, response.content, trouble.calls) == (200, b"done: hello", 3)


def test_the_waits_take_five_seconds_and_grow() -> None:
    pauses = database_away.PAUSES_SECONDS
    assert sum(pauses) == 5
    assert list(pauses) == sorted(pauses)


def test_what_stays_away_is_a_page_from_which_the_form_is_sent_again(ada: Person) -> None:
    trouble.errors = [away()] * 9
    response = send(ada, words="two <words>", key="7", choice="a")
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"], trouble.calls) == (503, "5", 4)
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page) == [
        ("words", "two &lt;words&gt;"),
        ("key", "7"),
        ("choice", "a"),
    ]
    assert '<form method="post" action="/trouble/">' in page
    assert page.count("<textarea") == 1
    assert "Nothing was changed and no money moved." in page


def test_a_page_that_stays_away_is_a_page_without_a_form(ada: Person) -> None:
    trouble.errors = [away()] * 9
    response = send(ada)
    assert response.status_code == 503
    assert "<form" not in response.content.decode()


def test_what_may_have_been_written_is_repeated_only_with_a_key(ada: Person) -> None:
    trouble.writes_first, trouble.errors = True, [away()]
    response = send(ada, words="two words")
    assert (response.status_code, trouble.calls) == (503, 1)
    assert "Whether it was done is not known" in response.content.decode()
    assert "<form" not in response.content.decode()
    trouble.errors = [away()]
    assert send(ada, words="two words", key=str(uuid4())).status_code == 200


@pytest.mark.parametrize("form", [{"password": "secret words", "words": "a b"}, {"new_password1": "a b"}])
def test_a_password_is_never_kept(ada: Person, form: dict[str, str]) -> None:
    trouble.errors = [away()] * 9
    page = send(ada, **form).content.decode()
    assert "<form" not in page
    assert "secret" not in page


def test_what_confirmed_a_form_is_no_part_of_it(ada: Person) -> None:
    trouble.errors = [away()] * 9
    typed = {"confirm-password": "secret words", "confirm-code": "123456"}
    page = send(ada, words="two words", **typed).content.decode()
    assert "two words" in page
    assert not any(value in page for value in typed.values())


def test_what_another_site_sent_is_not_shown() -> None:
    trouble.errors = [away()] * 9
    assert "bad words" not in send(words="bad words").content.decode()


def test_files_have_to_be_chosen_again(ada: Person, tmp_path: Any) -> None:
    (tmp_path / "plan.txt").write_text("the plan")
    trouble.errors = [away()] * 9
    with (tmp_path / "plan.txt").open() as plan:
        page = send(ada, words="two words", plan=plan).content.decode()
    assert "choose them again" in page
    assert "Try again without the files" in page


def test_a_fragment_is_a_notice_and_leaves_the_form_where_it_is(ada: Person) -> None:
    trouble.errors = [away()] * 9
    browser = Client(raise_request_exception=False)
    browser.force_login(ada)
    response = browser.post("/trouble/", {"words": "two words"}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (503, "#notices")


def test_no_more_than_some_wait_at_once(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "_waiting", outages.FairShare(most=0, share=0))
    trouble.errors = [away()]
    assert (send(ada, words="hello").status_code, trouble.calls) == (503, 1)


def test_an_error_of_the_program_is_still_one(ada: Person) -> None:
    trouble.errors = [ValueError("a fault")]
    response = send(ada, words="hello")
    assert (response.status_code, trouble.calls) == (500, 1)
    assert "reference" in response.content.decode()


def test_a_full_disk_is_said_with_what_was_written_and_mailed_once(ada: Person, olga: Person) -> None:
    trouble.errors = [full(), full()]
    for _ in range(2):
        response = send(ada, words="two words")
        page = response.content.decode()
        assert response.status_code == 507
        assert "The disk of this site is full." in page
        assert "two words</textarea>" in page
    assert [(row.to, row.subject) for row in AccountMail.objects.all()] == [(olga.email, "The disk is full")]
    assert not mail.outbox


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's disk is the server's own")
def test_a_database_that_has_no_room_is_a_full_disk(ada: Person) -> None:
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        try:
            with pytest.raises(OperationalError, match="database or disk is full") as raised:
                AccountMail.objects.create(to="a@example.org", subject="x", text="x" * 5_000_000)
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823")
    trouble.errors = [raised.value]
    assert send(ada, words="two words").status_code == 507
