"""Searching a Workroom and all jobs: marks, passages, filters, links that open, and only what is mine."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.workroom.filters import EntryFilter, parse_entry_filter
from handsel.web.workroom.pagination import ENTRIES_SHOWN, LATER_SHOWN
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.web.workroom.entry_page", "handsel.web.workroom.filters")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    """A job in which Ben wrote about kroner, and posted a file about zebras."""
    job = factories.funded(ada, ben, 100)
    post(Actor(ben.pk), job, words="The <kroner> fee is 1.4%.", files=[])
    text = ContentFile(b"Long before. " * 40 + b"A <zebra> crosses.", "stripes.txt")
    post(Actor(ben.pk), job, words="See the file.", files=keep([text]))
    work_all()
    return job


def room(person: Person, job: Job, **asks: Any) -> str:
    return signed_in(person).get(reverse("workroom", args=[job.pk]), asks).content.decode()


def house(person: Person, **asks: Any) -> str:
    return signed_in(person).get(reverse("search"), asks).content.decode()


def test_what_was_found_is_marked_and_escaped(job: Job, ada: Person) -> None:
    for page in (room(ada, job, q="krone"), house(ada, q="krone")):
        assert "The &lt;<mark>kroner</mark>&gt; fee" in page
        assert "See the file." not in page
        assert "Entries that match: 1" in page


def test_a_file_shows_the_words_around_what_was_found_in_it(job: Job, ada: Person) -> None:
    for page in (room(ada, job, q="zebra"), house(ada, q="zebra")):
        assert "A &lt;<mark>zebra</mark>&gt; crosses." in page
        assert "stripes.txt" in page


def test_a_hit_leads_to_its_entry_in_its_workroom(job: Job, ada: Person) -> None:
    link = f"{reverse('workroom', args=[job.pk])}?at=4#r4"
    for page in (room(ada, job, q="kroner"), house(ada, q="kroner")):
        assert link in page
    assert f"Job {job.pk}: {job.title}" in house(ada, q="kroner")


def test_a_link_opens_the_workroom_at_its_entry(job: Job, ada: Person) -> None:
    for place in range(2 * ENTRIES_SHOWN):
        post(Actor(ada.pk), job, words=f"Word {place}", files=[])
    page = room(ada, job, at=4)
    assert 'class="entry chosen" id="r4"' in page
    assert f'id="r{4 + LATER_SHOWN}"' in page
    assert f'id="r{5 + LATER_SHOWN}"' not in page
    assert "Opened at entry 4." in page
    assert 'id="r4"' not in room(ada, job)
    assert room(ada, job, at="9" * 18)


def test_filters_count_what_was_found_and_keep_the_words(job: Job, ada: Person) -> None:
    page = room(ada, job, q="ben")
    assert "?q=ben&amp;show=files" in page
    assert "Everything 4" in page
    assert "Messages 2" in page
    assert "With files 1" in page
    assert "Agreements 2" in page
    assert "kroner" not in room(ada, job, q="ben", show="files")


def test_who_and_days_narrow(job: Job, ada: Person, ben: Person) -> None:
    assert "kroner" in room(ada, job, **{"from": ben.pk})
    assert "kroner" not in room(ada, job, **{"from": ada.pk})
    assert "Nothing matches" in room(ada, job, **{"from": HOUSE})
    assert "kroner" in room(ada, job, since="2026-03-02", until="2026-03-02")
    assert "Nothing matches" in room(ada, job, since="2026-03-03")
    assert "Nothing matches" in house(ada, q="kroner", until="2026-03-01")


def test_what_is_found_in_words_that_the_entry_does_not_show_is_quoted(job: Job, ada: Person) -> None:
    assert "A booking <mark>system</mark> for night tours." in room(ada, job, q="system")


def test_what_the_page_does_not_show_is_quoted_alone_without_the_fields_beside_it(
    job: Job, ada: Person
) -> None:
    for page in (room(ada, job, q="1: Part 1"), house(ada, q="Part")):
        assert " · $100.00" not in page
        assert "$100.00 · " not in page


def test_a_passage_shows_days_as_people_read_them(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100, 200, 300)
    work_all()
    due = job.versions.get().terms.milestones[2].due
    for page in (room(ada, job, q=f"{due:%b} {due.day}"), house(ada, q=f"{due:%b} {due.day}")):
        assert f"<mark>{due.day}</mark> <mark>{due:%b}</mark>" in page
        assert due.isoformat() not in page
    assert f"<mark>{due.day}</mark> {due:%b}" in room(ada, job, q=due.isoformat())


@pytest.mark.parametrize("line", ["no such words", "***", "kroner zebra"])
def test_an_empty_answer_says_how_to_widen(line: str, job: Job, ada: Person) -> None:
    page = room(ada, job, q=line, show="money")
    assert f"Nothing matches “{line}”" in page
    assert "No entry matches." in page
    assert "match: 0" not in page
    assert "Search without filters" in page
    assert f"{reverse('search')}?q=" in page


def test_earlier_hits_come_in_pages_and_as_a_part(job: Job, ada: Person) -> None:
    for place in range(ENTRIES_SHOWN + 3):
        post(Actor(ada.pk), job, words=f"Pebble {place}.", files=[])
    work_all()
    for address in (reverse("search"), reverse("workroom", args=[job.pk])):
        first = signed_in(ada).get(address, {"q": "pebble"})
        params = {"q": "pebble", "before": first.context["page_obj"].earlier}
        part = signed_in(ada).get(address, params, headers={"HX-Request": "true"})
        assert part.content.decode().lstrip().startswith("<li")
        assert len(part.context["page_obj"].rows) == 3
        assert part.context["page_obj"].earlier is None


def test_nothing_asked_for_is_answered_with_how_to_ask(job: Job, ada: Person) -> None:
    assert "What are you looking for?" in house(ada)
    assert "Everything 5" in house(ada, show="money")


def test_what_is_not_mine_is_not_found(job: Job, ada: Person, ben: Person, eve: Person, olga: Person) -> None:
    other = factories.bound(ada, eve, 100)
    post(Actor(eve.pk), other, words="The kroner of Eve.", files=[])
    work_all()
    assert "of Eve" in house(ada, q="kroner")
    assert "of Eve" not in house(ben, q="kroner")
    assert "Moreau" not in house(ben)
    assert "1.4%" not in house(eve, q="kroner")
    assert "Nothing matches" in house(olga, q="kroner")
    assert "of Eve" not in room(ada, job, q="kroner")


@pytest.mark.parametrize(
    "frozen_clock",
    [
        {"show": "no such"},
        {"from": "no one"},
        {"since": "2026-02-30", "until": "soon"},
        {"before": "-1", "at": "9" * 19},
        {"before": "٣" * 20},
    ],
)
def test_what_makes_no_sense_is_not_asked_for(frozen_clock: dict[str, str]) -> None:
    assert parse_entry_filter(frozen_clock) == EntryFilter()


def test_the_end_of_time_is_a_day_too(job: Job, ada: Person) -> None:
    last = {"since": "0001-01-01", "until": date.max.isoformat()}
    assert "kroner" in room(ada, job, q="kroner", **last)
    assert parse_entry_filter({"from": str(uuid4())}).searches


@pytest.mark.parametrize("typed", ["{n}", "#{n}", "job {n}", "Job #{n}"])
def test_a_job_is_found_by_its_number_by_those_in_it(job: Job, ben: Person, eve: Person, typed: str) -> None:
    asks = {"q": typed.format(n=job.pk)}
    link = f'href="{reverse("workroom", args=[job.pk])}"'
    named = f"Job {job.pk}: {job.title}</a>"
    page = signed_in(ben).get(reverse("search"), asks).content.decode()
    assert link in page
    assert named in page
    assert named not in signed_in(eve).get(reverse("search"), asks).content.decode()
