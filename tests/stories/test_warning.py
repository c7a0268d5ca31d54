"""A message reads like payment outside: a warning is heeded, one is ignored, and words are flagged."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from tests import factories
from tests.stories.people import seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKS = "Glad it works. Could you send that part to my PayPal this time? Then we save the fee."
HEADING = "This reads like payment outside"


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def posted() -> list[tuple[str, list[str]]]:
    """The messages on the record, each with the names of its files."""
    entries = Entry.objects.filter(kind="message.posted").order_by("number")
    return [(entry.facts["words"], [file["name"] for file in entry.facts["files"]]) for entry in entries]


def test_a_warning_is_heeded_and_nobody_learns_of_it(
    browser: Browser, live_server: Any, job: Job, ada: Person, ben: Person
) -> None:
    freelancer, client = (seat(browser, live_server.url, person) for person in (ben, ada))
    words, room = freelancer.page.get_by_label("Message", exact=True), f"/jobs/{job.pk}/"
    freelancer.opens(room)
    words.fill(ASKS)
    attach(freelancer.page, "tours.txt")
    freelancer.clicks("Post")
    freelancer.reads(HEADING)
    expect(freelancer.page.locator("#warned mark")).to_have_text(
        ["send that part to my PayPal", "save the fee"]
    )
    expect(words).to_have_value(ASKS)
    freelancer.looks("workroom-warning")
    assert posted() == []
    freelancer.clicks("Rephrase", role="link")
    expect(words).to_be_focused()
    words.fill("Glad it works. Could you add a milestone for that part?")
    freelancer.clicks("Post")
    freelancer.reads("Posted.")
    assert posted() == [("Glad it works. Could you add a milestone for that part?", ["tours.txt"])]
    client.opens(room)
    client.reads("add a milestone")
    expect(client.page.get_by_text(HEADING)).to_have_count(0)


def test_a_warning_is_ignored_without_script(
    browser: Browser, live_server: Any, job: Job, ben: Person
) -> None:
    freelancer = seat(browser, live_server.url, ben, java_script_enabled=False)
    page = freelancer.page
    freelancer.opens(f"/jobs/{job.pk}/")
    page.get_by_label("Message", exact=True).fill(ASKS)
    attach(page, "tours.txt")
    freelancer.clicks("Post")
    freelancer.reads(HEADING)
    expect(page.get_by_label("tours.txt")).to_be_checked()
    assert posted() == []
    freelancer.clicks("Post it all the same")
    freelancer.reads("Posted.")
    assert posted() == [(ASKS, ["tours.txt"])]


def test_under_a_flag_it_is_posted_and_an_operator_reads_the_words(
    browser: Browser, live_server: Any, ada: Person, ben: Person, olga: Person
) -> None:
    job = factories.awarded(ada, ben, 100, policy="marketplace")
    freelancer, client, operator = (seat(browser, live_server.url, who) for who in (ben, ada, olga))
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.page.get_by_label("Message", exact=True).fill(ASKS)
    freelancer.clicks("Post")
    freelancer.reads("Posted.")
    work_all()
    operator.opens("/console/flags/")
    operator.reads("“send that part to my PayPal”")
    operator.looks("console-flags")
    client.opens(f"/jobs/{job.pk}/")
    client.reads("Glad it works.")
    expect(client.page.get_by_text("another way to pay")).to_have_count(0)


def attach(page: Any, name: str) -> None:
    file = {"name": name, "mimeType": "text/plain", "buffer": b"the tours"}
    page.locator("#id_attached").set_input_files(file)
