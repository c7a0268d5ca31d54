"""What an archive holds, and that it is whole or not there."""

import json
import os
import re
import shutil
import tracemalloc
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from uuid import uuid4 as new_uuid
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.base import ContentFile

from handsel.exports.build import make
from handsel.exports.files import portable_name
from handsel.exports.models import Export
from handsel.exports.refusals import NoRoomForExport
from handsel.exports.request_export import remove_export, request_export
from handsel.exports.sections import OF_JOB, OWN, Section
from handsel.exports.storage import MAKE, path_of, sweep
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.people.profile import change_picture, change_profile, profile_of
from handsel.record.actions import Actor
from handsel.record.files import path_of as file_path
from handsel.record.log.proofs import newest_checkpoint
from handsel.record.log.writer import write_log
from handsel.record.models import Entry, StoredFile
from handsel.tasks.models import Task
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erase
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from handsel_verify.entries import sealed_from
from handsel_verify.notes import checkpoint_from, note_from
from tests import factories as jobs
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.people.factors.conftest import set_up
from tests.processes import killed_while
from tests.time_travel import let_pass
from tests.waiting import until

COVERS = (
    "handsel.exports.movements",
    "handsel.exports.archive",
    "handsel.exports.files",
    "handsel.exports.storage",
    "handsel.exports.readme",
    "handsel.exports.rows",
    "handsel.exports.sections",
)
pytestmark = pytest.mark.django_db(transaction=True)

KILLED = """
from datetime import datetime
from uuid import UUID
import time
from handsel.exports import build
from handsel.exports.archive import ArchiveWriter

def stuck(self, about):
    print("all but whole", flush=True)
    time.sleep(60)

ArchiveWriter.finish = stuck
build.make("%s", datetime.now())
"""


@pytest.fixture
@made_once
def job(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Job:
    funded = jobs.funded(ada, ben, 1000)
    files = keep([ContentFile(b"The plan.", "plan.txt"), ContentFile("Grüße".encode(), "ключ.txt")])
    post(Actor(ben.pk), funded, words="Here is the plan.", files=files)
    post(Actor(ada.pk), funded, words="A second one.", files=keep([ContentFile(b"Better.", "plan.txt")]))
    return funded


def made(person: Person, frozen_clock: FrozenClock) -> ZipFile:
    """The archive of a person's data, made by the worker."""
    request_export(Actor(person.pk))
    let_pass(frozen_clock, minutes=1)
    return ZipFile(path_of(Export.objects.get(person=person).making))


def told_in(archive: ZipFile, place: str) -> Any:
    return json.loads(archive.read(place))


def test_every_table_is_in_it_or_said_not_to_be() -> None:
    """A new table fails here until somebody says what an archive tells of it, or why it tells nothing."""
    left_out = {
        "account.EmailConfirmation": "never filled: the house confirms by signed links",
        "terms.NoInvitations": "hashes of addresses of people without an account",
        "people.AccountMail": "gone once it is sent", "people.AttemptCount": "hashes, forgotten within a day",
        "allauth_idp_oidc.Client": "of no person", "allauth_idp_oidc.Token": "secrets of devices",
        "auth.Group": "never filled", "auth.Permission": "never filled",
        "contenttypes.ContentType": "of no person",
        "casework.Assignment": "of operators; on the record of the site",
        "approvals.ProposedAct": "of operators; what the person is told of it is on their record",
        "casework.OperatorNote": "for operators alone; on the record of the site",
        "disputes.SealedOffer": "encrypted, and never shown to anybody; the record says that there is one",
        "tasks.Task": "what the house is about to do", "tasks.LanePulse": "of no person",
        "invoices.InvoiceCounter": "the last number of the invoices that are told",
        "ledger.Rollup": "of the house's accounts alone",
        "record.Chain": "told by its entries", "record.SignedCheckpoint": "public",
        "record.Cosignature": "public", "record.Erasure": "told by the entry that erased",
        "record.Leaf": "told by its entry's proof", "record.PendingLeaf": "gone within a minute",
        "sandbox.SandboxTransfer": "books of the test bank: deposits and payouts are told",
        "search.FileText": "made from the files", "search.IndexedEntry": "made from the entries",
        "sessions.Session": "the keys of sessions",
    }  # fmt: skip
    exported = {model._meta.label for section in (*OWN, *OF_JOB) for model in section.models}
    by_files = {"workroom.JobFile", "record.StoredFile"}
    proxies = {"milestones.RefundRequest", "milestones.SplitProposal"}
    tables = {model._meta.label for model in apps.get_models()} - proxies
    assert tables == exported | by_files | set(left_out)
    assert not (exported | by_files) & set(left_out)


def test_it_has_the_profile_without_what_signs_in(ada: Person, frozen_clock: FrozenClock) -> None:
    phone = set_up(ada)
    archive = made(ada, frozen_clock)
    profile = told_in(archive, "you/profile.json")
    assert profile[0].items() >= {"name": "Ada Vance", "email": "ada@example.org"}.items()
    everything = b"".join(archive.read(name) for name in archive.namelist())
    kept = [str(value) for row in Authenticator.objects.all() for value in row.data.values()]
    for secret in (ada.password, phone.secret, *phone.codes, *kept):
        assert secret.encode() not in everything
    assert [row["type"] for row in told_in(archive, "you/factors.json")] == ["totp", "recovery_codes"]
    assert "password" not in profile[0]


def test_it_has_jobs_words_files_and_money_of_both_sides_work(
    job: Job, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    archive = made(ben, frozen_clock)
    folder = f"jobs/{job.pk}"
    told_of_job = told_in(archive, f"{folder}/job.json")[0]
    assert told_of_job["client_name"] == "Ada Vance"
    assert {entry["header"]["actor"] for entry in told_in(archive, f"{folder}/record.json")} <= set(
        told_of_job["people"]
    )
    assert told_of_job["people"][str(ada.pk)] == "Ada Vance"
    words = [entry["content"].get("words") for entry in told_in(archive, f"{folder}/record.json")]
    assert words[-2:] == ["Here is the plan.", "A second one."]
    places = [row["place"] for row in told_in(archive, f"{folder}/files.json")]
    assert [place.rpartition("/")[2] for place in places] == ["plan.txt", "ключ.txt", "plan.txt"]
    assert archive.read(f"{folder}/{places[0]}") == b"The plan."
    assert archive.read(f"{folder}/{places[2]}") == b"Better."
    assert archive.read(f"{folder}/{places[1]}").decode() == "Grüße"
    assert told_in(archive, f"{folder}/milestones.json")[0]["holding"]["funded"] == 100_000
    assert told_in(archive, f"{folder}/terms.json")[0]["terms"]["title"] == job.title
    assert archive.testzip() is None


def test_a_page_leads_to_all_of_it(job: Job, ben: Person, frozen_clock: FrozenClock) -> None:
    change_profile(Actor(ben.pk), replace(profile_of(ben), name="Ben <b>Okafor</b>"))
    archive = made(ben, frozen_clock)
    page = archive.read("index.html").decode()
    links = {unquote(link) for link in re.findall(r'href="([^"]+)"', page)}
    assert links <= set(archive.namelist())
    assert [link for link in links if link.endswith("/ключ.txt")]
    assert f"Job {job.pk}: {job.title}" in page
    assert "With <bdi>Ada Vance</bdi>. Working." in page
    assert "Ben &lt;b&gt;Okafor" in page
    assert "<script" not in page


def test_movements_are_told_with_the_other_side_by_its_kind_alone(
    job: Job, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    jobs.deliver(ben, jobs.first(job))
    jobs.released(ada, jobs.first(job))
    mine = told_in(made(ada, frozen_clock), "money/movements.json")
    bens = told_in(made(ben, frozen_clock), "money/movements.json")
    assert {row["kind"] for row in mine} >= {"deposit", "fund"}
    assert {row["target"] for row in bens} == {f"earnings:{ben.party.pk}:USD"}
    assert not [row for row in bens if f":{ada.party.pk}:" in row["source"]]


def test_nothing_of_anybody_elses_jobs_is_in_it(job: Job, eve: Person, frozen_clock: FrozenClock) -> None:
    archive = made(eve, frozen_clock)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert not [name for name in archive.namelist() if name.startswith("jobs/")]
    assert b"Ada Vance" not in everything
    assert told_in(archive, "money/movements.json") == []


def test_the_manifest_names_every_other_member(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    change_picture(Actor(ada.pk), b"RIFF....WEBP")
    archive = made(ada, frozen_clock)
    members = told_in(archive, "manifest.json")["members"]
    assert set(members) == set(archive.namelist()) - {"manifest.json"}
    for name, about in members.items():
        content = archive.read(name)
        assert about == {"size": len(content), "sha256": sha256(content).hexdigest()}
    assert archive.read("you/picture") == b"RIFF....WEBP"
    assert "Ada Vance" in archive.read("README.txt").decode()


def test_entries_come_with_proofs_that_hold(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    write_log()
    checkpoint = newest_checkpoint()
    assert checkpoint is not None
    signed = checkpoint_from(note_from(checkpoint.note).text)
    for entry in told_in(made(ada, frozen_clock), f"jobs/{job.pk}/record.json"):
        assert sealed_from(json.dumps(entry).encode()).fault_in(signed) == ""


def test_files_that_may_not_go_are_named_with_why(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    let_pass(frozen_clock, minutes=1)
    infected, absent = StoredFile.objects.order_by("size", "sha256")[:2]
    infected.verdict = StoredFile.Verdict.INFECTED
    infected.save()
    file_path(absent.sha256).unlink()
    archive = made(ada, frozen_clock)
    why = {row["sha256"]: row.get("left_out", "") for row in told_in(archive, f"jobs/{job.pk}/files.json")}
    assert why[infected.sha256] == "It is infected and quarantined."
    assert why[absent.sha256] == "This site no longer has it."
    assert len([name for name in archive.namelist() if "/files/" in name]) == 1


def test_after_an_erasure_it_is_made_anew_without_what_was_erased(
    job: Job, ada: Person, olga: Person, frozen_clock: FrozenClock
) -> None:
    before = path_of(Export.objects.get(person=ada).making) if made(ada, frozen_clock) else None
    number = Entry.objects.filter(chain__subject=job.uuid, kind="message.posted").order_by("number")[0].number
    erase(Actor(olga.pk), job, entry=number, reason="A court ordered it.")
    let_pass(frozen_clock, minutes=1)
    assert before is not None
    assert not before.exists()
    archive = ZipFile(path_of(Export.objects.get(person=ada).making))
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Here is the plan." not in everything
    assert len([name for name in archive.namelist() if name.endswith("/plan.txt")]) == 1


def test_it_says_how_far_it_is(
    job: Job, ada: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    request_export(Actor(ada.pk))

    def looking(person: Person) -> Any:
        seen.append(Export.objects.values_list("done", "whole").get(person=person))
        return iter([])

    monkeypatch.setattr("handsel.exports.build.OWN", (*OWN, Section("you/seen.json", (), looking)))
    monkeypatch.setattr("handsel.exports.build.TOLD_EVERY_SECONDS", 0)
    let_pass(frozen_clock, minutes=1)
    assert seen[0][0] == 2 + len(OWN)
    assert seen[0][1] == 2 + len(OWN) + 1 + len(OF_JOB) + 1 + 3


def test_removed_while_it_is_made_it_leaves_nothing(
    ada: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def removing(person: Person) -> Any:
        remove_export(Actor(person.pk))
        return iter([])

    monkeypatch.setattr("handsel.exports.build.OWN", (Section("you/x.json", (), removing),))
    request_export(Actor(ada.pk))
    folder = path_of(Export.objects.get().making).parent
    let_pass(frozen_clock, minutes=1)
    assert list(folder.iterdir()) == []
    assert not Export.objects.exists()


def test_killed_while_it_is_made_it_is_made_again(job: Job, ada: Person, settings: Any) -> None:
    settings.EXPORTS_DIR = settings.DATA_DIR / "exports"
    request_export(Actor(ada.pk))
    making = Export.objects.get().making
    killed_while(KILLED % making)
    assert not path_of(making).exists()
    assert list(path_of(making).parent.glob(f"{making}.*.part"))
    make(str(making), clock.now())
    assert ZipFile(path_of(making)).testzip() is None
    make(str(making), clock.now())
    assert Entry.objects.filter(kind="export.made").count() == 1


def test_a_large_file_takes_little_memory(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    digest = StoredFile.objects.values_list("sha256", flat=True)[0]
    with file_path(digest).open("ab") as file:
        file.truncate(256 * 1024 * 1024)
    request_export(Actor(ada.pk))
    export = Export.objects.get()
    tracemalloc.start()
    try:
        make(str(export.making), clock.now())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert path_of(export.making).stat().st_size > 256 * 1024 * 1024
    assert most < 16 * 1024 * 1024


def test_a_full_disk_is_said_and_it_is_tried_again(
    ada: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))
    request_export(Actor(ada.pk))
    with pytest.raises(NoRoomForExport):
        make(str(Export.objects.get().making), clock.now())
    monkeypatch.undo()
    let_pass(frozen_clock, minutes=1)
    assert until(lambda: Export.objects.get().is_ready)
    assert not Task.objects.filter(kind=MAKE).exists()


def test_room_that_runs_out_while_it_is_written_is_left_to_the_house(
    ada: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = iter([2**40, 2**40])
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=next(room, 1024)))
    request_export(Actor(ada.pk))
    place = path_of(Export.objects.get().making)
    with pytest.raises(NoRoomForExport):
        make(str(Export.objects.get().making), clock.now())
    assert list(place.parent.iterdir()) == []


def test_a_worker_that_was_thought_dead_changes_nothing_that_another_made(
    ada: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(person: Person) -> Any:
        monkeypatch.setattr("handsel.exports.build.OWN", OWN)
        make(str(Export.objects.get().making), clock.now())
        return iter([])

    monkeypatch.setattr("handsel.exports.build.OWN", (Section("you/x.json", (), meanwhile),))
    request_export(Actor(ada.pk))
    make(str(Export.objects.get().making), clock.now())
    export = Export.objects.get()
    whole = path_of(export.making).read_bytes()
    assert sha256(whole).hexdigest() == export.sha256
    assert [place.name for place in path_of(export.making).parent.iterdir()] == [f"{export.making}.zip"]
    assert Entry.objects.filter(kind="export.made").count() == 1


def test_what_a_house_left_behind_is_swept_after_a_day(ada: Person, frozen_clock: FrozenClock) -> None:
    folder = path_of(new_uuid()).parent
    folder.mkdir(parents=True)
    old, new = (folder / f"{new_uuid()}.zip" for _ in range(2))
    for place in (old, new):
        place.touch()
    os.utime(old, (0, 0))
    archive = made(ada, frozen_clock)
    os.utime(str(archive.filename), (0, 0))
    sweep()
    assert sorted(folder.iterdir()) == sorted([new, Path(str(archive.filename))])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("plan.txt", "plan.txt"),
        ("漢" * 190 + ".txt", "漢" * 65 + ".txt"),
        ("a" * 300, "a" * 200),
        ("x:y?.txt", "x_y_.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("tail. .", "tail"),
        ("...", "_"),
        (".profile", "profile"),
        ("a." + "b" * 30, "a." + "b" * 30),
    ],
)
def test_every_system_can_unpack_a_name(name: str, place: str) -> None:
    assert portable_name(name) == place
    assert len(portable_name(name).encode()) <= 201
