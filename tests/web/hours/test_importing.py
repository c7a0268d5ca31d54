"""Importing time from a CSV file: its columns, whose rows, what it would add, and then the act."""

import re
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.web.hours import importing
from handsel.web.hours.import_file import CSV_BYTES_MAX, packed, unpacked
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

COVERS = (
    "handsel.web.hours.import_file",
    "handsel.web.hours.import_form",
    "handsel.web.hours.import_preview",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")

TOGGL = """User,Email,Project,Task,Description,Start date,Start time,End date,End time,Duration
Ben Okafor,ben.okafor@example.org,Night tours,,Sketches,2026-03-02,13:00:00,2026-03-02,13:30:00,00:30:00
Ben Okafor,ben.okafor@example.org,Night tours,,Plates,2026-03-02,14:00:00,2026-03-02,14:30:00,00:31:00
Ben Okafor,ben.okafor@example.org,Night tours,,Before,2026-02-20,14:00:00,2026-02-20,14:30:00,00:30:00
"""
HARVEST = "Date,Project,Task,Notes,Hours\n{0},Tours,Design,Sketches,1.5\n{0},Tours,Design,Plates,0.25\n"


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def upload(person: Person, job: Job, content: str | bytes) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("time.csv", raw)
    return signed_in(person).post(reverse("time-import", args=[job.pk]), {"file": file})


def form_in(answer: Any) -> dict[str, str]:
    """The form of a preview as a browser would send it."""
    form = answer.context["form"]
    sent = {bound.html_name: str(bound.value() or "") for bound in form}
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode()) for name in HIDDEN}
    return sent | {name: match.group(1) for name, match in hidden.items() if match}


HIDDEN = ("packed", "expected", "key")


def send(person: Person, job: Job, answer: Any, button: str, **changes: str) -> Any:
    form = form_in(answer) | {button: "1"} | changes
    return signed_in(person).post(reverse("time-import", args=[job.pk]), form, follow=True)


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    return factories.hourly_bound(ada, ben)


def test_an_export_is_recognised_shown_and_imported_as_one_entry(ben: Person, job: Job) -> None:
    preview = upload(ben, job, TOGGL)
    page = words_of(preview)
    assert "This looks like an export of Toggl Track." in page
    assert "1 row will be added, 30 min" in page
    assert "2 rows will not be added" in page
    assert "Start and duration do not give its end" in page
    assert "The job has no week at that time." in page
    assert not TimeSpan.objects.exists()
    answer = words_of(send(ben, job, preview, "import"))
    assert "30 min imported. It is not protected." in answer
    assert "Imported: not protected" in answer
    row = TimeSpan.objects.get()
    assert (row.started_at, row.memo) == (datetime(2026, 3, 2, 12, tzinfo=UTC), "Sketches")
    assert Entry.objects.filter(kind="time.recorded").count() == 1


def test_what_is_recorded_already_is_not_imported_again(ben: Person, job: Job) -> None:
    send(ben, job, upload(ben, job, TOGGL), "import")
    page = words_of(upload(ben, job, TOGGL))
    assert "0 rows will be added" in page
    assert "It is recorded already." in page
    assert 'name="import"' not in page


def test_an_import_sent_twice_adds_its_time_once(ben: Person, job: Job) -> None:
    preview = upload(ben, job, TOGGL)
    for _ in range(2):
        assert send(ben, job, preview, "import").status_code == 200
    assert TimeSpan.objects.count() == 1


def test_a_preview_that_is_no_longer_true_imports_nothing(ben: Person, job: Job) -> None:
    preview = upload(ben, job, TOGGL.replace("00:31:00", "00:30:00"))
    assert "2 rows will be added" in words_of(preview)
    factories.worked(job, ago=240, minutes=20)
    answer = send(ben, job, preview, "import")
    assert "This has changed since you looked" in words_of(answer)
    assert "1 row will be added" in words_of(answer)
    assert TimeSpan.objects.count() == 1
    send(ben, job, answer, "import")
    assert TimeSpan.objects.count() == 2


def test_a_file_without_starts_asks_when_each_day_begins(ben: Person, job: Job) -> None:
    preview = upload(ben, job, HARVEST.format("2026-03-02"))
    assert "First start of each day" in words_of(preview)
    assert "2 rows will be added, 1 h 45 min" in words_of(preview)
    send(ben, job, preview, "import", first_start="10:00")
    answer = send(ben, job, preview, "preview", first_start="10:00")
    send(ben, job, answer, "import")
    starts = [row.started_at.hour for row in TimeSpan.objects.all()]
    assert starts == [9, 10]


def test_the_order_of_day_and_month_is_asked_where_a_file_allows_two(ben: Person, job: Job) -> None:
    answer = upload(ben, job, HARVEST.format("03/02/2026"))
    assert "How days are written" in words_of(answer)
    assert "will be added" not in words_of(answer)
    answer = send(ben, job, answer, "preview", order="month first")
    assert "2 rows will be added" in words_of(answer)
    assert "How days are written" not in words_of(upload(ben, job, HARVEST.format("02.13.2026")))


def test_of_a_file_of_several_people_the_rows_of_the_freelancer_are_chosen(ben: Person, job: Job) -> None:
    other = "Eve,eve@example.org,Night tours,,Hers,2026-03-02,10:00:00,2026-03-02,10:30:00,00:30:00\n"
    mine = TOGGL.replace("ben.okafor@example.org", ben.email)
    answer = upload(ben, job, mine + other)
    assert answer.context["form"]["only_person"].value() == "0"
    assert "1 row will be added" in words_of(answer)
    assert "1 row of other people is left out" in words_of(answer)
    answer = upload(ben, job, mine.replace(ben.email, "b@example.net") + other)
    assert "only_person" in answer.context["form"].errors


def test_columns_of_an_unknown_file_are_chosen(ben: Person, job: Job) -> None:
    text = "Wann,Von,Bis,Wofür\n2026-03-02,13:00,13:30,Skizzen\n"
    answer = upload(ben, job, text)
    assert "Choose what its columns hold." in words_of(answer)
    assert set(answer.context["form"].errors) == {"day", "duration"}
    answer = send(ben, job, answer, "preview", day="0", start="1", end="2", memo="3")
    assert "1 row will be added, 30 min" in words_of(answer)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "This is not a text file."),
        (b"Date,Hours\n", "but no rows"),
        (b"hello\nworld\n", "does not name its columns"),
        (b'Date,Hours\n"2026-03-02,1\n', "does not end"),
        (b"Date,Hours\n" + b"2026-03-02,1\n" * 20_001, "more than 20,000 rows"),
        (b"Date,Hours\n" + b"x" * CSV_BYTES_MAX, "larger than 5 MB"),
    ],
    ids=["a picture", "no rows", "no names", "quotes", "rows", "bytes"],
)
def test_a_file_that_is_no_table_says_why(ben: Person, job: Job, content: bytes, words: str) -> None:
    answer = upload(ben, job, content)
    assert answer.status_code == 422
    assert words in words_of(answer)


def test_more_rows_than_one_import_takes_are_imported_in_parts(
    ben: Person, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsel.web.hours.import_preview.IMPORT_MAX", 1)
    text = TOGGL.replace("00:31:00", "00:30:00")
    for left in (1, 0):
        preview = upload(ben, job, text)
        assert ("for the 1 others" in words_of(preview)) == bool(left)
        send(ben, job, preview, "import")
    assert TimeSpan.objects.count() == 2


def test_a_thousand_rows_are_imported_at_once(ben: Person, job: Job) -> None:
    line = "2026-03-02,{h:02}:{m:02}:{s:02},00:00:05,Sketches\n"
    lines = [line.format(h=6 + n // 360, m=n // 6 % 60, s=n % 6 * 10) for n in range(1_000)]
    preview = upload(ben, job, "Date,From,Duration,Description\n" + "".join(lines))
    assert "1000 rows will be added" in words_of(preview)
    send(ben, job, preview, "import")
    assert TimeSpan.objects.count() == 1_000


def test_twenty_thousand_rows_that_do_not_fit_are_answered(ben: Person, job: Job) -> None:
    lines = "2020-03-02,09:00,1:00,A\n" * 19_999
    page = words_of(upload(ben, job, "Date,From,Duration,Description\n" + lines))
    assert "19999 rows will not be added" in page
    assert "and 19899 more" in page


def test_terms_without_time_by_hand_take_no_import(ada: Person, ben: Person, frozen_clock: Any) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False))
    assert "not allowed" in words_of(signed_in(ben).get(reverse("time-import", args=[job.pk])))


def test_a_submitted_week_takes_no_import(ben: Person, job: Job) -> None:
    JobWeek.objects.filter(job=job).update(stage="closed")
    assert "The timesheet of its week was submitted." in words_of(upload(ben, job, TOGGL))


@pytest.mark.parametrize(
    "text", ["", "!", packed(b"a"), packed(b"x" * (CSV_BYTES_MAX + 1)), packed(b"a,b\n1,2\n")[:-8]]
)
def test_a_packed_file_that_was_altered_is_chosen_again(text: str) -> None:
    assert unpacked(text) is None


def test_a_packed_file_comes_back_as_it_was() -> None:
    table = unpacked(packed(b"a,b\n1,2\n"))
    assert table is not None
    assert (table.header, table.rows[0].cells) == (("a", "b"), ("1", "2"))


def test_of_a_file_of_many_people_only_the_rows_of_the_reader_are_offered(ben: Person, job: Job) -> None:
    rows = "".join(f"2026-03-02,p{n}@example.org,Theirs,0.1\n" for n in range(300))
    content = f"Date,Email,Notes,Hours\n{rows}2026-03-02,{ben.email},Mine,1\n"
    form = upload(ben, job, content).context["form"]
    choices = [label for _, label in form.fields["only_person"].choices]
    assert choices == ["Choose", ben.email, "All of them"]
    assert form["only_person"].value() == "300"


def test_a_person_reads_one_file_at_a_time_and_the_site_two(ada: Person, ben: Person, job: Job) -> None:
    reading = importing.files_read
    assert reading.take(str(ben.pk))
    answer = upload(ben, job, TOGGL)
    assert answer.status_code == 409
    assert "Yours was not read, and nothing was added." in words_of(answer)
    reading.give_back(str(ben.pk))
    assert all(reading.take(who) for who in ("one", "another"))
    assert upload(ben, job, TOGGL).status_code == 409
    for who in ("one", "another"):
        reading.give_back(who)
    assert upload(ben, job, TOGGL).status_code == 200


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2026-03-02,0.1,a\n", "This file has more than 20,000 rows. Export a shorter period"),
        ("2026-03-02,0.1," + "a" * 60 + "\n", "This file is larger than 5 MB. Export a shorter period"),
    ],
)
def test_a_hundred_thousand_rows_are_refused_within_a_second(
    ben: Person, job: Job, line: str, words: str
) -> None:
    file = "Date,Hours,Notes\n" + line * 100_000
    begun = process_time()
    answer = upload(ben, job, file)
    assert process_time() - begun < 2
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert not TimeSpan.objects.exists()
