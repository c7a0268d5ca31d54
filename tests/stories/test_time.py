"""Ben adds time by hand to an hourly job and corrects it; Ada reads it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.work.hours.models import TimeSpan
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import check_page
from tests.time_travel import let_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripted", [True, False])
def test_time_is_added_changed_and_removed_by_hand(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any, scripted: bool
) -> None:
    job = factories.hourly_bound(ada, ben)
    sits = seat(browser, live_server.url, ben, java_script_enabled=scripted)
    sits.opens(f"/jobs/{job.pk}/time/")
    sits.reads("No time in this week")
    sits.page.get_by_label("From", exact=True).fill("14:00")
    sits.page.get_by_label("To", exact=True).fill("15:30")
    sits.page.get_by_label("What you worked on").fill("Sketches.")
    sits.page.get_by_label("What you worked on").press("Enter")
    sits.reads("1 h 30 min added. It is not protected.")
    block = sits.page.locator(".seg").first
    expect(block).to_have_accessible_name("Mon 2 Mar, 14:00: 12 min, not protected: manual time")
    block.press("Enter")
    assert sits.page.url.endswith(f"#time-{TimeSpan.objects.get().pk}")
    sits.page.get_by_label("From", exact=True).fill("15:00")
    sits.page.get_by_label("To", exact=True).fill("16:00")
    sits.page.get_by_label("What you worked on").fill("More.")
    sits.clicks("Add time")
    sits.reads("is already on")
    expect(sits.page.get_by_label("From", exact=True)).to_be_focused()
    sits.opens(f"/time/{TimeSpan.objects.get().pk}/")
    sits.page.get_by_label("To", exact=True).fill("15:00")
    sits.clicks("Save")
    sits.reads("The time was changed.")
    assert TimeSpan.objects.get().span.seconds == 3_600
    reads = seat(browser, live_server.url, ada)
    reads.opens(f"/jobs/{job.pk}/time/")
    reads.reads("08:00 to 09:00")
    expect(reads.page.get_by_role("button", name="Add time")).to_have_count(0)


EXPORT = """Project,Client,Description,Task,User,Email,Start Date,Start Time,End Date,End Time,Duration (h)
Tours,Ada,Plates,,Ben,{email},03/02/2026,08:00:00,03/02/2026,09:30:00,01:30:00
Tours,Ada,Names,,Ben,{email},03/02/2026,10:00:00,03/02/2026,11:00:00,01:05:00
Tours,Ada,Theirs,,Eve,eve@example.org,03/02/2026,10:00:00,03/02/2026,11:00:00,01:00:00
"""


@pytest.mark.parametrize("scripted", [True, False])
def test_time_is_imported_from_another_tool(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any, scripted: bool
) -> None:
    job = factories.hourly_bound(ada, ben)
    sits = seat(browser, live_server.url, ben, java_script_enabled=scripted)
    sits.opens(f"/jobs/{job.pk}/time/")
    sits.clicks("Import from a file", role="link")
    if scripted:
        check_page(sits.page, "import-begin")
    content = EXPORT.format(email=ben.email).encode()
    sits.page.get_by_label("CSV file").set_input_files(
        {"name": "clockify.csv", "mimeType": "text/csv", "buffer": content}
    )
    sits.clicks("Read the file")
    sits.reads("This looks like an export of Clockify.")
    if scripted:
        check_page(sits.page, "import-asks")
    sits.page.get_by_label("How days are written").select_option("Month, then day")
    sits.clicks("Update the preview")
    sits.reads("1 row will be added, 1 h 30 min")
    sits.reads("Start and duration do not give its end")
    sits.reads("1 row of other people is left out")
    if scripted:
        check_page(sits.page, "import-preview")
    sits.clicks("Import 1 h 30 min")
    sits.reads("1 h 30 min imported. It is not protected.")
    sits.reads("Imported: not protected")
    assert TimeSpan.objects.get().memo == "Plates"


def test_the_time_pages_are_right_for_axe_on_a_desk_and_a_phone(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=10))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    sits = seat(browser, live_server.url, ben)
    sits.opens(f"/jobs/{job.pk}/time/")
    check_page(sits.page, "time-empty")
    let_pass(frozen_clock, days=4)
    for day, minutes in ((0, 200), (1, 130), (2, 305)):
        factories.worked(
            job, ago=60 * (24 * day + 6), minutes=minutes, memo="Plates 40 to 60, scanned and named."
        )
    sits.opens(f"/jobs/{job.pk}/time/")
    check_page(sits.page, "time-full")
    sits.opens(f"/time/{TimeSpan.objects.first().pk}/")
    check_page(sits.page, "time-change")
    reads = seat(browser, live_server.url, ada)
    reads.opens(f"/jobs/{job.pk}/time/")
    check_page(reads.page, "time-client")


def test_a_week_that_looks_incomplete_is_asked_about_on_home_and_its_page(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=10))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    for _week in range(2):
        for _day in range(7):
            let_pass(shared_clock, days=1)
            factories.worked(job, ago=60, minutes=60, memo="Plates, scanned and named.")
    let_pass(shared_clock, days=2)
    sits = seat(browser, live_server.url, ben)
    sits.opens("/")
    sits.reads("Is your week complete?")
    sits.looks("home-week-hint")
    sits.clicks("Add time", role="link")
    assert sits.page.url.endswith(f"/jobs/{job.pk}/time/?week=2026-03-16#add-title")
    sits.looks("time-week-hint")
    sits.page.get_by_label("Day", exact=True).select_option("Tue 17 Mar")
    sits.page.get_by_label("From", exact=True).fill("09:00")
    sits.page.get_by_label("To", exact=True).fill("12:30")
    sits.page.get_by_label("What you worked on").fill("Names, of course.")
    sits.clicks("Add time")
    sits.reads("3 h 30 min added. It is not protected.")
    expect(sits.page.get_by_text("Is your week complete?")).to_have_count(0)
