"""The check of every night: on the record, with what it found; and the pages that show it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.console.books.checking import CHECK, check_house, check_now, ensure_nightly
from handsel.console.books.checks import book_checks
from handsel.console.books.concerns import book_concerns
from handsel.console.books.last_check import last_checks
from handsel.console.books.storage import folder_bytes, stored_parts
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.money import Money
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.leases import LEASE
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from tests import factories
from tests.conftest import FrozenClock
from tests.db_tamper import change
from tests.web.scenario import post_form, signed_in

COVERS = (
    "handsel.console.books.checks",
    "handsel.console.books.concerns",
    "handsel.console.books.last_check",
    "handsel.console.books.storage",
    "handsel.console.books.views",
    "handsel.console.books.words",
    "handsel.money.ledger.trial_balance",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def text_of(olga: Person) -> str:
    return signed_in(olga).get(reverse("console-books")).content.decode()


def test_the_books_of_a_house_that_works_balance(ada: Person, ben: Person, olga: Person) -> None:
    assert "not checked yet" in text_of(olga)
    factories.released(ada, factories.delivered(ada, ben, 100))
    factories.funded(ada, ben, 50)
    assert [check.faults for check in book_checks() if check.faults] == []
    check_house(clock.now())
    (result,) = last_checks()
    assert (result.at, result.fault_count) == (clock.now(), 0)
    balances = dict(result.balances()["USD"])
    assert balances["holding"] == Money(5_000, "USD")
    assert sum(amount.minor for amount in balances.values()) == 0
    text = text_of(olga)
    assert "The books balance" in text
    assert "$50.00" in text
    assert list(book_concerns(clock.now())) == []


def test_a_fault_is_named_on_the_page_and_first_on_the_overview(
    ada: Person, ben: Person, olga: Person
) -> None:
    job = factories.funded(ada, ben, 50)
    account = job.milestones.get().holding.account
    change(account, balance=1)
    check_house(clock.now())
    assert "The books do not balance" in text_of(olga)
    assert account.code in text_of(olga)
    (concern,) = book_concerns(clock.now())
    assert concern.tone == "bad"


def test_the_worker_checks_every_day_and_when_it_is_told(olga: Person, frozen_clock: FrozenClock) -> None:
    handlers = {CHECK: TASK_HANDLERS[CHECK]}
    ensure_nightly()
    ensure_nightly()
    assert work(handlers) == 0
    frozen_clock.passes(days=1)
    assert work(handlers) == 1
    assert Task.objects.get(kind=CHECK).due_at == clock.now() + timedelta(days=1)
    check_now(Actor(olga.pk))
    assert work(handlers) == 1
    assert "being checked" in post_form(olga, "console-checking").content.decode()
    assert len(last_checks()) == 2


def test_a_check_that_a_worker_may_be_at_is_not_asked_for_again(
    olga: Person, frozen_clock: FrozenClock
) -> None:
    ensure_nightly()
    leased_until = clock.now() + LEASE
    Task.objects.filter(kind=CHECK).update(next_at=leased_until)
    check_now(Actor(olga.pk))
    assert Task.objects.get(kind=CHECK).next_at == leased_until
    Task.objects.filter(kind=CHECK).update(next_at=leased_until + timedelta(hours=1))
    check_now(Actor(olga.pk))
    assert Task.objects.get(kind=CHECK).next_at == clock.now()


def test_the_record_of_the_site_says_who_asked_for_a_check(olga: Person) -> None:
    post_form(olga, "console-checking")
    entry = Entry.objects.get(kind="house.check_asked")
    assert (entry.chain.subject, entry.actor) == (HOUSE, olga.pk)
    assert "had the books checked now" in signed_in(olga).get(reverse("console-record")).content.decode()


def test_a_check_that_is_old_is_named(frozen_clock: FrozenClock) -> None:
    check_house(clock.now())
    frozen_clock.passes(days=3)
    (concern,) = book_concerns(clock.now())
    assert (concern.tone, concern.title) == ("warn", "The books were not checked for two days")


def test_what_is_stored_is_measured(settings: Any, tmp_path: Path, olga: Person) -> None:
    previews = Path(settings.FILES_DIR) / "previews"
    previews.mkdir(parents=True)
    (previews / "one").write_bytes(b"12345")
    (Path(settings.FILES_DIR) / "two").write_bytes(b"123")
    sizes = {row.part: row.size for row in stored_parts()}
    assert (sizes["previews"], sizes["files"], sizes["exports"]) == (5, 3, 0)
    assert sizes["database"] > 0
    assert folder_bytes(tmp_path / "no-such-folder") == 0
    check_house(clock.now())
    assert "Files of people" in signed_in(olga).get(reverse("console-worker")).content.decode()
