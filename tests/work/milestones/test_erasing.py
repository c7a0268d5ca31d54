"""Erasing by an operator: the content is gone everywhere, the fact of the entry stays."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.files import path_of
from handsel.record.log.keys import signer
from handsel.record.log.writer import write_log
from handsel.record.models import Entry, StoredFile
from handsel.search.models import IndexedEntry
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.milestones.erasing import DROP, erase, quoting
from handsel.work.milestones.models import StatusReport
from handsel.work.milestones.refusals import NotErasable
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from handsel_verify.bundles import check
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.record.evidence import written
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")

WHY = "A court of Oslo ordered it, case 26-118."


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person, olga: Person) -> Job:
    return factories.funded(ada, ben, 100)


def posted(job: Job, who: Person, words: str, content: bytes | None = None) -> Entry:
    files = keep([ContentFile(content, "plan.txt")]) if content else []
    post(Actor(who.pk), job, words=words, files=files)
    while work(TASK_HANDLERS):
        """Tell everybody."""
    return Entry.objects.filter(chain__subject=job.uuid).latest("number")


def test_what_was_said_is_gone_and_every_proof_still_holds(
    job: Job, ben: Person, olga: Person, ada: Person, tmp_path: Path
) -> None:
    entry = posted(job, ben, "Ada's private number is 555-0100.", b"private bytes")
    write_log()
    digest = StoredFile.objects.get().pk
    assert (
        Notice.objects.filter(title__contains="555-0100").exists()
        or Notice.objects.filter(words__contains="555-0100").exists()
    )
    facts = erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)
    while work(TASK_HANDLERS):
        """Let the file go, and what was told."""
    assert (facts["entry"], facts["reason"], facts["fingerprints"]) == (entry.number, WHY, [digest])
    assert not path_of(digest).exists()
    assert not JobFile.objects.exists()
    assert not Notice.objects.filter(words__contains="555-0100").exists()
    assert not Notice.objects.filter(title__contains="555-0100").exists()
    page = signed_in(ada).get(f"/jobs/{job.pk}/").content.decode()
    assert "555-0100" not in page
    assert "The content of this entry was erased" in page
    assert WHY in page
    results = signed_in(ada).get(f"/jobs/{job.pk}/", {"q": "555-0100"}).content.decode()
    assert f"#r{entry.number}" not in results
    assert not IndexedEntry.objects.filter(words__contains=" 0100").exists()
    assert faults() == []
    report = check(written(job.uuid, tmp_path / "bundle.zip"), signer().key)
    assert report.faults == []
    assert f"Entry {entry.number} was erased; a later entry says by whom and why" in report.remarks


def test_a_file_that_another_entry_has_as_well_stays(
    job: Job, ben: Person, ada: Person, olga: Person
) -> None:
    entry = posted(job, ben, "Here.", b"the same bytes")
    posted(job, ada, "Mine is the same.", b"the same bytes")
    erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)
    while work(TASK_HANDLERS):
        """What is still needed stays."""
    assert path_of(StoredFile.objects.get().pk).read_bytes() == b"the same bytes"
    assert faults() == []


def test_a_report_keeps_its_week_and_its_percents(job: Job, ben: Person, olga: Person) -> None:
    factories.deliver(ben, job.milestones.get())
    entry = Entry.objects.get(kind="report.sent")
    erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)
    report = StatusReport.objects.get()
    assert (report.done, report.plans, report.issues) == ("", "", "")
    assert [(line.percent, line.statement) for line in report.lines.all()] == [(100, "")]


def test_who_quotes_it_is_told(job: Job, ben: Person) -> None:
    entry = posted(job, ben, "The fee is 1.4%.")
    post(Actor(ben.pk), job, words="It is 1.5%.", files=[], corrects=entry.number)
    assert quoting(job, entry.number) == [entry.number + 1]
    assert quoting(job, entry.number + 1) == []


@pytest.mark.parametrize("number", [1, 99])
def test_agreements_and_what_is_not_there_stay(job: Job, olga: Person, number: int) -> None:
    with pytest.raises(NotErasable):
        erase(Actor(olga.pk), job, entry=number, reason=WHY)


def test_it_needs_a_reason_and_happens_once(job: Job, ben: Person, olga: Person) -> None:
    entry = posted(job, ben, "Hello.")
    with pytest.raises(ReasonMissing):
        erase(Actor(olga.pk), job, entry=entry.number, reason=" ")
    erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)
    with pytest.raises(NotErasable):
        erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)


def test_only_an_operator_erases(job: Job, ada: Person, ben: Person, eve: Person) -> None:
    entry = posted(job, ben, "Hello.")
    for who in (ada, ben, eve):
        with pytest.raises(NotFound):
            erase(Actor(who.pk), job, entry=entry.number, reason=WHY)


def test_bytes_that_nothing_drops_are_named(job: Job, ben: Person, olga: Person) -> None:
    entry = posted(job, ben, "Here.", b"private bytes")
    digest = StoredFile.objects.get().pk
    erase(Actor(olga.pk), job, entry=entry.number, reason=WHY)
    assert not any("nothing drops it" in fault for fault in faults())
    Task.objects.filter(kind=DROP).delete()
    assert f"file {digest} was erased, but is kept, and nothing drops it" in faults()
