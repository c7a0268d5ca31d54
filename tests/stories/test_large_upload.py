"""A large file on a bad connection: interrupted, resumed, found again after a reload, and posted once."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.record.files import path_of
from handsel.work.workroom.models import JobFile, Upload
from handsel.work.workroom.upload_storage import bytes_arrived
from tests import factories
from tests.stories.people import Seat, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MB = 1024 * 1024


@pytest.fixture
def ben_seat(browser: Browser, live_server: Any, ada: Person, ben: Person) -> Seat:
    job = factories.funded(ada, ben, 100)
    sits = seat(browser, live_server.url, ben)
    sits.opens(f"/jobs/{job.pk}/")
    return sits


@pytest.fixture
def film(tmp_path: Path) -> Path:
    place = tmp_path / "night tour.mov"
    place.write_bytes(os.urandom(40 * MB))
    return place


def wait_until(page: Page, holds: Callable[[], object]) -> bool:
    """Whether a condition becomes true while the page runs; routes are answered meanwhile."""
    for _ in range(100):
        if holds():
            return True
        page.wait_for_timeout(100)
    return False


def choose(page: Page, *places: Path) -> None:
    page.locator("input[type=file]").first.set_input_files([str(place) for place in places])


def break_after(page: Page, parts: int) -> None:
    """Let this many parts through, then break the connection."""
    through = []

    def answer(route: Any) -> None:
        if route.request.method == "PATCH":
            through.append(route)
        if len(through) > parts:
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/**", answer)


def test_an_upload_is_interrupted_resumed_after_a_reload_and_posted(ben_seat: Seat, film: Path) -> None:
    page = ben_seat.page
    break_after(page, 2)
    choose(page, film)
    row = page.locator(".files li", has_text="night tour.mov")
    expect(row).to_contain_text("Connection lost; retrying.", timeout=20_000)
    assert wait_until(page, lambda: bytes_arrived(Upload.objects.get()) == 16 * MB)
    ben_seat.looks("upload-waiting")
    page.unroute("**/uploads/**")
    page.reload()
    expect(row).to_contain_text("Choose the file again to continue.")
    expect(row.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    choose(page, film)
    expect(row).to_contain_text("ready to post", timeout=20_000)
    assert Upload.objects.count() == 1
    page.reload()
    expect(row).to_contain_text("ready to post")
    ben_seat.clicks("Post")
    ben_seat.reads("Posted.")
    expect(page.locator("form .files li")).to_have_count(0)
    kept = path_of(JobFile.objects.get().stored_id).read_bytes()
    assert sha256(kept).digest() == sha256(film.read_bytes()).digest()


def test_words_are_not_posted_without_the_file_that_is_here_in_part(ben_seat: Seat, film: Path) -> None:
    page = ben_seat.page
    break_after(page, 2)
    choose(page, film)
    assert wait_until(
        page, lambda: Upload.objects.exists() and bytes_arrived(Upload.objects.get()) == 16 * MB
    )
    page.reload()
    page.unroute("**/uploads/**")
    row = page.locator(".files li", has_text="night tour.mov")
    expect(row).to_contain_text("Choose the file again to continue.")
    page.get_by_label("Message").fill("The film of the night.")
    page.get_by_role("button", name="Post").click()
    ben_seat.reads("Nothing was posted: a file is not fully uploaded.")
    expect(page.get_by_label("Message")).to_have_value("The film of the night.")
    assert not JobFile.objects.exists()
    page.get_by_role("button", name="Remove night tour.mov").click()
    expect(row).to_have_count(0)
    ben_seat.clicks("Post")
    ben_seat.reads("Posted.")
    assert not JobFile.objects.exists()


def test_offline_it_waits_and_goes_on_by_itself_and_the_message_after_it(ben_seat: Seat, film: Path) -> None:
    page = ben_seat.page
    page.route("**/uploads/**", lambda route: None if route.request.method == "PATCH" else route.continue_())
    choose(page, film)
    row = page.locator(".files li", has_text="night tour.mov")
    assert wait_until(page, Upload.objects.exists)
    page.context.set_offline(True)
    expect(row).to_contain_text("You are offline; it will resume.")
    page.get_by_label("Message").fill("The film of the night.")
    page.get_by_role("button", name="Post").press("Enter")
    expect(page.get_by_text("The message will be posted when all files are uploaded.")).to_be_visible()
    page.unroute("**/uploads/**")
    page.context.set_offline(False)
    page.get_by_text("Posted.").wait_for(timeout=20_000)
    assert JobFile.objects.get().name == "night tour.mov"


def test_it_is_paused_gone_on_with_and_removed_by_keyboard(
    ben_seat: Seat, film: Path, tmp_path: Path
) -> None:
    page, other = ben_seat.page, tmp_path / "empty.txt"
    other.write_bytes(b"")
    break_after(page, 1)
    choose(page, film, other)
    row = page.locator(".files li", has_text="night tour.mov")
    expect(page.locator(".files li", has_text="empty.txt")).to_contain_text("ready to post")
    expect(row).to_contain_text("retrying")
    page.get_by_role("button", name="Pause night tour.mov").press("Enter")
    expect(row).to_contain_text("Paused.")
    page.get_by_role("button", name="Continue night tour.mov").press("Enter")
    expect(row).to_contain_text("retrying")
    page.unroute("**/uploads/**")
    page.get_by_role("button", name="Remove night tour.mov").press("Enter")
    expect(row).to_have_count(0)
    assert wait_until(page, lambda: [upload.name for upload in Upload.objects.all()] == ["empty.txt"])


def test_one_that_the_house_does_not_take_says_why_and_is_removed(ben_seat: Seat, film: Path) -> None:
    page = ben_seat.page
    refusal = {"status": 507, "headers": {"Tus-Resumable": "1.0.0"}, "body": "The house has no room."}
    page.route("**/uploads/jobs/**", lambda route: route.fulfill(**refusal))
    choose(page, film)
    row = page.locator(".files li", has_text="night tour.mov")
    expect(row).to_contain_text("The house has no room.")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_text("Nothing was posted. Remove the failed files, then post.")).to_be_visible()
    page.get_by_role("button", name="Remove night tour.mov").click()
    expect(row).to_have_count(0)


def test_without_script_the_form_brings_its_files(
    browser: Browser, live_server: Any, ada: Person, ben: Person, tmp_path: Path
) -> None:
    job, place = factories.funded(ada, ben, 100), tmp_path / "small.txt"
    place.write_text("small")
    sits = seat(browser, live_server.url, ben, java_script_enabled=False)
    sits.opens(f"/jobs/{job.pk}/")
    sits.reads("50 MB each")
    choose(sits.page, place)
    sits.page.get_by_role("button", name="Post").click()
    sits.reads("small.txt")
    assert JobFile.objects.get().name == "small.txt"
