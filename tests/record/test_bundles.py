"""Evidence bundles: whole, signed for, in bounded memory, and leaving nothing out in silence."""

import json
import tracemalloc
from pathlib import Path
from uuid import uuid4

import pytest

from handsel.record import bundles
from handsel.record.bundles import NotSignedYet, bundle
from handsel.record.files import path_of
from handsel.record.log import keys
from handsel.record.models import Chain, EntryContent, StoredFile
from handsel_verify.bundles import check
from tests.db_tamper import lose
from tests.record.evidence import bring, members, say, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_a_bundle_holds_and_says_what_was_checked(tmp_path: Path) -> None:
    job = uuid4()
    say(job, words="Hello, Ben.", amount={"amount": 5, "currency": "USD"})
    bring(job, "plan.pdf", b"%PDF-1.7 the plan")
    say(uuid4(), words="Another job's.")
    place = written(job, tmp_path / "bundle.zip")
    report = check(place, keys.signer().key)
    assert report.faults == []
    assert report.holds == [
        "localhost:8000/log signed this bundle and a checkpoint over 3 entries",
        "every member is there as it was signed for, 1 files among them",
        "the chain is whole: entries 1 to 2, each as it was sealed",
    ]
    assert report.remarks == []


def test_it_holds_the_record_of_its_job_alone(tmp_path: Path) -> None:
    job, other = uuid4(), uuid4()
    say(job, words="mine")
    say(other, words="a stranger's secret")
    content = members(written(job, tmp_path / "bundle.zip"))
    assert b"secret" not in b"".join(content.values())
    assert json.loads(content["manifest.json"])["about"] == {"job": 2041}
    assert content["index.html"] == b"<p>1</p>"


def test_what_is_newer_than_the_checkpoint_is_named(tmp_path: Path) -> None:
    job = uuid4()
    say(job, words="signed for")
    written(job, tmp_path / "bundle.zip")
    say(job, words="not yet")
    report = check(written(job, tmp_path / "bundle.zip", sign=False))
    assert report.faults == []
    assert "1 entries are newer than the checkpoint: only the statement covers them" in report.remarks


def test_a_file_in_quarantine_is_named_as_left_out(tmp_path: Path) -> None:
    job = uuid4()
    bring(job, "plan.pdf", b"%PDF-1.7 the plan")
    stored = StoredFile.objects.get()
    StoredFile.objects.update(verdict=StoredFile.Verdict.INFECTED)
    path_of(stored.sha256).unlink()
    content = members(written(job, tmp_path / "bundle.zip"))
    assert json.loads(content["manifest.json"])["left_out"] == {
        stored.sha256: "it is infected and quarantined"
    }


def test_before_the_first_checkpoint_there_is_none() -> None:
    job = uuid4()
    say(job)
    with pytest.raises(NotSignedYet):
        bundle(Chain.objects.get(subject=job), {}, lambda entries: iter([]))


def test_a_file_that_the_house_lost_is_named(tmp_path: Path) -> None:
    job = uuid4()
    digest = bring(job, "plan.pdf", b"the plan")
    path_of(digest).unlink()
    report = check(written(job, tmp_path / "bundle.zip"))
    assert report.faults == []
    assert f"The file {digest[:16]} is left out: this site no longer has it" in report.remarks


def test_content_that_is_gone_without_a_word_is_a_fault(tmp_path: Path) -> None:
    job = uuid4()
    say(job, words="first")
    lose(EntryContent.objects.get())
    report = check(written(job, tmp_path / "bundle.zip"))
    assert report.faults == ["entry 1: its content is gone, but no entry erased it"]


def test_a_large_file_takes_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "CHUNK", 64 * 1024)
    job = uuid4()
    bring(job, "large.bin", bytes(24 * 1024 * 1024))
    written(job, tmp_path / "first.zip")
    tracemalloc.start()
    try:
        chain = Chain.objects.get(subject=job)
        with (tmp_path / "bundle.zip").open("wb") as out:
            for piece in bundle(chain, {}, lambda entries: iter(["page"])):
                out.write(piece)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        assert check(tmp_path / "bundle.zip").faults == []
        assert tracemalloc.get_traced_memory()[1] < 12 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert most < 12 * 1024 * 1024
