"""Both people in one Workroom at the same time, served for real: what one does, the other sees by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories
from tests.serving import free_port, up
from tests.stories.people import POLL_MS, Seat, seat

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("real_clock"),
]

SECOND_MS = 1000
"""How soon a message is in the other's window."""
PATIENCE_MS = 20_000
"""How soon a page notices that its stream was cut, and opens another."""


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100)


@pytest.fixture
def seats(browser: Browser, job: Job, ada: Person, ben: Person) -> Iterator[tuple[Seat, Seat]]:
    """Both in a room that is longer than their screens."""
    for place in range(12):
        post(Actor(ben.pk), job, words=f"What was said before {place}.", files=[])
    port = free_port()
    with up(port):
        at = f"http://localhost:{port}"
        both = seat(browser, at, ada), seat(browser, at, ben)
        for who in both:
            opens_room(who, job)
        yield both


def opens_room(who: Seat, job: Job) -> None:
    with who.page.expect_response(lambda answer: "/events/" in answer.url):
        who.opens(f"/jobs/{job.pk}/")


def message(who: Seat) -> Locator:
    return who.page.get_by_label("Message", exact=True)


def says(who: Seat, words: str) -> None:
    message(who).fill(words)
    with who.page.expect_response(lambda answer: "/events/" in answer.url):
        who.clicks("Post")


def test_a_message_is_in_the_others_window_within_a_second_and_is_seen_to_be_read(
    seats: tuple[Seat, Seat],
) -> None:
    client, freelancer = seats
    message(freelancer).fill("A thought in the middle of")
    freelancer.page.get_by_text("What was said before 0.").scroll_into_view_if_needed()
    says(client, "Is the **waiting list** right?")
    expect(freelancer.page.get_by_text("Is the waiting list right?")).to_be_visible(timeout=SECOND_MS)
    expect(freelancer.page.get_by_role("status").filter(has_text="Ada Vance wrote")).to_have_count(1)
    expect(freelancer.page.locator(".record .day")).to_have_count(1)
    receipt = client.page.locator(".entry").first.get_by_text("Read by Ben")
    expect(receipt).to_have_count(0)
    freelancer.page.get_by_text("Is the waiting list right?").scroll_into_view_if_needed()
    expect(receipt).to_be_visible(timeout=5 * SECOND_MS)
    assert message(freelancer).input_value() == "A thought in the middle of"
    says(freelancer, "It is.")
    expect(client.page.get_by_text("It is.", exact=True)).to_be_visible(timeout=SECOND_MS)
    client.looks("workroom-live")


def test_nothing_is_lost_or_doubled_when_the_server_cuts_the_stream(
    browser: Browser, job: Job, ada: Person, ben: Person
) -> None:
    port = free_port()
    at = f"http://localhost:{port}"
    with up(port) as house:
        client = seat(browser, at, ada)
        opens_room(client, job)
        house.kill()
        house.wait()
    for place in range(3):
        post(Actor(ben.pk), job, words=f"While away {place}.", files=[])
    with up(port):
        for place in range(3):
            words = client.page.get_by_text(f"While away {place}.", exact=True)
            expect(words).to_have_count(1, timeout=PATIENCE_MS)
        post(Actor(ben.pk), job, words="And here.", files=[])
        expect(client.page.get_by_text("And here.", exact=True)).to_have_count(1, timeout=5 * SECOND_MS)
        numbers = [entry.get_attribute("id") for entry in client.page.locator(".entry").all()]
        assert numbers == [f"r{number}" for number in range(7, 0, -1)]


def test_where_there_is_no_stream_the_page_asks(
    browser: Browser, live_server: Seat, job: Job, ada: Person, ben: Person
) -> None:
    client = seat(browser, str(live_server), ada)
    client.page.clock.install()
    client.opens(f"/jobs/{job.pk}/")
    post(Actor(ben.pk), job, words="By asking.", files=[])
    client.page.clock.fast_forward(POLL_MS - 2 * SECOND_MS)
    client.page.wait_for_timeout(SECOND_MS // 2)
    assert client.page.get_by_text("By asking.").count() == 0
    client.page.clock.fast_forward(2 * SECOND_MS)
    expect(client.page.get_by_text("By asking.")).to_be_visible()
