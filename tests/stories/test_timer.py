"""Ben works with the timer on the page: it follows him over the site, and stops where his laptop closed."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.work.hours.models import PageTimer, TimeSpan
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import check_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begun_earlier(**lapse: float) -> None:
    """Let the timer's times be so much earlier, as if the page had been closed since."""
    timer, lapsed = PageTimer.objects.get(), timedelta(**lapse)
    for name in ("started_at", "recorded_to", "seen_at"):
        setattr(timer, name, getattr(timer, name) - lapsed)
    timer.save()


def test_the_timer_runs_over_pages_and_stops_at_its_last_sign_of_life(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.hourly_bound(ada, ben)
    other = factories.hourly_bound(ada, ben)
    sits = seat(browser, live_server.url, ben)
    sits.opens(f"/jobs/{job.pk}/time/")
    sits.page.get_by_label("What you work on").fill("Plates 40 to 60.")
    sits.clicks("Start the timer")
    sits.reads("The timer runs.")
    check_page(sits.page, "timer-runs")
    begun_earlier(minutes=5)
    sits.opens("/")
    chip = sits.page.locator("#timer")
    expect(chip).to_contain_text("5 min")
    sits.page.reload()
    expect(chip).to_contain_text("5 min")

    sits.opens(f"/jobs/{other.pk}/time/")
    sits.reads("Switching stops it there.")
    check_page(sits.page, "timer-elsewhere")
    sits.page.get_by_label("What you work on").fill("Names.")
    sits.clicks("Switch to this job")
    sits.reads("Running since")
    assert 300 <= TimeSpan.objects.get().span.seconds < 400

    begun_earlier(hours=2)
    sits.opens("/")
    expect(chip).to_have_text("Timer Stopped")
    chip.click()
    sits.reads("Your timer stopped automatically")
    check_page(sits.page, "timer-lost")
    expect(sits.page.get_by_label("What you work on")).to_be_visible()

    reads = seat(browser, live_server.url, ada)
    reads.opens(f"/jobs/{job.pk}/time/")
    reads.reads("Timer on the page: not protected")
