"""Slices of a job's record: around an entry, later and earlier, without gaps or duplicates."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.job_view import load_job_view
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.pagination import ENTRIES_SHOWN, LATER_SHOWN, entry_slice
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import signed_in

COVERS = ("handsel.web.workroom.entry_page",)
MANY = 60


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job with 61 entries."""
    made = factories.awarded(ada, ben, 100)
    for place in range(MANY):
        post(Actor(ada.pk), made, words=f"Word {place}.", files=[])
    return made


def numbers(person: Person, job: Job, **wanted: Any) -> list[int]:
    return [
        row.entry.number for row in entry_slice(load_job_view(person, job.pk), EntryFilter(**wanted)).rows
    ]


def part(person: Person, job: Job, **params: Any) -> str:
    address = reverse("workroom", args=[job.pk])
    return signed_in(person).get(address, params, headers={"HX-Request": "true"}).content.decode()


def test_from_an_entry_one_goes_later_and_earlier_to_both_ends(job: Job, ada: Person) -> None:
    job_view, seen = load_job_view(ada, job.pk), []
    opened = entry_slice(job_view, EntryFilter(at=30))
    assert [row.entry.number for row in opened.rows] == list(range(30 + LATER_SHOWN, 15, -1))
    above, below = opened, opened
    seen += [row.entry.number for row in opened.rows]
    while above.later is not None:
        above = entry_slice(job_view, EntryFilter(after=above.later))
        seen += [row.entry.number for row in above.rows]
    while below.earlier is not None:
        below = entry_slice(job_view, EntryFilter(before=below.earlier))
        seen += [row.entry.number for row in below.rows]
    assert sorted(seen) == list(range(1, MANY + 2))


def test_the_newest_have_none_later_and_what_is_beyond_the_end_is_nothing(job: Job, ada: Person) -> None:
    job_view = load_job_view(ada, job.pk)
    assert entry_slice(job_view, EntryFilter()).later is None
    assert entry_slice(job_view, EntryFilter(at=MANY)).later is None
    assert entry_slice(job_view, EntryFilter(at=MANY - ENTRIES_SHOWN)).later is not None
    beyond = entry_slice(job_view, EntryFilter(after=MANY + 1))
    assert (beyond.rows, beyond.earlier, beyond.later) == ([], None, None)
    assert entry_slice(job_view, EntryFilter(after=0)).earlier is None


def test_a_group_has_its_own_ends(job: Job, ada: Person) -> None:
    assert numbers(ada, job, group="agreements", after=1) == []
    assert numbers(ada, job, group="agreements", at=40) == [1]
    assert entry_slice(load_job_view(ada, job.pk), EntryFilter("agreements", at=40)).later is None


def test_a_page_opened_at_an_entry_shows_it_chosen_between_both_ways_on(job: Job, ada: Person) -> None:
    page = signed_in(ada).get(reverse("workroom", args=[job.pk]), {"at": 30}).content.decode()
    assert page.index("Show later") < page.index('chosen" id="r30"') < page.index("Show earlier")
    assert 'id="news"' not in page
    newest = signed_in(ada).get(reverse("workroom", args=[job.pk]), {"at": MANY}).content.decode()
    assert 'id="news"' in newest
    assert "Show later" not in newest


def test_a_part_goes_on_at_its_own_end_alone(job: Job, ada: Person) -> None:
    later = part(ada, job, after=30)
    assert later.lstrip().startswith("<li")
    assert "Show later" in later
    assert "Show earlier" not in later
    earlier = part(ada, job, before=30)
    assert "Show later" not in earlier
    assert "Show earlier" in earlier


def test_the_entry_that_a_page_was_opened_at_is_verified_beside_it(job: Job, ada: Person) -> None:
    client, place = signed_in(ada), reverse("proof", args=[job.pk, 30])
    page = client.get(reverse("workroom", args=[job.pk]), {"at": 30}).content.decode()
    assert f'hx-get="{place}"' in page
    assert "/proof/" not in client.get(reverse("workroom", args=[job.pk])).content.decode()
    panel = client.get(place, headers={"HX-Request": "true"}).content.decode()
    assert "Nothing in entry 30 has changed since it was recorded." in panel
    assert "<html" not in panel
