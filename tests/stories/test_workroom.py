"""The Workroom, with both people in it: what is written, kept, answered and read."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import read_state, read_up_to
from tests import factories
from tests.stories.people import POLL_MS, Seat, seat
from tests.stories.screenshots import DESK, PHONE
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURE = """
words => {
  const file = new File([Uint8Array.of(137, 80, 78, 71)], "image.png", { type: "image/png" });
  const board = new DataTransfer();
  board.items.add(file);
  words.dispatchEvent(new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true }));
}
"""
MARKDOWN = """**Three things**, @Ada:

1. capacity is *per group*
2. see [bank.example](https://x.example/waiting) and `rules.py`

> a family of five should not be split

```
if group > dome: wait()
```"""


@pytest.fixture
def seats(browser: Browser, live_server: Any, ada: Person, ben: Person) -> tuple[Seat, Seat]:
    return seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def newest() -> Entry:
    return Entry.objects.filter(kind="message.posted").order_by("-number")[0]


def test_a_draft_stays_on_the_device_until_it_is_posted(seats: tuple[Seat, Seat], job: Job) -> None:
    _, freelancer = seats
    room, words = f"/jobs/{job.pk}/", freelancer.page.get_by_label("Message", exact=True)
    freelancer.opens(room)
    words.fill("A thought that")
    freelancer.opens("/")
    freelancer.opens(room)
    assert words.input_value() == "A thought that"
    words.press_sequentially(" ends well.")
    words.evaluate(PICTURE)
    freelancer.reads("pasted-")
    words.press("Control+Enter")
    freelancer.reads("Posted.")
    facts = newest().facts
    assert facts["words"] == "A thought that ends well."
    assert facts["files"][0]["name"].startswith("pasted-")
    assert words.input_value() == ""
    freelancer.opens(room)
    assert words.input_value() == ""


@pytest.mark.parametrize("composing", [{"isComposing": True}, {"keyCode": 229}])
def test_ctrl_and_enter_belong_to_an_input_method_that_composes(
    composing: dict[str, Any], seats: tuple[Seat, Seat], job: Job
) -> None:
    _, freelancer = seats
    freelancer.opens(f"/jobs/{job.pk}/")
    words = freelancer.page.get_by_label("Message", exact=True)
    words.fill("\u306b\u307b\u3093\u3054")
    press = {"key": "Enter", "ctrlKey": True, "bubbles": True, "cancelable": True}
    words.dispatch_event("keydown", press | composing)
    freelancer.opens(f"/jobs/{job.pk}/")
    assert not Entry.objects.filter(kind="message.posted").exists()
    words.fill("\u65e5\u672c\u8a9e")
    words.dispatch_event("keydown", press)
    freelancer.reads("Posted.")
    assert newest().facts["words"] == "\u65e5\u672c\u8a9e"


def test_a_message_is_shown_with_its_marks_and_answered(
    seats: tuple[Seat, Seat], ada: Person, ben: Person, job: Job
) -> None:
    client, freelancer = seats
    post(Actor(ben.pk), job, words=MARKDOWN, files=[])
    client.opens(f"/jobs/{job.pk}/")
    client.reads("(x.example)")
    client.looks("workroom-markdown")
    client.clicks(f"Reply entry {newest().number}", role="link")
    client.reads("Replying to")
    client.page.get_by_label("Message", exact=True).fill("Then it waits.")
    client.clicks("Post")
    client.reads("replied to")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.page.get_by_label("Message", exact=True).focus()
    freelancer.page.get_by_label("Send as").select_option(index=1)
    freelancer.page.get_by_label("Message", exact=True).fill("All of **part one**.")
    freelancer.looks("workroom-delivering")
    freelancer.clicks("Post")
    freelancer.reads("Delivered.")
    assert factories.first(job).stage == "delivered"


def test_what_is_new_is_counted_at_home_and_marked_in_the_room(
    seats: tuple[Seat, Seat], ada: Person, ben: Person, job: Job
) -> None:
    _, freelancer = seats
    read_up_to(ben, job, 3, clock.now())
    post(Actor(ada.pk), job, words="Are you there?", files=[])
    freelancer.opens("/")
    freelancer.reads("1 new entry")
    freelancer.looks("home-new")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.reads("New since you were here")
    freelancer.looks("workroom-since")


def test_a_first_visit_shows_which_entries_home_counted(
    seats: tuple[Seat, Seat], ada: Person, job: Job
) -> None:
    _, freelancer = seats
    freelancer.page.clock.install()
    post(Actor(ada.pk), job, words="Are you there?", files=[])
    freelancer.opens("/")
    freelancer.reads("3 new entries")
    freelancer.opens(f"/jobs/{job.pk}/")
    marks = freelancer.page.locator(".entry .state").get_by_text("New", exact=True)
    expect(marks).to_have_count(3)
    freelancer.looks("workroom-first")
    expect(freelancer.page.locator("#show-messages")).to_have_text("Messages 1")
    post(Actor(ada.pk), job, words="Still?", files=[])
    freelancer.page.clock.fast_forward(POLL_MS)
    expect(freelancer.page.locator("#show-messages")).to_have_text("Messages 2")


def test_when_to_be_mailed_is_chosen(seats: tuple[Seat, Seat], ben: Person) -> None:
    _, freelancer = seats
    freelancer.opens("/me/mail/")
    freelancer.page.get_by_text("Every day").click()
    freelancer.page.get_by_label("Quiet from").fill("22:00")
    freelancer.clicks("Save")
    freelancer.reads("Enter both")
    freelancer.looks("mail-unfinished")
    freelancer.page.get_by_label("Quiet until").fill("07:00")
    freelancer.clicks("Save")
    freelancer.reads("Settings saved.")
    freelancer.looks("mail")


def shown(who: Seat) -> list[int]:
    return [int((entry.get_attribute("id") or "")[1:]) for entry in who.page.locator(".entry").all()]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_an_entry_opens_there_and_goes_on_both_ways(
    browser: Browser, live_server: Any, ada: Person, ben: Person, job: Job, *, scripts: bool
) -> None:
    for place in range(47):
        post(Actor(ben.pk), job, words=f"Word {place}.", files=[])
    client = seat(browser, live_server.url, ada, java_script_enabled=scripts)
    client.opens(f"/jobs/{job.pk}/?at=20#r20")
    assert client.page.locator(".chosen").get_attribute("id") == "r20"
    assert shown(client) == list(range(25, 5, -1))
    if scripts:
        client.looks("workroom-at")
    for link, more, page in (("Show later", 40, 20), ("Show later", 45, 5), ("Show earlier", 50, 20)):
        client.page.get_by_role("link", name=link).click()
        expect(client.page.locator(".entry")).to_have_count(more if scripts else page)
    assert shown(client) == (list(range(50, 0, -1)) if scripts else list(range(45, 25, -1)))
    assert client.page.locator(".record .day").count() == 1


def test_the_room_works_without_scripts(
    browser: Browser, live_server: Any, ada: Person, ben: Person, job: Job
) -> None:
    client = seat(browser, live_server.url, ada, java_script_enabled=False)
    client.opens(f"/jobs/{job.pk}/")
    client.page.get_by_label("Message", exact=True).fill("By **hand**.")
    client.clicks("Post")
    client.reads("Posted.")
    client.clicks("Mark as read")
    client.clicks(f"Correct this entry {newest().number}", role="link")
    client.page.get_by_label("Message", exact=True).fill("By hand, as it was.")
    client.clicks("Post")
    client.reads("corrected entry 4")
    assert read_state(ada, job).number == 4


def top(who: Seat, what: str) -> float:
    """The top of an element on the screen, in pixels."""
    box = who.page.locator(what).first.bounding_box()
    assert box is not None
    return box["y"]


def test_the_record_begins_on_the_first_screen_and_the_form_opens_where_it_is_used(
    seats: tuple[Seat, Seat], ada: Person, job: Job
) -> None:
    _, freelancer = seats
    page, words = freelancer.page, freelancer.page.get_by_label("Message", exact=True)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        freelancer.opens(f"/jobs/{job.pk}/")
        assert top(freelancer, ".entry") < size["height"]
        expect(page.get_by_role("button", name="Post")).to_be_hidden()
        words.fill("A thought.")
        words.blur()
        expect(page.get_by_role("button", name="Post")).to_be_visible()
        freelancer.looks("workroom-composing")
        page.set_viewport_size(size)
        freelancer.clicks("Post")
        freelancer.reads("Posted.")
        assert page.url.endswith(f"#r{newest().number}")
        expect(page.locator(f"#r{newest().number}")).to_be_in_viewport()


BELOW = """() => {
  const top = (what) => document.querySelector(what).getBoundingClientRect().y;
  return top("#verify") - top("#r7");
}"""
"""How far a proof begins below its entry, at one moment: the page may still be scrolling to it."""


def test_on_a_phone_a_proof_stands_beneath_its_entry(seats: tuple[Seat, Seat], ben: Person, job: Job) -> None:
    for place in range(8):
        post(Actor(ben.pk), job, words=f"Word {place}.", files=[])
    client, _ = seats
    client.page.set_viewport_size(PHONE)
    client.opens(f"/jobs/{job.pk}/?at=7#r7")
    client.reads("Verify this record")
    assert until(lambda: 0 < client.page.evaluate(BELOW) < 300)


def test_answers_are_written_in_place(seats: tuple[Seat, Seat], ben: Person, job: Job) -> None:
    _, freelancer = seats
    post(Actor(ben.pk), job, words="At **nine**?", files=[])
    page, number = freelancer.page, newest().number
    words, quote = page.get_by_label("Message", exact=True), page.locator("#answering blockquote")
    freelancer.opens(f"/jobs/{job.pk}/")
    words.fill("Or rather")
    freelancer.clicks(f"Reply entry {number}", role="link")
    expect(quote).to_have_text("At nine?")
    expect(words).to_be_focused()
    expect(words).to_have_value("Or rather")
    expect(page.get_by_label("Send as")).to_be_hidden()
    freelancer.looks("workroom-reply")
    freelancer.clicks("Cancel the reply", role="link")
    expect(quote).to_have_count(0)
    expect(words).to_have_value("Or rather")
    words.fill("")
    freelancer.clicks(f"Correct this entry {number}", role="link")
    expect(words).to_have_value("At **nine**?")
    freelancer.clicks("Cancel the correction", role="link")
    expect(words).to_have_value("")
    freelancer.clicks(f"Correct this entry {number}", role="link")
    expect(words).to_have_value("At **nine**?")
    expect(page).to_have_url(f"{freelancer.at}/jobs/{job.pk}/")
    words.fill("At **ten**.")
    freelancer.clicks("Post")
    freelancer.reads(f"corrected entry {number}")
    freelancer.opens(f"/jobs/{job.pk}/")
    expect(words).to_have_value("")


def test_an_empty_message_says_so_beside_the_field(seats: tuple[Seat, Seat], job: Job) -> None:
    _, freelancer = seats
    freelancer.opens(f"/jobs/{job.pk}/")
    words = freelancer.page.get_by_label("Message", exact=True)
    words.focus()
    freelancer.clicks("Post")
    expect(words).to_be_focused()
    expect(words).to_have_accessible_description(re.compile("The message is empty"))
    freelancer.looks("workroom-empty")


def test_a_correction_that_was_begun_comes_back_in_place(
    seats: tuple[Seat, Seat], ben: Person, job: Job
) -> None:
    _, freelancer = seats
    post(Actor(ben.pk), job, words="At eleven.", files=[])
    number = newest().number
    words = freelancer.page.get_by_label("Message", exact=True)
    freelancer.opens(f"/jobs/{job.pk}/?corrects={number}")
    words.fill("At ten, by the north door.")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.clicks(f"Correct this entry {number}", role="link")
    expect(words).to_have_value("At ten, by the north door.")
    freelancer.reads("Your draft was restored")
    freelancer.clicks("Cancel the correction", role="link")
    expect(words).to_have_value("")
    expect(freelancer.page.get_by_text("Your draft was restored")).to_be_hidden()


def test_names_are_completed_after_an_at_sign(seats: tuple[Seat, Seat], ada: Person, job: Job) -> None:
    _, freelancer = seats
    freelancer.opens(f"/jobs/{job.pk}/")
    words = freelancer.page.get_by_label("Message", exact=True)
    options = freelancer.page.get_by_role("option").and_(freelancer.page.locator("#mentions li"))
    words.press_sequentially("Hello @")
    expect(options).to_have_text([re.compile(ada.name)])
    freelancer.looks("workroom-mention")
    words.press_sequentially("ad")
    expect(options).to_have_text([re.compile(ada.name)])
    place = freelancer.page.get_by_role("button", name="Post", exact=True).bounding_box()
    words.press("Escape")
    assert freelancer.page.get_by_role("button", name="Post", exact=True).bounding_box() == place
    words.press("End")
    words.press_sequentially("a")
    words.press("Enter")
    expect(words).to_have_value(f"Hello @{ada.name} ")
    expect(options).to_have_count(0)
    words.press_sequentially("and @")
    words.press("Escape")
    expect(options).to_have_count(0)
    words.press_sequentially("v")
    options.first.click()
    expect(words).to_have_value(f"Hello @{ada.name} and @{ada.name} ")
    words.press("Control+Enter")
    freelancer.reads("Posted.")
    assert [mention["name"] for mention in newest().facts["mentions"]] == [ada.name]
