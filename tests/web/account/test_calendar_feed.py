"""The calendar at its secret address: read by whoever has it, by nobody once it was reset, and cached."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from handsel.notices.models import CalendarFeed
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.rejecting import contest
from handsel.work.hours.reopening import ask_to_reopen
from tests import factories
from tests.time_travel import let_pass
from tests.web.hours.test_sheets import worked_week
from tests.web.scenario import post_form, signed_in
from tests.web.test_queries import query_count
from tests.work.hours.as_shown import reject

COVERS = ("handsel.web.account.calendar_text",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def address(person: Person, **form: str) -> str:
    """The address of a person's calendar, made anew."""
    post_form(person, "my-calendar", **form)
    return reverse("calendar-feed", args=[CalendarFeed.objects.get(person=person).token])


def events(answer: Any) -> list[Any]:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_tells_the_deadlines_of_its_person_without_signing_in(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, 200)
    hers, his = (events(Client().get(address(person))) for person in (ada, ben))
    review = next(event for event in hers if "Review" in event["summary"])
    assert review["summary"] == "Review delivery: Night tours booking"
    assert review["dtend"].dt == milestone.release_at
    assert review["url"].startswith("http://testserver/jobs/")
    assert review["uid"].endswith("@testserver")
    assert not any("Review" in event["summary"] for event in his)


def test_a_due_day_is_that_day(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    (delivery,) = [
        event for event in events(Client().get(address(ben))) if event["summary"].startswith("Deliver")
    ]
    assert delivery["dtstart"].dt == factories.first(job).due


def test_what_is_unchanged_is_not_sent_again(ada: Person, ben: Person) -> None:
    factories.funded(ada, ben, 100)
    place = address(ben)
    first = Client().get(place)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=900"
    again = Client().get(place, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.funded(ada, ben, 100)
    assert Client().get(place, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_reset_or_removed_address_leads_nowhere(ben: Person) -> None:
    first = address(ben)
    second = address(ben)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    post_form(ben, "my-calendar", remove="1")
    assert Client().get(second).status_code == 404


def test_a_calendar_of_somebody_who_may_not_sign_in_leads_nowhere(ben: Person) -> None:
    place = address(ben)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert Client().get(place).status_code == 404


def test_whoever_tries_many_addresses_has_to_pause(ben: Person) -> None:
    place = address(ben)
    answers = [Client().get(reverse("calendar-feed", args=[f"x{n}"])).status_code for n in range(22)]
    assert answers[:20] == [404] * 20
    assert answers[-1] == 429
    assert Client().get(place).status_code == 200


def test_the_settings_show_the_address_and_what_it_shows(ada: Person, ben: Person) -> None:
    page = signed_in(ben).get(reverse("my-calendar")).content.decode()
    assert "Create the address" in page
    assert "You have no deadline now." in page
    factories.funded(ada, ben, 100)
    place = address(ben)
    page = signed_in(ben).get(reverse("my-calendar")).content.decode()
    assert f"http://testserver{place}" in page
    assert f"webcal://testserver{place}" in page
    assert "Deliver milestone 1: Night tours booking" in page
    assert "Reset the address" in page


def test_it_asks_no_more_for_more_jobs(ada: Person, ben: Person) -> None:
    place = address(ben)
    factories.funded(ada, ben, 100)
    before = query_count(ben, place)
    for _ in range(3):
        factories.funded(ada, ben, 100, 200)
    assert query_count(ben, place) == before


def test_the_clocks_of_hours_are_in_the_calendar_of_whoever_they_run_against(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    """Submitting, funding, reviewing, reopening, contesting and answering, until each happens by itself."""
    job = worked_week(ada, ben)
    places = {ada: address(ada), ben: address(ben)}

    def told(person: Person) -> dict[str, Any]:
        rows = events(Client().get(places[person]))
        return {str(row["summary"]).partition(":")[0]: row["dtend"].dt for row in rows}

    let_pass(frozen_clock, days=6, hours=17)
    first, second = factories.week_of(job), factories.week_of(job, 1)
    assert told(ben) == {"Submit": first.submits_at}
    assert told(ada) == {"Fund escrow": second.ends_at}
    let_pass(frozen_clock, hours=7)
    sheet = factories.week_of(job).sheet
    assert told(ada)["Review timesheet"] == sheet.review_ends_at
    ask_to_reopen(Actor(ben.pk), sheet, reason="An hour is missing.")
    assert told(ada)["Answer"] == sheet.review_ends_at
    reject(Actor(ada.pk), sheet, numbers=[45], reason="Not for this job.")
    assert told(ben)["Answer"] == ReviewedBlock.objects.get().ends_at
    contest(Actor(ben.pk), sheet, numbers=[45], reason="It was.")
    assert told(ben) == {}
    assert told(ada)["Answer"] == ReviewedBlock.objects.get().ends_at
