"""Resumable upload by tus 1.0: through pages, and to a server that is killed in the middle."""

import http.client
import os
import tracemalloc
from base64 import b64encode
from contextlib import closing
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.files import path_of
from handsel.web.base.body_limits import PART_BYTES_MAX
from handsel.web.files import tus
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile, Upload
from handsel.work.workroom.upload_storage import part_path
from handsel.work.workroom.uploads import UPLOAD_BYTES_MAX, begin
from tests import factories
from tests.made_once import made_once
from tests.serving import free_port, up
from tests.waiting import until
from tests.web.scenario import signed_in

MB = 1_000_000
TUS = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


def metadata(name: str) -> str:
    return f"job MQ==, filename {b64encode(name.encode()).decode()}"


def create(client: Client, job: Job, size: object = 8, **headers: str) -> Any:
    fields = {"Upload-Length": str(size), "Upload-Metadata": metadata("plän.txt"), **TUS, **headers}
    return client.post(reverse("upload-creation", args=[job.pk]), headers=fields)


def test_only_ones_own_uploads_that_are_not_posted_are_listed(job: Job, ada: Person, ben: Person) -> None:
    address = reverse("upload-creation", args=[job.pk])
    mine = create(signed_in(ada), job)["Location"]
    create(signed_in(ben), job)
    assert signed_in(ada).get(address).json() == {"waiting": [mine]}
    signed_in(ada).delete(mine, headers=TUS)
    assert signed_in(ada).get(address).json() == {"waiting": []}


def patch(client: Client, address: str, content: bytes, offset: object = 0, **more: Any) -> Any:
    headers = {"Upload-Offset": str(offset), **TUS}
    return client.patch(address, content, more.pop("content_type", BODY), headers=headers, **more)


def test_a_client_of_tus_learns_what_the_house_can(job: Job, ada: Person) -> None:
    answer = signed_in(ada).options(reverse("upload-creation", args=[job.pk]))
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination"
    assert answer["Tus-Max-Size"] == str(UPLOAD_BYTES_MAX)


def test_an_upload_is_begun_asked_after_added_to_and_posted(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    begun = create(client, job)
    address = begun["Location"]
    assert begun.status_code == 201
    assert patch(client, address, b"the ")["Upload-Offset"] == "4"
    answer = client.head(address, headers=TUS)
    assert (answer["Upload-Offset"], answer["Upload-Length"], answer["Cache-Control"]) == (
        "4",
        "8",
        "no-store",
    )
    assert patch(client, address, b"plan", 4).status_code == 204
    form = {"words": "Here.", "attached-upload": [address.split("/")[-2]]}
    assert client.post(reverse("workroom", args=[job.pk]), form).status_code == 302
    assert JobFile.objects.get().name == "plän.txt"
    assert client.head(address, headers=TUS).status_code == 404


def test_a_delivery_names_its_uploads_too(frozen_clock: Any, ada: Person, ben: Person) -> None:
    row = factories.first(factories.funded(ada, ben, 100))
    upload = begin(ben, row.job, name="film.mov", size=0)
    report = {"week": factories.this_week().isoformat(), "done": "It is done.", f"m{row.pk}-percent": 100}
    form = {**report, f"m{row.pk}-attached-upload": [str(upload.pk)]}
    assert signed_in(ben).post(reverse("reports", args=[row.job_id]), form).status_code == 302
    assert JobFile.objects.get().name == "film.mov"


def test_it_can_be_ended(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    address = create(client, job)["Location"]
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404
    assert not Upload.objects.exists()


@pytest.mark.parametrize("length", ["", "-1", "8.0", "many", "9" * 16])
def test_a_length_that_is_missing_or_none_is_refused(job: Job, ada: Person, length: str) -> None:
    answer = create(signed_in(ada), job, length)
    assert (answer.status_code, Upload.objects.count()) == (400, 0)
    assert "Upload-Length" in answer.content.decode()


def test_a_length_beyond_two_gigabytes_is_refused(job: Job, ada: Person) -> None:
    answer = create(signed_in(ada), job, UPLOAD_BYTES_MAX + 1)
    assert answer.status_code == 413
    assert answer.content.decode().startswith("A file can be up to 2 GB.")


def test_what_does_not_speak_the_protocol_is_told_so(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    address = create(client, job)["Location"]
    assert create(client, job, **{"Tus-Resumable": "0.2.2"}).status_code == 400
    assert create(client, job, **{"Upload-Metadata": "filename ???"}).status_code == 400
    assert patch(client, address, b"the ", content_type="text/plain").status_code == 400
    assert patch(client, address, b"the ", "here").status_code == 400


def test_refusals_have_their_own_answers(job: Job, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(ada)
    address = create(client, job)["Location"]
    assert patch(client, address, b"the ", 2).status_code == 409
    assert patch(client, address, b"the whole plan").status_code == 413
    monkeypatch.setattr(tus._turns, "acquire", lambda blocking: False)
    answer = patch(client, address, b"the ")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_second_request_on_one_upload_is_refused_as_locked(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    upload = begin(ada, job, name="plan.txt", size=8)
    with tus.upload_storage.locked_part(upload):
        answer = patch(client, reverse("upload", args=[upload.pk]), b"the ")
    assert answer.status_code == HTTPStatus.LOCKED
    assert "running in another window" in answer.content.decode()


def test_what_is_another_persons_is_not_found(job: Job, ada: Person, ben: Person) -> None:
    address = create(signed_in(ada), job)["Location"]
    for answer in (
        patch(signed_in(ben), address, b"the "),
        signed_in(ben).head(address, headers=TUS),
        signed_in(ben).delete(address, headers=TUS),
    ):
        assert answer.status_code == 404
    form = {"words": "Mine.", "attached-upload": [address.split("/")[-2]]}
    assert signed_in(ben).post(reverse("workroom", args=[job.pk]), form).status_code == 404


def test_an_id_that_is_none_stays_in_the_form(job: Job, ada: Person) -> None:
    form = {"words": "Here.", "attached-upload": ["7"]}
    answer = signed_in(ada).post(reverse("workroom", args=[job.pk]), form)
    assert answer.status_code == 422
    assert "Choose the file again" in answer.content.decode()


def test_two_hundred_megabytes_take_little_memory(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    address = create(client, job, 200 * MB)["Location"]
    part = Path(part_path(Upload.objects.get())).with_suffix(".source")
    with part.open("wb") as file:
        file.truncate(10 * MB)
    tracemalloc.start()
    for offset in range(0, 200 * MB, 10 * MB):
        with part.open("rb") as file:
            request = {"wsgi.input": file, "CONTENT_LENGTH": str(10 * MB), "CONTENT_TYPE": BODY}
            headers = {"Upload-Offset": str(offset), **TUS}
            answer: Any = client.generic("PATCH", address, headers=headers, **request)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(offset + 10 * MB))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * MB


def test_a_part_that_is_too_long_is_refused(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    address = create(client, job, 20 * MB)["Location"]
    answer = patch(client, address, b"", CONTENT_LENGTH=str(PART_BYTES_MAX + 1))
    assert answer.status_code == 413
    assert "at most 16 MB" in answer.content.decode()
    assert part_path(Upload.objects.get()).stat().st_size == 0


class Line:
    """A signed-in client of a server in another process."""

    def __init__(self, port: int, person: Person) -> None:
        browser = Client()
        browser.force_login(person)
        cookies = {"sessionid": browser.cookies["sessionid"].value, "csrftoken": "a" * 32}
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.port, self.headers = port, {"Cookie": cookie, "X-CSRFToken": "a" * 32, **TUS}

    def requests(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=20)) as line:
            line.request(method, path, body, {**self.headers, **named})
            with line.getresponse() as answer:
                return answer

    def sends(self, address: str, part: bytes, offset: int) -> None:
        answer = self.requests("PATCH", address, part, Upload_Offset=str(offset), Content_Type=BODY)
        assert answer.status == 204


@pytest.mark.django_db(transaction=True)
def test_of_a_part_that_breaks_off_what_came_is_kept(ada: Person, ben: Person, settings: Any) -> None:
    settings.FILES_DIR = settings.DATA_DIR / "files"
    job, port = factories.awarded(ada, ben), free_port()
    upload, line = begin(ada, job, name="night.mov", size=9 * MB), Line(port, ada)
    address = reverse("upload", args=[upload.pk])
    with up(port):
        half = http.client.HTTPConnection("localhost", port, timeout=20)
        head = {"Upload-Offset": "0", "Content-Type": BODY, "Content-Length": str(9 * MB)}
        half.request("PATCH", address, bytes(3 * MB), {**line.headers, **head})
        half.close()
        assert until(lambda: part_path(upload).stat().st_size == 3 * MB)
        assert line.requests("HEAD", address).headers["Upload-Offset"] == str(3 * MB)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_a_house_goes_on_from_what_arrived(
    ada: Person, ben: Person, settings: Any
) -> None:
    settings.FILES_DIR = settings.DATA_DIR / "files"
    job, port, content = factories.awarded(ada, ben), free_port(), os.urandom(40 * MB)
    line = Line(port, ada)
    with up(port) as house:
        fields = {"Upload_Length": str(len(content)), "Upload_Metadata": metadata("night.mov")}
        answer = line.requests("POST", reverse("upload-creation", args=[job.pk]), **fields)
        address, upload = str(answer.headers["Location"]), Upload.objects.get()
        assert answer.status == 201
        line.sends(address, content[: 10 * MB], 0)
        half = http.client.HTTPConnection("localhost", port, timeout=20)
        head = {"Upload-Offset": str(10 * MB), "Content-Type": BODY, "Content-Length": str(10 * MB)}
        half.request("PATCH", address, content[10 * MB : 15 * MB], {**line.headers, **head})
        house.kill()
        house.wait(10)
        half.close()
    with up(port):
        arrived = int(line.requests("HEAD", address).headers["Upload-Offset"] or 0)
        assert arrived == 10 * MB
        for offset in range(arrived, len(content), 10 * MB):
            line.sends(address, content[offset : offset + 10 * MB], offset)
        form = urlencode({"words": "", "attached-upload": str(upload.pk)})
        kind = "application/x-www-form-urlencoded"
        posted = line.requests("POST", reverse("workroom", args=[job.pk]), form, Content_Type=kind)
        assert posted.status == 302
    kept = path_of(JobFile.objects.get().stored_id).read_bytes()
    assert sha256(kept).digest() == sha256(content).digest()
