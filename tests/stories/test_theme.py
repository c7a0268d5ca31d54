"""Choosing light or dark: at once, before the page is painted, and for every page on this device."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import COLOURS, DESK, PHONE, axe_violations, show
from tests.web.scenario import world_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scheme_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))


def test_a_theme_is_kept_on_the_device_and_the_system_is_followed_again(
    browser: Browser, live_server: Any, ada: Person
) -> None:
    ensure_presets()
    client = seat(browser, live_server.url, ada)
    client.opens("/")
    assert scheme_of(client.page) == "light dark"
    client.page.locator("button.me").click()
    client.page.get_by_role("radio", name="Dark").check()
    assert scheme_of(client.page) == "dark"
    client.opens("/jobs/")
    assert scheme_of(client.page) == "dark"
    client.page.locator("button.me").click()
    assert client.page.get_by_role("radio", name="Dark").is_checked()
    client.looks("theme-menu")
    client.page.get_by_role("radio", name="System").check()
    client.page.reload()
    assert scheme_of(client.page) == "light dark"


def test_what_only_one_width_shows_keeps_its_contrast_in_the_other_theme(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = world_of(ada, ben).job
    week = factories.week_of(factories.hourly_bound(ada, ben))
    client = seat(browser, live_server.url, ada)
    paths = [reverse(name, args=[job.pk]) for name in ("job-billing", "terms", "workroom")]
    for path in ("/", *paths, reverse("timesheet", args=[week.job_id]), reverse("wallet")):
        client.opens(path)
        for size, scheme in ((DESK, "dark"), (PHONE, "light")):
            show(client.page, size, scheme)
            assert axe_violations(client.page, COLOURS) == [], f"{path} {size['width']} {scheme}"
