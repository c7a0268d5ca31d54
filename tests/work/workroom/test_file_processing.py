"""Processing posted files: held back until scanned; infected ones are quarantined, on the record."""

import pytest
from django.core.files.base import ContentFile

from handsel.config.bootstrap import bootstrap
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.clamd import Address
from handsel.record.files import path_of
from handsel.record.models import Entry, StoredFile
from handsel.record.previews import page_of
from handsel.record.scanning import bytes_of, is_held
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.workroom.file_processing import process_file
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.scanners import INFECTION, STREAM_BYTES_MAX, fake_clamd
from tests.web.scenario import picture, work_all

COVERS = ("handsel.record.scanning",)
QUARANTINED = "file.quarantined"


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.awarded(ada, ben)


@pytest.fixture
def clamd(tmp_path, settings):
    with fake_clamd(tmp_path) as address:
        settings.CLAMD = address
        yield address


def bring(person, job, content=b"the plan", name="plan.txt"):
    post(Actor(person.pk), job, words="", files=keep([ContentFile(content, name)]))
    return StoredFile.objects.latest("stored_at", "pk")


def seen(stored):
    work_all()
    stored.refresh_from_db()
    return stored


def test_a_house_without_a_scanner_looks_and_holds_nothing_back(ada, job):
    stored = seen(bring(ada, job, picture(), "sketch.png"))
    assert (stored.type, stored.verdict, stored.shown) == ("image/png", "", 1)
    assert not is_held(stored)
    assert page_of(stored, 0).exists()


def test_a_file_is_held_back_until_it_is_scanned(ada, job, clamd):
    stored = bring(ada, job)
    assert is_held(stored)
    assert not is_held(seen(stored))
    assert stored.verdict == "clean"


def test_while_the_scanner_is_away_it_stays_held_and_is_tried_again(
    ada, job, settings, tmp_path, frozen_clock
):
    settings.CLAMD = Address(path=str(tmp_path / "away"))
    stored = bring(ada, job)
    assert is_held(seen(stored))
    task = Task.objects.get(kind="file.process")
    assert task.attempts == 1
    assert task.last_error.startswith("ScannerAway")
    with fake_clamd(tmp_path) as address:
        settings.CLAMD = address
        frozen_clock.passes(seconds=6)
        assert seen(stored).verdict == "clean"


def test_an_infected_file_is_out_of_reach_and_every_job_says_so(ada, ben, job, clamd):
    other = factories.awarded(ada, ben)
    bring(ada, job, INFECTION)
    stored = seen(bring(ben, other, INFECTION, "copy.txt"))
    assert (stored.verdict, stored.finding, stored.shown) == ("infected", "Handsel.Test", 0)
    assert not path_of(stored.sha256).exists()
    assert bytes_of(stored).stat().st_mode & 0o777 == 0o600
    entries = Entry.objects.filter(kind=QUARANTINED).order_by("chain__subject")
    assert {(entry.chain.subject, entry.facts["name"], entry.actor) for entry in entries} == {
        (job.uuid, "plan.txt", HOUSE),
        (other.uuid, "copy.txt", HOUSE),
    }
    title = "plan.txt, version 1, is infected and was quarantined"
    assert {notice.person for notice in Notice.objects.filter(title=title)} == {ada, ben}
    assert faults() == []


def test_looking_again_says_it_once(ada, job, clamd):
    stored = seen(bring(ada, job, INFECTION))
    process_file(stored.sha256[:40], clock.now())
    assert Entry.objects.filter(kind=QUARANTINED).count() == 1


def test_the_same_bytes_brought_again_stay_in_quarantine(ada, job, clamd):
    stored = seen(bring(ada, job, INFECTION))
    seen(bring(ada, job, INFECTION))
    assert not path_of(stored.sha256).exists()
    assert [
        entry.facts["version"] for entry in Entry.objects.filter(kind=QUARANTINED).order_by("number")
    ] == [1, 2]


def test_a_house_that_died_before_the_bytes_moved_goes_on(ada, job, clamd):
    stored = bring(ada, job, INFECTION)
    StoredFile.objects.update(verdict="infected", finding="Handsel.Test")
    assert not path_of(seen(stored).sha256).exists()
    assert Entry.objects.filter(kind=QUARANTINED).count() == 1


def test_one_beyond_the_scanner_is_marked_so(ada, job, clamd):
    assert seen(bring(ada, job, b"x" * (4 * STREAM_BYTES_MAX))).verdict == "too large"


def test_files_from_before_the_scanner_are_scanned_when_the_house_starts(ada, job, tmp_path, settings):
    stored = seen(bring(ada, job))
    bootstrap()
    assert not Task.objects.filter(kind="file.process").exists()
    with fake_clamd(tmp_path) as address:
        settings.CLAMD = address
        bootstrap()
        assert seen(stored).verdict == "clean"


def test_a_file_from_before_types_gets_its_own(ada, job):
    stored = bring(ada, job, picture(), "sketch.png")
    StoredFile.objects.update(type="")
    assert seen(stored).type == "image/png"


def test_a_file_that_is_gone_needs_no_look(db):
    assert process_file("0" * 40, clock.now()) is None
    assert work(TASK_HANDLERS) == 0
