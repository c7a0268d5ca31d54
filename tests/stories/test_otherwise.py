"""When it does not go as planned: a counter-proposal, changes asked for, a refund, a split, an ending."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import release
from tests import factories
from tests.auditing import faults
from tests.stories.people import Seat, seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_order() -> bool:
    return not faults()


@pytest.fixture
def seats(browser: Browser, live_server: Any, ada: Person, ben: Person) -> tuple[Seat, Seat]:
    return seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)


def test_terms_are_changed_twice_before_they_bind(seats: tuple[Seat, Seat], ada: Person, ben: Person) -> None:
    client, freelancer = seats
    job = factories.awarded(ada, ben, 600, 1400)
    freelancer.opens(f"/jobs/{job.pk}/terms/")
    freelancer.page.locator("#edit > summary").click()
    freelancer.page.get_by_label("Amount").first.fill("700.00")
    freelancer.page.get_by_label("Message (optional)").fill("Two languages take longer.")
    freelancer.clicks("Propose as version 2")
    freelancer.reads("Proposed. Nothing is binding")
    expect(freelancer.page.get_by_role("heading", name="What you would change")).to_be_in_viewport()
    expect(freelancer.page.get_by_role("heading", name="Schedule and price")).not_to_be_in_viewport()
    client.opens(f"/jobs/{job.pk}/terms/")
    client.reads("What Ben would change")
    client.looks("terms-compared")
    client.page.get_by_text("Side by side").click()
    client.looks("terms-side-by-side")
    client.page.locator("#edit > summary").click()
    client.page.get_by_label("Amount").first.fill("650.00")
    client.clicks("Propose as version 3")
    client.reads("Proposed. Nothing is binding")
    freelancer.opens(f"/jobs/{job.pk}/terms/?version=3&with=1")
    freelancer.page.get_by_label("I have read version 3").check()
    freelancer.clicks("Agree to version 3")
    freelancer.reads("The agreement is in force")
    assert Job.objects.get().milestones.get(position=1).amount == 65_000
    assert in_order()


def test_changes_are_asked_for_and_delivered_again(
    seats: tuple[Seat, Seat], ada: Person, ben: Person
) -> None:
    client, freelancer = seats
    milestone = factories.delivered(ada, ben, 100)
    client.opens("/")
    client.clicks("Review delivery", role="link", exact=False)
    client.reads("It is all in the Workroom.")
    client.looks("billing-delivered")
    client.clicks("Ask for changes", exact=False)
    client.looks("changes-dialog")
    dialog = client.page.locator(f"#changes-{milestone.pk}")
    dialog.get_by_label("What is missing").fill("The search finds nothing in Norwegian.")
    dialog.get_by_role("button", name="Ask for changes").click()
    client.reads("Auto-release is paused")
    work_all()
    freelancer.opens("/")
    freelancer.reads("Ada asked for changes to milestone 1")
    freelancer.looks("home-changes")
    freelancer.clicks("Deliver again", role="link", exact=False)
    freelancer.reads("The search finds nothing in Norwegian.")
    freelancer.looks("reports-changes-asked")
    freelancer.page.get_by_label("Part 1, percent done").fill("100")
    freelancer.page.get_by_role("textbox", name="What you deliver").fill("Now in Norwegian too.")
    freelancer.page.get_by_label("Done this week").fill("Mended the search.")
    freelancer.clicks("Send and deliver milestone 1")
    freelancer.reads("Milestone 1 is delivered.")
    assert factories.first(milestone.job).stage == "delivered"
    assert in_order()


def test_a_refund_and_a_split_are_talked_out(seats: tuple[Seat, Seat], ada: Person, ben: Person) -> None:
    client, freelancer = seats
    milestone = factories.delivered(ada, ben, 100, 200)
    job = milestone.job
    client.opens(f"/jobs/{job.pk}/billing/")
    second = job.milestones.get(position=2)
    client.page.locator(f"[popovertarget=ask-{second.pk}]").first.click()
    dialog = client.page.locator(f"#ask-{second.pk}")
    dialog.get_by_label("How much").fill("50.00")
    dialog.get_by_label("Reason").fill("We print one poster less.")
    dialog.get_by_role("button", name="Request refund").click()
    client.reads("No money has moved yet")
    freelancer.opens(f"/jobs/{job.pk}/billing/")
    freelancer.looks("billing-refund-asked")
    freelancer.clicks("Refund $50.00")
    freelancer.page.locator("[popover]:popover-open").get_by_role("button", name="Refund $50.00").click()
    freelancer.reads("$50.00 refunded to Ada.")
    freelancer.clicks("Propose a split", exact=False)
    dialog = freelancer.page.locator(f"#split-{milestone.pk}")
    dialog.get_by_label("To the freelancer").fill("80.00")
    dialog.get_by_label("Reason").fill("One page is missing.")
    dialog.get_by_role("button", name="Propose split").click()
    client.opens(f"/jobs/{job.pk}/billing/")
    client.looks("billing-split-proposed")
    client.clicks("Accept split")
    client.reads("You accepted the split: $80.00 released to Ben, $20.00 refunded to Ada.")
    client.looks("billing-settled")
    assert factories.first(job).released == factories.usd(80)
    assert in_order()


def test_a_job_is_ended_and_the_freelancer_objects(
    seats: tuple[Seat, Seat], ada: Person, ben: Person
) -> None:
    client, freelancer = seats
    job = factories.funded(ada, ben, 100)
    client.opens(f"/jobs/{job.pk}/ending/")
    client.looks("ending")
    client.page.get_by_label("Reason").fill("The exhibition was called off.")
    client.clicks("End the job")
    client.reads("The job is being ended")
    freelancer.opens(f"/jobs/{job.pk}/billing/")
    freelancer.looks("billing-ending")
    freelancer.page.get_by_label("Why you object").fill("It is half done.")
    freelancer.clicks("Object")
    freelancer.reads("The money stays in escrow")
    assert Job.objects.get().ending_at is None
    assert in_order()


def test_everything_on_billing_can_be_done_by_keyboard(
    seats: tuple[Seat, Seat], ada: Person, ben: Person
) -> None:
    client, _ = seats
    milestone = factories.delivered(ada, ben, 100)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    keys = client.page.keyboard
    keys.press("Tab")
    assert client.page.locator(":focus").inner_text() == "Skip to content"
    for _ in range(60):
        keys.press("Tab")
        if client.page.locator(":focus").inner_text().startswith("Release"):
            break
    keys.press("Enter")
    client.reads("A release cannot be undone.")
    for _ in range(10):
        keys.press("Tab")
        if client.page.locator(":focus").inner_text() == "Release $100.00":
            break
    keys.press("Enter")
    client.reads("$100.00 released to Ben.")


def test_the_release_button_follows_the_written_amount(
    seats: tuple[Seat, Seat], ada: Person, ben: Person
) -> None:
    client, _ = seats
    milestone = factories.delivered(ada, ben, 100)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.clicks("Release $100.00 Part 1")
    dialog = client.page.locator(f"#release-{milestone.pk}")
    dialog.get_by_label("Amount to release").fill("100.01")
    client.reads("Enter at most $100.00.")
    assert dialog.get_by_role("button", name="Release", exact=True).is_disabled()
    dialog.get_by_label("Amount to release").fill("40")
    client.reads("Stays in escrow for milestone 1")
    client.looks("billing-release-part")
    dialog.get_by_role("button", name="Release $40.00").click()
    client.reads("$40.00 released to Ben.")
    assert factories.first(milestone.job).held == factories.usd(60)


def test_without_scripts_a_part_is_released_by_its_name(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    client = seat(browser, live_server.url, ada, java_script_enabled=False)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.clicks("Release $100.00 Part 1")
    dialog = client.page.locator(f"#release-{milestone.pk}")
    dialog.get_by_label("Amount to release").fill("40")
    client.reads("These amounts are for a full release")
    dialog.get_by_role("button", name="Release amount").click()
    client.reads("$40.00 released to Ben.")
    assert factories.first(milestone.job).held == factories.usd(60)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_amount_comes_back_in_its_dialog(
    browser: Browser, live_server: Any, ada: Person, ben: Person, scripts: bool
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    freelancer = seat(browser, live_server.url, ben, java_script_enabled=scripts)
    freelancer.opens(f"/jobs/{milestone.job_id}/billing/")
    freelancer.page.locator(f'[popovertarget="split-{milestone.pk}"]').first.click()
    dialog = freelancer.page.locator(f"#split-{milestone.pk}")
    dialog.get_by_label("To the freelancer").fill("sixty")
    dialog.get_by_label("Reason").fill("As we said.")
    dialog.get_by_role("button", name="Propose split").click()
    expect(dialog).to_contain_text("Enter an amount, such as 2,250.00.")
    expect(dialog.get_by_label("To the freelancer")).to_have_value("sixty")
    expect(dialog.get_by_label("To the freelancer")).to_be_focused()
    expect(dialog.get_by_label("Reason")).to_have_value("As we said.")
    expect(dialog).to_be_in_viewport(ratio=1)
    if scripts:
        freelancer.looks("billing-wrong-amount")
    dialog.get_by_label("To the freelancer").fill("60")
    dialog.get_by_role("button", name="Propose split").click()
    freelancer.reads("Split proposed for milestone 1")


def test_what_somebody_else_did_rings_and_is_found_in_the_workroom(
    seats: tuple[Seat, Seat], ada: Person, ben: Person
) -> None:
    client, freelancer = seats
    milestone = factories.delivered(ada, ben, 100)
    release(Actor(ada.pk), milestone, amount=factories.usd(40))
    work_all()
    freelancer.opens("/inbox/")
    freelancer.looks("inbox")
    freelancer.clicks("Ada Vance released $40.00 for milestone 1", exact=False)
    freelancer.reads("Where the $100.00 is")
    client.opens(f"/jobs/{milestone.job_id}/")
    client.page.get_by_label("Message").fill("Thank you, this is lovely.")
    client.clicks("Post")
    client.reads("Posted.")
    client.looks("workroom")
    work_all()
    client.page.get_by_label("Words, file names or entry numbers").fill("lovely")
    client.clicks("Search")
    client.reads("Entries that match: 1")
    client.reads("this is lovely")
    client.looks("workroom-found")
