"""A timesheet as CSV and as PDF: all of its time, in words and figures, and no formula."""

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.base import pdf
from handsel.web.hours.sheet_files import safe_cell
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
MEMO = '=HYPERLINK("https://evil.example","Plates")'


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    job = factories.hourly_bound(ada, ben)
    start, end = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (13, 15))
    record_time(Actor(ben.pk), job, start=start, end=end, memo=MEMO)
    return job


def fetched(person: Person, name: str, job: Job) -> Any:
    return signed_in(person).get(reverse(name, args=[factories.week_of(job).pk]))


def test_both_sides_get_the_time_as_csv_without_a_formula(ada: Person, ben: Person, job: Job) -> None:
    for person in (ada, ben):
        answer = fetched(person, "sheet-csv", job)
        assert f'filename="timesheet-{job.pk}-2026-03-02.csv"' in answer["Content-Disposition"]
        header, row = csv.reader(StringIO(answer.content.decode()))
        assert header == ["start", "end", "seconds", "memo", "source", "protected", "supplement"]
        assert row[:3] == ["2026-03-02T13:00:00+00:00", "2026-03-02T15:00:00+00:00", "7200"]
        assert row[3:] == [f"'{MEMO}", "by hand", "no", "0"]


@pytest.mark.parametrize("sign", "=+-@\t\r")
def test_a_cell_that_would_be_a_formula_is_text(sign: str) -> None:
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert safe_cell(f"1{sign}1") == f"1{sign}1"
    assert safe_cell("") == ""


def test_the_pdf_says_who_when_and_how_much(
    ada: Person, job: Job, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.PDF_DIR = tmp_path
    pages: list[str] = []

    def render(html: str, who: str) -> bytes:
        pages.append(" ".join(html.split()))
        return b"%PDF"

    monkeypatch.setattr(pdf, "render_pdf", render)
    assert fetched(ada, "sheet-pdf", job).content == b"%PDF"
    for words in (
        "Ben Okafor",
        "Ada Vance",
        "08:00 to 10:00",
        "2 h",
        "$40.00",
        "All times are in site time",
    ):
        assert words in pages[0], words
    assert "=HYPERLINK(&quot;" in pages[0]


def test_the_pdf_is_one(ada: Person, job: Job) -> None:
    assert fetched(ada, "sheet-pdf", job).content.startswith(b"%PDF")
