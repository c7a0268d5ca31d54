"""What somebody typed comes back, after the session ended and after a page was left, until it was sent."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, Route, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.terms.ending import end_job
from handsel.work.workroom.posting import post
from tests import factories
from tests.addresses import prove_address
from tests.conftest import PASSWORD
from tests.stories.people import Seat, seat
from tests.trust.disputing import opened

COVERS = ("handsel.web.base.drafts",)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESTORED = "Your draft was restored"
DRAFTS = "Object.keys(localStorage).filter(name => name.startsWith('draft ')).length"


@pytest.fixture
def ada_seat(browser: Browser, live_server: Any, ada: Person) -> Seat:
    prove_address(ada)
    ensure_presets()
    return seat(browser, live_server.url, ada)


def signs_in(person: Seat) -> None:
    person.page.get_by_label("Password").fill(PASSWORD)
    person.page.get_by_label("Email").fill(person.person.email)
    person.clicks("Sign in")


def fills_award(ada: Seat, email: str) -> None:
    ada.opens("/jobs/award/")
    page = ada.page
    page.get_by_label("email").fill(email)
    page.get_by_label("Title").fill("Star map posters")
    page.get_by_label("Description").fill("Posters of the autumn sky.")
    page.get_by_label("Additional clauses").fill("No night work.")
    ada.clicks("Add milestone")
    expect(page.get_by_label("Amount")).to_have_count(2)
    for place, (name, due, amount) in enumerate(
        [("Sketches", "2099-01-15", "600.00"), ("Print files", "2099-02-15", "1,400.00")]
    ):
        page.get_by_label("Name", exact=True).nth(place).fill(name)
        page.get_by_label("Due").nth(place).fill(due)
        page.get_by_label("Amount").nth(place).fill(amount)


def test_an_award_comes_back_filled_after_the_session_ended(ada_seat: Seat, ben: Person) -> None:
    fills_award(ada_seat, ben.email)
    Session.objects.all().delete()
    ada_seat.clicks("Award the job")
    signs_in(ada_seat)
    ada_seat.reads(RESTORED)
    ada_seat.looks("award-restored")
    page = ada_seat.page
    expect(page.get_by_label("Name", exact=True)).to_have_count(2)
    expect(page.get_by_label("Amount").nth(1)).to_have_value("1,400.00")
    expect(page.get_by_label("Additional clauses")).to_have_value("No night work.")
    ada_seat.clicks("Award the job")
    ada_seat.reads("Job awarded.")
    terms = Job.objects.get().versions.get().terms
    assert [(part.name, part.amount) for part in terms.milestones] == [
        ("Sketches", 60000),
        ("Print files", 140000),
    ]
    assert terms.clauses == "No night work."
    assert page.evaluate(DRAFTS) == 0
    ada_seat.opens("/jobs/award/")
    expect(page.get_by_label("Title")).to_have_value("")


def test_an_hourly_job_comes_back_as_one(ada_seat: Seat, ben: Person) -> None:
    page = ada_seat.page
    ada_seat.opens("/jobs/award/")
    page.get_by_text("Hourly", exact=True).check()
    page.get_by_label("Hourly rate").fill("48.00")
    page.get_by_label("Auto-fund each week").check()
    ada_seat.opens("/jobs/award/")
    ada_seat.reads(RESTORED)
    expect(page.get_by_label("Hourly rate")).to_have_value("48.00")
    expect(page.get_by_label("Auto-fund each week")).to_be_checked()
    expect(page.get_by_label("Amount")).to_be_hidden()


def loses_the_answer(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.fulfill(status=204)


def loses_the_answer_of_the_form(route: Route) -> None:
    """The total is asked for at the same address."""
    if "hx-request" in route.request.headers:
        route.fallback()
    else:
        loses_the_answer(route)


def test_a_form_whose_answer_was_lost_is_sent_again_and_acts_once(ada_seat: Seat, ben: Person) -> None:
    fills_award(ada_seat, ben.email)
    page = ada_seat.page
    page.route("**/jobs/award/", loses_the_answer_of_the_form)
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_role("button", name="Award the job").click()
    page.unroute("**/jobs/award/")
    page.context.clear_cookies(name="accepted_draft")
    assert Job.objects.count() == 1
    ada_seat.opens("/jobs/award/")
    ada_seat.reads(RESTORED)
    expect(page.locator("#total")).to_contain_text("$2,000.00")
    ada_seat.clicks("Award the job")
    ada_seat.reads("Job awarded.")
    assert Job.objects.count() == 1
    assert page.evaluate(DRAFTS) == 0


def test_what_is_written_after_a_lost_answer_is_sent_as_something_new(
    ada_seat: Seat, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 600)
    ada_seat.opens(f"/jobs/{job.pk}/")
    page = ada_seat.page
    page.get_by_label("Message", exact=True).fill("Yes, please.")
    page.route(f"**/jobs/{job.pk}/", loses_the_answer, times=1)
    with page.expect_response(f"**/jobs/{job.pk}/"):
        page.get_by_role("button", name="Post", exact=True).click()
    page.context.clear_cookies(name="accepted_draft")
    ada_seat.opens(f"/jobs/{job.pk}/")
    ada_seat.reads(RESTORED)
    file = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"hello"}
    page.set_input_files("#id_attached", files=[file])  # type: ignore[list-item]
    ada_seat.reads("ready to post")
    ada_seat.clicks("Post")
    ada_seat.reads("Posted.")
    assert Entry.objects.filter(kind="message.posted").count() == 2


def test_a_milestone_that_is_added_after_the_session_ended_loses_nothing(ada_seat: Seat, ben: Person) -> None:
    fills_award(ada_seat, ben.email)
    Session.objects.all().delete()
    ada_seat.clicks("Add milestone")
    signs_in(ada_seat)
    ada_seat.reads(RESTORED)
    expect(ada_seat.page.get_by_label("Amount").nth(1)).to_have_value("1,400.00")


def test_a_draft_is_discarded_and_a_refused_form_is_no_draft(ada_seat: Seat) -> None:
    fills_award(ada_seat, "nobody")
    ada_seat.clicks("Award the job")
    page = ada_seat.page
    expect(page.get_by_label("Title")).to_have_value("Star map posters")
    expect(page.get_by_text(RESTORED)).to_be_hidden()
    ada_seat.opens("/jobs/award/")
    ada_seat.reads(RESTORED)
    ada_seat.clicks("Discard the draft")
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.get_by_text(RESTORED)).to_be_hidden()
    assert page.evaluate(DRAFTS) == 0


def test_drafts_of_other_forms_come_back_until_one_signs_out_or_a_week_is_over(
    ada_seat: Seat, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 600)
    page = ada_seat.page
    for address, label in (
        ("/money/letterhead/", "Address"),
        (f"/jobs/{job.pk}/terms/", "Description"),
        (f"/jobs/{job.pk}/", "Message"),
    ):
        ada_seat.opens(address)
        if "terms" in address:
            page.locator("#edit > summary").click()
        page.get_by_label(label, exact=True).fill("12 Quay Street")
        ada_seat.opens(address)
        ada_seat.reads(RESTORED)
        expect(page.get_by_label(label, exact=True)).to_have_value("12 Quay Street")
    assert page.evaluate(DRAFTS) == 3
    page.evaluate(f"localStorage.setItem('draft {ada.pk} letterhead', JSON.stringify({{ at: 0 }}))")
    page.evaluate("localStorage.setItem('draft other award', JSON.stringify({ values: {}, at: Date.now() }))")
    ada_seat.opens("/")
    assert page.evaluate(DRAFTS) == 3
    page.get_by_role("button", name="Ada Vance").click()
    ada_seat.clicks("Sign out")
    page.get_by_label("Password").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft '))") == [
        "draft other award"
    ]


def test_what_takes_long_to_word_comes_back_and_home_leads_to_it(
    ada_seat: Seat, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 600)
    page = ada_seat.page
    milestone = factories.first(job)
    addresses = [
        reverse("dispute-opening", args=[milestone.pk]),
        reverse("conduct-report", args=[job.pk]),
        reverse("exit", args=[job.pk]),
    ]
    for address in addresses:
        ada_seat.opens(address)
        page.locator("form[data-draft] textarea").fill("It was never in the terms.")
        ada_seat.opens(address)
        ada_seat.reads(RESTORED)
        expect(page.locator("form[data-draft] textarea")).to_have_value("It was never in the terms.")
    ada_seat.opens("/")
    for address in addresses:
        expect(page.locator(f"#unsent a[href='{address}']")).to_be_visible()


def test_an_answer_comes_back_on_the_page_of_its_dispute(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    dispute = opened(ada, factories.delivered(ada, ben, 1000))
    address = reverse("dispute", args=[dispute.job_id, dispute.number])
    person = seat(browser, live_server.url, ben)
    person.opens(address)
    text = person.page.get_by_label("Your answer")
    text.fill("They match.")
    person.opens(address)
    person.reads(RESTORED)
    expect(text).to_have_value("They match.")
    person.opens("/")
    expect(person.page.locator(f"#unsent a[href='{address}']")).to_be_visible()


def test_a_milestone_that_was_removed_from_the_terms_stays_removed_in_the_draft(
    ada_seat: Seat, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 600, 700)
    ada_seat.opens(f"/jobs/{job.pk}/terms/")
    page = ada_seat.page
    page.locator("#edit > summary").click()
    ada_seat.clicks("Remove milestone 1")
    expect(page.locator("#editor").get_by_label("Amount")).to_have_count(1)
    page.get_by_label("Message (optional)").fill("Less to do.")
    Session.objects.all().delete()
    ada_seat.clicks("Propose as version 2")
    signs_in(ada_seat)
    ada_seat.reads(RESTORED)
    expect(page.locator("#editor").get_by_label("Amount")).to_have_value("700.00")
    ada_seat.clicks("Propose as version 2")
    ada_seat.reads("Proposed. Nothing is binding")
    first, second = (version.terms for version in job.versions.order_by("number"))
    assert second.milestones == first.milestones[1:]
    assert page.evaluate(DRAFTS) == 0


def types(ada: Seat, address: str, label: str, words: str) -> None:
    ada.opens(address)
    ada.page.get_by_label(label, exact=True).fill(words)


def test_home_lists_the_drafts_of_this_device_each_with_its_page(
    ada_seat: Seat, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 600)
    page = ada_seat.page
    drafts = page.get_by_role("region", name="You have unsent drafts")
    ada_seat.opens("/")
    expect(drafts).to_be_hidden()
    types(ada_seat, "/money/letterhead/", "Address", "12 Quay Street")
    types(
        ada_seat,
        f"/jobs/{job.pk}/",
        "Message",
        "Shall we begin on <b>Monday</b>? " + "I am free all day. " * 9,
    )
    page.evaluate(
        "localStorage.setItem('draft other award', JSON.stringify("
        "{ from: {}, values: { title: 'Secret' }, page: '/', title: 'Other', at: Date.now() }))"
    )
    ada_seat.opens("/")
    expect(drafts.get_by_role("link")).to_have_text([f"Workroom: {job.title}", "Invoice details"])
    expect(drafts).to_contain_text("Shall we begin on <b>Monday</b>?")
    ada_seat.looks("home-drafts")
    drafts.get_by_role("button", name="Discard Invoice details").click()
    expect(drafts.get_by_role("link")).to_have_count(1)
    expect(drafts.get_by_role("button")).to_be_focused()
    drafts.get_by_role("link").click()
    ada_seat.reads(RESTORED)
    ada_seat.clicks("Post")
    ada_seat.reads("Posted.")
    ada_seat.opens("/")
    expect(drafts).to_be_hidden()


def test_the_draft_of_a_correction_leads_back_to_it(ada_seat: Seat, ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 600)
    post(Actor(ada.pk), job, words="On Mondey.", files=[])
    number = Entry.objects.get(kind="message.posted").number
    types(ada_seat, f"/jobs/{job.pk}/?corrects={number}", "Message", "On Monday, at nine.")
    ada_seat.opens("/")
    ada_seat.clicks(f"Workroom: {job.title}", role="link")
    ada_seat.reads(f"Correcting entry {number}.")
    expect(ada_seat.page.get_by_label("Message", exact=True)).to_have_value("On Monday, at nine.")
    ada_seat.opens("/")
    ada_seat.clicks(f"Discard Workroom: {job.title}")
    expect(ada_seat.page.get_by_role("region", name="You have unsent drafts")).to_be_hidden()
    expect(ada_seat.page.locator("main")).to_be_focused()
    assert ada_seat.page.evaluate(DRAFTS) == 0


def test_what_is_typed_into_a_dialog_comes_back_in_it(
    ada_seat: Seat, browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 600, 1200)
    dispute = opened(ben, milestone, 600, 500)
    billing, page = f"/jobs/{milestone.job_id}/billing/", ada_seat.page
    ada_seat.opens(billing)
    page.locator("[popovertarget^=ask-]").first.click()
    page.get_by_role("dialog").get_by_label("Reason").fill("The posters came too late.")
    ada_seat.opens(f"/jobs/{milestone.job_id}/disputes/{dispute.number}/")
    page.get_by_role("button", name="Make an open offer").first.click()
    page.get_by_label("Why this is fair").fill("Half of it is there.")
    ada_seat.opens("/")
    assert page.evaluate(DRAFTS) == 2
    page.locator("#unsent").get_by_role("link", name="Dispute").click()
    dialog = page.get_by_role("dialog", name="Make an open offer")
    expect(dialog.get_by_text(RESTORED)).to_be_visible()
    expect(dialog.get_by_label("Why this is fair")).to_have_value("Half of it is there.")
    ada_seat.looks("dialog-restored")
    dialog.get_by_label("To the freelancer").fill("300")
    ada_seat.clicks("Make the offer")
    ada_seat.reads("Half of it is there.")
    ada_seat.opens(billing)
    page.locator("[popovertarget^=ask-]").first.click()
    expect(page.get_by_role("dialog").get_by_label("Reason")).to_have_value("The posters came too late.")
    ada_seat.clicks("Discard the draft")
    assert page.evaluate(DRAFTS) == 0


def test_reasons_that_are_typed_beside_requests_come_back(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, 200)
    ask_refund(Actor(ada.pk), factories.first(job), amount=factories.usd(20), reason="Less.")
    end_job(Actor(ada.pk), job, reason="Plans changed.")
    person = seat(browser, live_server.url, ben)
    billing, page = f"/jobs/{job.pk}/billing/", person.page
    decline, why_not = page.get_by_label("Why you decline"), page.get_by_label("Why you object")
    person.opens(billing)
    decline.fill("It was all needed.")
    why_not.fill("The second part is nearly done.")
    person.opens(billing)
    expect(page.get_by_text(RESTORED).locator("visible=true")).to_have_count(2)
    expect(decline).to_have_value("It was all needed.")
    person.looks("reasons-restored")
    person.clicks("Decline")
    person.reads("You declined the refund.")
    expect(why_not).to_have_value("The second part is nearly done.")
    assert page.evaluate(DRAFTS) == 1


def test_the_reason_for_ending_a_job_comes_back(ada_seat: Seat, ada: Person, ben: Person) -> None:
    address = f"/jobs/{factories.funded(ada, ben, 100).pk}/ending/"
    ada_seat.opens(address)
    ada_seat.page.get_by_label("Reason").fill("The fair was called off.")
    ada_seat.opens(address)
    ada_seat.reads(RESTORED)
    expect(ada_seat.page.get_by_label("Reason")).to_have_value("The fair was called off.")
    ada_seat.clicks("End the job")
    ada_seat.reads("The job is being ended.")
    assert ada_seat.page.evaluate(DRAFTS) == 0
