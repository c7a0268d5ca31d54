"""An open Workroom: new entries, how far people have read, and the marks for both."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import ReadMarker
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import read_up_to
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import signed_in

HTMX = {"HX-Request": "true"}
SINCE = "New since you were here"
NEW = "</svg>New</span>"


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100)


def say(person: Person, job: Job, words: str = "Hello.") -> None:
    post(Actor(person.pk), job, words=words, files=[])


def page(person: Person, job: Job, name: str = "workroom", **params: Any) -> str:
    return signed_in(person).get(reverse(name, args=[job.pk]), params).content.decode()


def news(person: Person, job: Job, after: int, **params: Any) -> str:
    return page(person, job, "room-news", after=after, **params)


def read(person: Person, job: Job, number: Any, **headers: Any) -> Any:
    return signed_in(person).post(reverse("room-reading", args=[job.pk]), {"number": number}, headers=headers)


def test_news_are_the_entries_after_one_newest_first(job: Job, ada: Person, ben: Person) -> None:
    say(ben, job, "One.")
    say(ben, job, "Two.")
    part = news(ada, job, 3)
    assert part.index("Two.") < part.index("One.")
    assert "2 new entries" in part
    assert "One." not in news(ada, job, 4)
    assert "Ben Okafor wrote in the Workroom" in news(ada, job, 4)
    assert 'class="entry' not in news(ada, job, 5)


def test_news_come_by_kind_where_the_page_shows_one(job: Job, ada: Person, ben: Person) -> None:
    say(ben, job, "One.")
    assert "One." not in news(ada, job, 3, show="money")
    assert "One." in news(ada, job, 3, show="messages")


def test_many_news_come_in_parts_without_a_gap(job: Job, ada: Person, ben: Person) -> None:
    for place in range(25):
        say(ben, job, f"Word {place}.")
    part = news(ada, job, 3)
    assert "data-more" in part
    assert "Word 0." in part
    assert "Word 19." in part
    assert "Word 20." not in part
    rest = news(ada, job, 23)
    assert "data-more" not in rest
    assert "Word 24." in rest


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40])
def test_what_is_no_number_asks_for_all(job: Job, ada: Person, after: str) -> None:
    assert page(ada, job, "room-news", after=after).count('class="entry') == 3


def test_asking_for_a_page_marks_nothing_as_read(job: Job, ada: Person) -> None:
    browser, address = signed_in(ada), reverse("workroom", args=[job.pk])
    browser.get(address)
    browser.head(address)
    browser.get(address, headers={"Sec-Purpose": "prefetch"})
    browser.get(reverse("room-news", args=[job.pk]))
    assert browser.get(reverse("room-reading", args=[job.pk])).status_code == 405
    assert not ReadMarker.objects.exists()


def test_reading_is_noted_by_script_and_by_a_button(job: Job, ada: Person) -> None:
    assert read(ada, job, 2, **HTMX).status_code == 204
    assert ReadMarker.objects.get().number == 2
    assert "<noscript>" in page(ada, job)
    assert read(ada, job, 3).status_code == 302
    assert ReadMarker.objects.get().number == 3
    assert read(ada, job, "x", **HTMX).status_code == 204
    assert ReadMarker.objects.get().number == 3


def test_what_is_new_is_marked_at_the_next_visit_and_not_at_the_first(
    job: Job, ada: Person, ben: Person
) -> None:
    assert SINCE not in page(ben, job)
    read(ben, job, 3)
    assert SINCE not in page(ben, job)
    say(ben, job)
    assert SINCE not in page(ben, job)
    say(ada, job, "News.")
    room = page(ben, job)
    assert room.index("News.") < room.index(SINCE) < room.index('id="r3"')
    read(ben, job, 5)
    assert SINCE not in page(ben, job)


def test_lists_of_jobs_say_how_much_is_new(job: Job, ada: Person, ben: Person) -> None:
    read(ben, job, 3)
    for address in ("home", "jobs"):
        assert "new entr" not in signed_in(ben).get(reverse(address)).content.decode()
    say(ada, job)
    for address in ("home", "jobs"):
        assert "1 new entry" in signed_in(ben).get(reverse(address)).content.decode()


def test_who_wrote_sees_when_it_was_read(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    say(ada, job)
    assert "Read by" not in page(ada, job)
    read_up_to(ben, job, 4, clock.now())
    assert "Read by Ben, <time" in page(ada, job)
    assert 'data-under="4"' in news(ada, job, 4)
    assert "12:00</time>" in news(ada, job, 4)
    frozen_clock.passes(days=1)
    assert "Mon 2 Mar, 12:00</time>" in news(ada, job, 4)
    assert "Read by" not in page(ben, job)


def test_a_page_of_the_past_or_of_a_search_is_not_kept_up(job: Job, ada: Person) -> None:
    assert 'id="news"' in page(ada, job)
    assert "room=" in page(ada, job)
    for params in ({"before": 3}, {"q": "funded"}):
        room = page(ada, job, **params)
        assert 'id="news"' not in room
        assert "room=" not in room


def test_at_a_first_visit_each_entry_of_others_is_new(job: Job, ada: Person, ben: Person) -> None:
    read(ada, job, 3)
    assert page(ada, job).count(NEW) == 0
    say(ada, job)
    say(ada, job)
    home = signed_in(ben).get(reverse("home")).content.decode()
    others = Entry.objects.filter(chain__subject=job.uuid).exclude(actor=ben.pk).count()
    assert f"{others} new entries" in home
    assert page(ben, job).count(NEW) == others


def test_what_a_page_adds_is_as_new_as_what_it_had_at_first(job: Job, ada: Person, ben: Person) -> None:
    for place in range(25):
        say(ada, job, f"Word {place}.")
    read(ben, job, 4)
    first = page(ben, job)
    assert first.count(NEW) == 20
    assert "before=9&amp;seen=4" in first
    read(ben, job, 28)
    room = reverse("workroom", args=[job.pk])
    rest = signed_in(ben).get(f"{room}?before=9&seen=4", headers=HTMX).content.decode()
    assert rest.count(NEW) == 4


def test_news_bring_the_counts_of_the_filters(job: Job, ada: Person, ben: Person) -> None:
    room = page(ada, job)
    assert "Everything 3</a>" in room
    say(ben, job, "Word.")
    part = news(ada, job, 3)
    assert 'id="filters" hx-swap-oob="true"' in part
    assert "Everything 4</a>" in part
    assert "Messages 1</a>" in part
    assert f'href="{reverse("workroom", args=[job.pk])}?show=messages"' in part
    assert "filters" not in news(ada, job, 4)
    assert "Messages 1</a>" in news(ada, job, 4, show="money")


def test_an_open_page_of_somebody_signed_out_keeps_what_it_shows(job: Job) -> None:
    answer = Client().get(reverse("room-news", args=[job.pk]), {"after": 1}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#notices")
    assert answer.headers["HX-Reselect"] == "unset"
    assert "You are signed out." in answer.content.decode()
    whole = Client().get(reverse("workroom", args=[job.pk]))
    assert whole.headers["Location"].startswith("/sign-in/?next=")
