"""The readable page of a bundle: every text once, and nothing that could do harm."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Entry, EntryContent
from handsel.work.jobs.models import Job
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report, weeks_to_report
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.db_tamper import change
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
PATH = Path(__file__).parents[2] / "ui/cases/backslash.txt"


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200, clauses="Both may speak of it.")


def page_of(job: Job, person: Person) -> str:
    write_log()
    answer: Any = signed_in(person).get(reverse("evidence", args=[job.pk]))
    return ZipFile(BytesIO(b"".join(answer.streaming_content))).read("index.html").decode()


def read(page: str) -> str:
    """Its text, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("</head>")[2])).split())


def test_a_message_stands_once_with_its_marks(job: Job, ada: Person) -> None:
    post(Actor(ada.pk), job, words="Needs **more** time", files=[])
    page = page_of(job, ada)
    assert "Needs <strong>more</strong> time" in page
    assert page.count("Needs") == 1


def test_what_was_typed_is_shown_in_the_workroom_and_in_the_bundle(job: Job, ada: Person) -> None:
    dates, path = "12. Mai: Entwurf\n20. Mai: Abgabe\n3. Juni: Rechnung", PATH.read_text().strip()
    for words in (dates, "1. yes\n3. no\n6. later", path):
        post(Actor(ada.pk), job, words=words, files=[])
    for page in (page_of(job, ada), signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()):
        numbers = re.findall(r'<li dir="auto" value="(\d+)"', page)
        assert sorted(numbers, key=int) == ["1", "3", "3", "6", "12", "20"]
        assert path in unescape(page)


def test_a_report_tells_percents_words_and_files(job: Job, ada: Person, ben: Person) -> None:
    first, second = job.milestones.order_by("position")
    (sketch,) = keep([ContentFile(b"bytes", "sketch.txt")])
    lines = [
        ReportLineInput(first.pk, 100, "It is *all* here.", [sketch]),
        ReportLineInput(second.pk, 40, "Begun."),
    ]
    week = weeks_to_report(job, clock.now(), house_calendar())[0]
    send_report(Actor(ben.pk), job, week=week, lines=lines, words=ReportText("Drew.", "Build.", "Rain."))
    page = page_of(job, ada)
    text = read(page)
    for words in (
        "It is all here.",
        "Begun.",
        "Drew.",
        "Build.",
        "Rain.",
        "40%, before 0%",
        "100%, before 0%",
    ):
        assert words in text
    assert 'download="sketch.txt"' in page
    assert page.count("sketch.txt</a>") == 1


def test_terms_are_told_whole(job: Job, ada: Person) -> None:
    text = read(page_of(job, ada))
    for words in ("1. Part 1 Done when: Part 1 is in the Workroom", "$100.00", "Total $300.00"):
        assert words in text
    assert "A booking system for night tours." in text
    assert "Both may speak of it." in text
    assert job.versions.get().hash in text


def test_answers_lead_to_what_they_answer(job: Job, ada: Person, ben: Person) -> None:
    post(Actor(ada.pk), job, words="At noon.", files=[])
    number = Entry.objects.filter(chain__subject=job.uuid).count()
    post(Actor(ada.pk), job, words="At one.", files=[], corrects=number)
    post(Actor(ben.pk), job, words="Yes.", files=[], replies=number + 1)
    page = page_of(job, ada)
    assert f'corrects <a href="#r{number}">entry {number}</a>: “<bdi>At noon.</bdi>”' in page
    assert f'Corrected by <a href="#r{number + 1}">entry {number + 1}</a>' in page
    assert f'replies to <a href="#r{number + 1}">entry {number + 1}</a>: “<bdi>At one.</bdi>”' in page


def test_it_needs_nothing_beside_it_and_runs_nothing(job: Job, ada: Person) -> None:
    post(Actor(ada.pk), job, words="<img src=https://x.example/a.png onerror=alert(1)>", files=[])
    page = page_of(job, ada)
    assert not re.findall(r"<(?:script|link|img|iframe)", page)
    assert "url(" not in page


def test_what_is_not_as_it_was_sealed_is_told_as_such(job: Job, ada: Person) -> None:
    first = EntryContent.objects.get(entry__chain__subject=job.uuid, entry__number=1)
    change(first, text='{"terms": {"title": 7}}')
    assert "The content of this entry does not match its record" in page_of(job, ada)
