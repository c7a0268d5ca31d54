"""Ben sends a plan; Ada looks at its pages, and at what changed between two versions of a text."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import StoredFile
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.record.test_previews import pdf
from tests.stories.people import seat, work_all
from tests.web.scenario import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = (
    "# Tours\n" + "".join(f"{hour}:00 a tour of the stars\n" for hour in range(18, 24)) + "Bring a lamp.\n"
)
AFTER = BEFORE.replace("20:00 a tour of the stars", "20:30 a tour of the moon").replace("Bring a lamp.\n", "")


def test_a_plan_is_looked_at_and_two_versions_are_compared(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    plans = [
        ContentFile(pdf((595, 842), (842, 595)), "plan.pdf"),
        ContentFile(picture("JPEG", 900), "dome.png"),
    ]
    post(
        Actor(ben.pk),
        job,
        words="The plan, and the dome.",
        files=keep([*plans, ContentFile(BEFORE.encode(), "tours.md")]),
    )
    post(
        Actor(ben.pk),
        job,
        words="",
        files=keep([ContentFile((AFTER + "At the gate.\n").encode(), "tours.md")]),
    )
    work_all()
    sits = seat(browser, live_server.url, ada)
    sits.opens(f"/jobs/{job.pk}/")
    sits.reads("named .png, but is JPG")
    expect(sits.page.locator(".thumb img")).to_have_count(2)
    sits.looks("workroom-files")
    sits.clicks("plan.pdf", role="link")
    sits.reads("Page 1 of 2")
    sits.looks("file-page")
    sits.clicks("Next page", role="link")
    sits.reads("Page 2 of 2")
    shown = sits.page.locator(".preview img")
    assert shown.evaluate("image => image.complete && image.naturalWidth > 1000")
    sits.opens(f"/jobs/{job.pk}/")
    sits.clicks("tours.md", role="link")
    sits.reads("20:30 a tour of the moon")
    sits.looks("file-text")
    sits.clicks("Compare with version 1", role="link")
    expect(sits.page.locator(".diff ins").first).to_have_text("20:30")
    sits.looks("file-comparison")
    StoredFile.objects.update(verdict="infected", finding="Handsel.Test", shown=0)
    sits.page.reload()
    sits.reads("Infected, quarantined")
    sits.looks("file-infected")
