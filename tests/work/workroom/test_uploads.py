"""Large uploads: started within limits, one request at a time, posted once, removed after a day."""

import errno
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.files import path_of
from handsel.tasks.worker import work
from handsel.work.workroom import upload_storage, uploads
from handsel.work.workroom.models import JobFile, Upload
from handsel.work.workroom.posting import post
from handsel.work.workroom.refusals import (
    LongerThanPromised,
    NoRoom,
    TooManyUploads,
    UploadBusy,
    UploadPosted,
    UploadTooLarge,
    UploadUnfinished,
    WrongOffset,
)
from handsel.work.workroom.upload_storage import add, bytes_arrived, locked_part, part_path
from handsel.work.workroom.uploads import begin, drop, finished
from tests import factories
from tests.made_once import made_once

COVERS = ("handsel.work.workroom.upload_storage",)
Disk = namedtuple("Disk", "free")


class Broken(BytesIO):
    """A source that hangs up at its end."""

    def read(self, size=-1):
        piece = super().read(size)
        if not piece:
            raise OSError("hung up")
        return piece


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.awarded(ada, ben)


def add_bytes(upload, content, offset=0, source=BytesIO, **more):
    return add(upload, offset=offset, source=source(content), **{"length": len(content), **more})


def full_upload(person, job, content=b"the plan", name="plan.txt"):
    upload = begin(person, job, name=name, size=len(content))
    if content:
        add_bytes(upload, content)
    upload.refresh_from_db()
    return upload


def post_uploads(person, job, *pks, **by):
    return post(Actor(person.pk, **by), job, words="", files=finished(person, job, pks))


def test_it_comes_in_parts_and_lies_in_the_store_before_it_is_posted(ada, job):
    upload = begin(ada, job, name="../plan.txt", size=8)
    assert add_bytes(upload, b"the ") == 4
    assert add_bytes(upload, b"plan", 4) == bytes_arrived(upload) == 8
    (file,) = finished(ada, job, [upload.pk])
    assert path_of(sha256(b"the plan").hexdigest()).read_bytes() == b"the plan"
    facts = post(Actor(ada.pk), job, words="", files=[file])["files"][0]
    assert facts.items() >= {"name": "plan.txt", "size": 8, "sha256": file.sha256, "version": 1}.items()


def test_an_empty_file_is_whole_at_once(ada, job):
    assert post_uploads(ada, job, full_upload(ada, job, b"").pk)["files"][0]["size"] == 0


def test_what_came_before_a_hang_up_stays_and_is_gone_on_from(ada, job):
    upload = begin(ada, job, name="plan.txt", size=8)
    assert add_bytes(upload, b"the ", source=Broken, length=8) == 4
    assert add_bytes(upload, b"", 4, length=4) == 4
    assert add_bytes(upload, b"plan", 4) == 8
    assert finished(ada, job, [upload.pk])[0].sha256 == sha256(b"the plan").hexdigest()


def test_a_slow_sender_gives_way_and_goes_on(ada, job, monkeypatch):
    upload = begin(ada, job, name="plan.txt", size=8)
    monkeypatch.setattr(upload_storage, "SECONDS_MAX", 0)
    assert add_bytes(upload, b"the plan") == 0
    assert not Upload.objects.get().sha256


@pytest.mark.parametrize("offset", [0, 3, 5, 8, 10**14])
def test_bytes_from_another_place_are_refused(ada, job, offset):
    upload = begin(ada, job, name="plan.txt", size=8)
    add_bytes(upload, b"the ")
    with pytest.raises(WrongOffset, match="4 bytes were received"):
        add_bytes(upload, b"plan", offset)
    assert bytes_arrived(upload) == 4


def test_more_than_promised_is_refused_unread(ada, job):
    upload = begin(ada, job, name="plan.txt", size=3)
    for length in (4, 10**14):
        with pytest.raises(LongerThanPromised):
            add_bytes(upload, b"plan", length=length)
    assert bytes_arrived(upload) == 0
    add_bytes(upload, b"pla")
    with pytest.raises(LongerThanPromised):
        add_bytes(upload, b"n", 3)


def test_two_at_once_on_one_upload_are_one_and_a_refusal(ada, job):
    upload, reading, go = begin(ada, job, name="plan.txt", size=8), Event(), Event()

    class Slow(BytesIO):
        def read(self, size=-1):
            reading.set()
            go.wait(5)
            return super().read(size)

    with locked_part(upload), pytest.raises(UploadBusy):
        drop(upload)
    slow = Thread(target=lambda: add_bytes(upload, b"the ", source=Slow))
    slow.start()
    assert reading.wait(5)
    with pytest.raises(UploadBusy):
        add_bytes(upload, b"them")
    go.set()
    slow.join()
    assert part_path(upload).read_bytes() == b"the "


def test_other_peoples_uploads_and_those_of_other_jobs_are_not_found(ada, ben, eve, job):
    upload = full_upload(ada, job)
    for person, room in ((ben, job), (eve, job), (ada, factories.awarded(ada, ben))):
        with pytest.raises(NotFound):
            finished(person, room, [upload.pk])


def test_one_that_is_not_whole_is_not_posted(ada, job):
    upload = begin(ada, job, name="plan.txt", size=8)
    add_bytes(upload, b"the")
    with pytest.raises(UploadUnfinished, match=r"plan\.txt is not fully uploaded"):
        finished(ada, job, [upload.pk])


def test_it_is_posted_once_and_a_replay_answers_the_same(ada, job):
    upload, by = full_upload(ada, job), Actor(ada.pk)
    first = post_uploads(ada, job, upload.pk, key=by.key)
    assert post_uploads(ada, job, upload.pk, key=by.key) == first
    with pytest.raises(UploadPosted):
        post_uploads(ada, job, upload.pk)
    with pytest.raises(UploadPosted):
        post_uploads(ada, job, full_upload(ada, job).pk, upload.pk)
    assert JobFile.objects.count() == 1


def test_a_message_that_is_refused_leaves_its_upload_to_be_posted(ada, job):
    upload = full_upload(ada, job)
    with pytest.raises(NotFound):
        post(Actor(upload.pk), job, words="", files=finished(ada, job, [upload.pk]))
    assert post_uploads(ada, job, upload.pk)["files"]


def test_a_file_too_large_is_not_begun(ada, job, monkeypatch):
    monkeypatch.setattr(uploads, "UPLOAD_BYTES_MAX", 8)
    begin(ada, job, name="plan.txt", size=8)
    with pytest.raises(UploadTooLarge):
        begin(ada, job, name="plan.txt", size=9)


def test_a_person_has_so_many_bytes_and_files_on_their_way(ada, ben, job, monkeypatch):
    monkeypatch.setattr(uploads, "PERSON_BYTES_MAX", 10)
    monkeypatch.setattr(uploads, "PERSON_UPLOADS_MAX", 2)
    first = full_upload(ada, job)
    with pytest.raises(TooManyUploads):
        begin(ada, job, name="more.txt", size=3)
    begin(ada, job, name="more.txt", size=2)
    with pytest.raises(TooManyUploads):
        begin(ada, job, name="empty.txt", size=0)
    begin(ben, job, name="plan.txt", size=10)
    post_uploads(ada, job, first.pk)
    begin(ada, job, name="more.txt", size=8)


def test_a_full_disk_refuses_before_and_while_bytes_come(ada, job, monkeypatch):
    upload = begin(ada, job, name="plan.txt", size=8)
    monkeypatch.setattr(
        upload_storage.shutil, "disk_usage", lambda _folder: Disk(upload_storage.DISK_RESERVE_BYTES + 7)
    )
    with pytest.raises(NoRoom):
        begin(ada, job, name="plan.txt", size=8)
    with pytest.raises(NoRoom):
        add_bytes(upload, b"the plan")
    assert add_bytes(upload, b"the") == 3


def test_a_disk_that_fills_up_under_it_is_no_room(ada, job, monkeypatch):
    class Full:
        def write(self, _piece):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoRoom):
        upload_storage._write(Full(), b"bytes")


def test_what_nobody_adds_to_for_a_day_is_removed(ada, job, frozen_clock):
    left, posted = begin(ada, job, name="left.txt", size=8), full_upload(ada, job, name="posted.txt")
    add_bytes(left, b"the ")
    post_uploads(ada, job, posted.pk)
    touched = datetime.fromtimestamp(part_path(left).stat().st_mtime, UTC)
    uploads.remove_abandoned(str(left.pk), frozen_clock(touched + timedelta(hours=23)))
    assert bytes_arrived(left) == 4
    frozen_clock.passes(hours=2)
    while work(TASK_HANDLERS):
        pass
    assert [upload.pk for upload in Upload.objects.all()] == [posted.pk]
    assert list(part_path(left).parent.iterdir()) == []
    assert path_of(posted.sha256).read_bytes() == b"the plan"
    uploads.remove_abandoned(str(left.pk), clock.now())


def test_one_that_was_removed_is_not_found(ada, job):
    upload = full_upload(ada, job)
    drop(upload)
    for act in (bytes_arrived, drop, lambda upload: add_bytes(upload, b"x", 8)):
        with pytest.raises(NotFound):
            act(upload)


def test_no_row_is_posted_without_its_digest(ada, job):
    upload = begin(ada, job, name="plan.txt", size=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(posted_in=upload.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_race_one_posts(ada, ben):
    job = factories.awarded(ada, ben)
    upload, results = full_upload(ada, job), []

    def tab():
        try:
            results.append(post_uploads(ada, job, upload.pk)["files"][0]["version"])
        except UploadPosted:
            results.append("posted")
        finally:
            connection.close()

    tabs = [Thread(target=tab) for _ in range(2)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert sorted(map(str, results)) == ["1", "posted"]
    assert JobFile.objects.count() == 1
