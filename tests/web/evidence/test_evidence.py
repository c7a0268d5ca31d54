"""Proofs of a record, as its parties and as outsiders get them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.record.log.writer import write_log
from handsel.record.models import Cosignature, Entry, EntryContent, SignedCheckpoint
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from handsel_verify.bundles import check
from handsel_verify.notes import checkpoint_from, key_from, note_from
from handsel_verify.proofs import check_checkpoints, check_entry
from tests.db_tamper import change
from tests.made_once import made_once
from tests.record.evidence import members
from tests.tracked_week import SUBMITTED, tracked_week
from tests.web.scenario import signed_in, world_of
from tests.witnessing import witness_signer

COVERS = (
    "handsel.web.evidence.bundle",
    "handsel.web.evidence.log",
    "handsel.web.evidence.proof",
)


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    job = world_of(ada, ben).job
    write_log()
    return job


def downloaded(client: Client, address: str, place: Path) -> Path:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    place.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return place


def test_the_bundle_of_a_whole_job_holds(job: Job, ben: Person, tmp_path: Path) -> None:
    place = downloaded(signed_in(ben), reverse("evidence", args=[job.pk]), tmp_path / "bundle.zip")
    report = check(place, keys.signer().key)
    assert report.faults == []
    numbers = Entry.objects.filter(chain__subject=job.uuid).count()
    assert f"the chain is whole: entries 1 to {numbers}, each as it was sealed" in report.holds
    content = members(place)
    files = [data for name, data in content.items() if name.startswith("files/")]
    assert b"bytes" in files
    assert len(files) == 2
    page = content["index.html"].decode()
    assert 'download="sketch.txt"' in page
    assert page.count("<article") == numbers


@pytest.mark.usefixtures("frozen_clock")
def test_the_bundle_of_tracked_time_has_what_was_signed_and_no_screenshots(
    ada: Person, ben: Person, tmp_path: Path
) -> None:
    job = tracked_week(ada, ben).job
    with clock.frozen_at(SUBMITTED):
        write_log()
        place = downloaded(signed_in(ada), reverse("evidence", args=[job.pk]), tmp_path / "bundle.zip")
    report = check(place, keys.signer().key)
    assert report.faults == []
    assert "tracked time is as it was signed: 6 segments with receipts" in report.holds
    content = members(place)
    assert {"time/segments.jsonl", "time/seeds.jsonl"} <= content.keys()
    assert not any(name.startswith("files/") for name in content)


def test_the_bundle_of_other_jobs_has_nothing_of_time(job: Job, ben: Person, tmp_path: Path) -> None:
    place = downloaded(signed_in(ben), reverse("evidence", args=[job.pk]), tmp_path / "bundle.zip")
    assert not any(name.startswith("time/") for name in members(place))


def test_before_anything_is_signed_there_is_no_bundle(frozen_clock: Any, ada: Person, ben: Person) -> None:
    job = world_of(ada, ben).job
    answer = signed_in(ada).get(reverse("evidence", args=[job.pk]))
    assert answer.status_code == 409
    assert b"No evidence bundle was created." in answer.content
    assert signed_in(ada).get(reverse("proof-json", args=[job.pk, 1])).status_code == 409
    assert b"within a minute" in signed_in(ada).get(reverse("proof", args=[job.pk, 1])).content
    assert b"Nothing is signed yet" in Client().get(reverse("log")).content
    assert Client().get(reverse("log-key")).status_code == 404


def test_hostile_words_stay_words_in_the_page(job: Job, ada: Person, tmp_path: Path) -> None:
    post(Actor(ada.pk), job, words='<script>alert(1)</script> <a href="javascript:alert(1)">x</a>', files=[])
    place = downloaded(signed_in(ada), reverse("evidence", args=[job.pk]), tmp_path / "bundle.zip")
    page = members(place)["index.html"].decode()
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert '<a href="javascript:' not in page


def test_the_proof_of_an_entry_is_shown_and_leaves_the_house(job: Job, ada: Person, tmp_path: Path) -> None:
    page = signed_in(ada).get(reverse("proof", args=[job.pk, 2]))
    assert b"It matches" in page.content
    place = downloaded(signed_in(ada), reverse("proof-json", args=[job.pk, 2]), tmp_path / "proof.json")
    assert check_entry(place, keys.signer().key).faults == []


def test_the_proof_of_an_entry_brings_the_lines_of_its_witnesses(
    job: Job, ada: Person, tmp_path: Path
) -> None:
    north, at = witness_signer("north.example"), clock.now()
    checkpoint = SignedCheckpoint.objects.get()
    line = str(north.cosigned(note_from(checkpoint.note).text, int(at.timestamp())))
    Cosignature.objects.create(checkpoint=checkpoint, name=north.name, key=str(north.key), line=line, at=at)
    place = downloaded(signed_in(ada), reverse("proof-json", args=[job.pk, 2]), tmp_path / "proof.json")
    report = check_entry(place, keys.signer().key, [north.key])
    assert report.faults == []
    assert any(statement.startswith("north.example saw this checkpoint on") for statement in report.holds)


def test_an_entry_that_was_altered_is_shown_as_such(job: Job, ada: Person) -> None:
    entry = Entry.objects.get(chain__subject=job.uuid, number=2)
    change(EntryContent.objects.get(entry=entry), text=json.dumps({"words": "Not what was said."}))
    page = signed_in(ada).get(reverse("proof", args=[job.pk, 2]))
    assert b"Does not match" in page.content
    assert b"its content does not match its commitment" in page.content


def test_the_proof_page_asks_the_database_little(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("proof", args=[job.pk, 2]))
    assert len(queries) <= 12


def test_strangers_read_what_the_house_signed(job: Job, tmp_path: Path) -> None:
    stranger = Client()
    key = key_from(stranger.get(reverse("log-key")).content.decode())
    old = note_from(stranger.get(reverse("log-checkpoint")).content.decode())
    assert old.signed_by(key)
    ada = Person.objects.get(name__startswith="Ada")
    post(Actor(ada.pk), job, words="More.", files=[])
    write_log()
    new = note_from(stranger.get(reverse("log-checkpoint")).content.decode())
    sizes = [checkpoint_from(note.text).size for note in (old, new)]
    files = {"old.txt": str(old), "new.txt": str(new)}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    proof = downloaded(stranger, reverse("log-consistency", args=sizes), tmp_path / "proof.json")
    assert check_checkpoints(tmp_path / "old.txt", tmp_path / "new.txt", proof, key).faults == []
    page = stranger.get(reverse("log")).content.decode()
    assert str(key) in page
    assert reverse("log-consistency", args=sizes) in page


def test_strangers_read_who_saw_what_the_house_signed(job: Job, ada: Person, settings: Any) -> None:
    north = witness_signer("north.example")
    assert "Seen by" not in Client().get(reverse("log")).content.decode()
    settings.WITNESSES = {"https://north.example": north.key}
    page = Client().get(reverse("log")).content.decode()
    assert "No witness yet" in page
    assert str(north.key) in page
    checkpoint, at = SignedCheckpoint.objects.get(), clock.now()
    line = north.cosigned(note_from(checkpoint.note).text, int(at.timestamp()))
    Cosignature.objects.create(
        checkpoint=checkpoint, name=north.name, key=str(north.key), line=str(line), at=at
    )
    page = Client().get(reverse("log")).content.decode()
    assert "No witness yet" not in page
    assert "<dt>Seen by</dt><dd>north.example, <time" in page
    note = note_from(Client().get(reverse("log-checkpoint")).content.decode())
    assert note.signed_by(keys.signer().key)
    assert note.signed_by(north.key) == line
    post(Actor(ada.pk), job, words="More.", files=[])
    write_log()
    page = Client().get(reverse("log")).content.decode()
    assert "No witness yet" in page
    assert '<td data-label="Seen by">north.example, <time' in page
    with CaptureQueriesContext(connection) as queries:
        Client().get(reverse("log"))
    assert len(queries) <= 2


def test_the_log_is_told_in_plain_words(job: Job) -> None:
    page = Client().get(reverse("log")).content.decode()
    assert "fingerprint of every entry" in page
    assert "Signed file (checkpoint)" in page
    assert "Proof that none of the" not in page


def test_a_leaf_tells_a_stranger_nothing(job: Job) -> None:
    size = SignedCheckpoint.objects.latest("size").size
    answer: Any = Client().get(reverse("log-tile", args=[f"entries/000.p/{size}"]))
    tile = b"".join(answer.streaming_content)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(tile) == 34 * size
    for entry in Entry.objects.all():
        assert bytes(entry.hash) not in tile
        assert bytes(entry.commitment) not in tile


@pytest.mark.parametrize(
    "path",
    [
        "../tile/0/000",
        "0/000/..",
        "0/../../log-key/signing-key",
        "64/000",
        "0/1",
        "0/000.p/0",
        "0/000.p/999",
        "",
    ],
)
def test_nothing_else_is_read_from_the_folder(job: Job, path: str) -> None:
    assert Client().get(f"/log/tile/{path}").status_code == 404


def test_no_proof_leads_between_logs_that_were_not_signed_for(job: Job) -> None:
    size = SignedCheckpoint.objects.latest("size").size
    for old, new in ((size, size - 1), (1, size), (size, size + 1), (10**30, size), (1, 10**30)):
        assert Client().get(f"/log/consistency/{old}/{new}.json").status_code == 404
