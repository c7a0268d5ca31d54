"""What the client sees of a delivery, and the freelancer of a request for changes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.web.jobs.job_view import load_job_view
from handsel.web.reports.deliveries import changes_asked, deliveries
from handsel.work.milestones.erasing import erase
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def delivered(ada: Person, ben: Person) -> Milestone:
    """The first of two milestones, delivered with words and a file in a report on both."""
    job = factories.funded(ada, ben, 100, 200)
    first, second = job.milestones.order_by("position")
    files = keep([ContentFile(b"chapter", "chapter.txt")])
    lines = [
        ReportLineInput(first.pk, 100, "The chapter, **proofread**.", files),
        ReportLineInput(second.pk, 20),
    ]
    send_report(
        Actor(ben.pk), job, week=factories.this_week(), lines=lines, words=ReportText("Read it twice.")
    )
    return factories.first(job)


def page_of(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_billing_shows_what_is_to_be_paid_for_beside_the_buttons(delivered: Milestone, ada: Person) -> None:
    page = page_of(signed_in(ada), "job-billing", delivered.job_id)
    part = page[page.index(f'id="delivery-{delivered.pk}"') : page.index('aria-labelledby="sum"')]
    entry = Entry.objects.get(kind="report.sent")
    assert "The chapter, <strong>proofread</strong>." in part
    assert reverse("file", args=[delivered.job_id, JobFile.objects.get().pk]) in part
    assert f"?at={entry.number}#r{entry.number}" in part
    assert "Read it twice." in part
    assert "Ask for changes" in part
    assert f'popovertarget="release-{delivered.pk}"' in part


def test_the_release_dialog_says_in_short_what_is_paid_for(delivered: Milestone, ada: Person) -> None:
    page = page_of(signed_in(ada), "job-billing", delivered.job_id)
    dialogs = page.split('<div id="release-')[1:]
    assert "“ The chapter, **proofread**. ” chapter.txt" in text_of(dialogs[0])
    assert "Nothing has been delivered for this milestone yet." in dialogs[1]


def test_a_release_of_what_went_back_says_that_it_did(delivered: Milestone, ada: Person) -> None:
    ask_for_changes(Actor(ada.pk), delivered, reason="Blurred.")
    page = page_of(signed_in(ada), "job-billing", delivered.job_id)
    dialogs = page.split('<div id="release-')[1:]
    assert "You asked for changes. Nothing has been delivered" in dialogs[0]
    assert "Nothing has been delivered for this" not in dialogs[0]


def test_the_freelancer_sees_what_is_in_review_without_the_buttons(delivered: Milestone, ben: Person) -> None:
    page = page_of(signed_in(ben), "job-billing", delivered.job_id)
    assert "Delivery for milestone 1" in page
    assert 'popovertarget="release-' not in page


def test_home_leads_to_the_delivery(delivered: Milestone, ada: Person) -> None:
    assert f"/billing/#delivery-{delivered.pk}" in page_of(signed_in(ada), "home")


def test_a_later_report_in_the_same_instant_is_not_the_delivery(delivered: Milestone, ben: Person) -> None:
    lines = [ReportLineInput(delivered.pk, 100)]
    send_report(
        Actor(ben.pk),
        delivered.job,
        week=factories.this_week(),
        lines=lines,
        words=ReportText("Nothing new."),
    )
    by_milestone = deliveries(load_job_view(ben, delivered.job_id))
    assert by_milestone[delivered.pk].statement == "The chapter, **proofread**."


def test_an_erased_delivery_says_that_it_was_erased(delivered: Milestone, ada: Person, olga: Person) -> None:
    number = Entry.objects.get(kind="report.sent").number
    erase(Actor(olga.pk), delivered.job, entry=number, reason="The law.")
    page = page_of(signed_in(ada), "job-billing", delivered.job_id)
    assert "The content of this entry was erased" in page
    assert "proofread" not in page
    assert f'popovertarget="release-{delivered.pk}"' in page


def test_a_delivery_without_its_report_keeps_nobody_from_the_page(delivered: Milestone, ada: Person) -> None:
    Milestone.objects.update(delivered_at=clock.now() + timedelta(seconds=1))
    assert deliveries(load_job_view(ada, delivered.job_id)) == {}
    assert f'popovertarget="release-{delivered.pk}"' in page_of(
        signed_in(ada), "job-billing", delivered.job_id
    )


def test_what_is_paid_is_shown_no_more(delivered: Milestone, ada: Person) -> None:
    factories.released(ada, delivered)
    assert deliveries(load_job_view(ada, delivered.job_id)) == {}


@pytest.fixture
def sent_back(delivered: Milestone, ada: Person, ben: Person) -> Milestone:
    """The same milestone, for which changes were asked for twice."""
    ask_for_changes(Actor(ada.pk), delivered, reason="Chapter 1 is missing.")
    factories.deliver(ben, factories.first(delivered.job))
    ask_for_changes(Actor(ada.pk), factories.first(delivered.job), reason="Page 3 is *blurred*.")
    return factories.first(delivered.job)


def test_who_delivers_again_reads_what_was_asked_for_last(sent_back: Milestone, ben: Person) -> None:
    page = page_of(signed_in(ben), "reports", sent_back.job_id)
    entry = Entry.objects.filter(kind="milestone.changes_asked").order_by("-number")[0]
    assert "Ada Vance asked for changes, Mon 2 Mar, 18:00" in text_of(page)
    assert "Page 3 is <em>blurred</em>." in page
    assert "Chapter 1 is missing." not in page
    assert f"?at={entry.number}#r{entry.number}" in page


def test_home_leads_to_the_line_of_what_was_sent_back(sent_back: Milestone, ben: Person) -> None:
    assert f"/reports/#m{sent_back.pk}" in page_of(signed_in(ben), "home")


def test_who_asked_for_changes_reads_it_too(sent_back: Milestone, ada: Person) -> None:
    assert "Page 3 is <em>blurred</em>." in page_of(signed_in(ada), "reports", sent_back.job_id)


def test_delivered_again_nothing_is_asked_for_any_more(sent_back: Milestone, ben: Person) -> None:
    factories.deliver(ben, sent_back)
    assert changes_asked(load_job_view(ben, sent_back.job_id)) == {}
