"""The page of one's own data."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse

from handsel.exports.models import Export
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.tasks.models import Task
from tests.time_travel import let_pass
from tests.web.scenario import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


def page_of(person: Person) -> str:
    return signed_in(person).get(reverse("my-data")).content.decode()


def request_export(person: Person) -> Any:
    return signed_in(person).post(reverse("my-data"), follow=True)


def test_it_says_what_it_is_before_it_is_asked_for(ada: Person) -> None:
    page = page_of(ada)
    assert "Request my data" in page
    assert "deleted after 7 days" in " ".join(page.split())
    assert "Download" not in page


def test_it_is_asked_for_followed_and_fetched(ada: Person, frozen_clock: Any) -> None:
    assert "Requested. We will email you when your data is ready." in request_export(ada).content.decode()
    assert "Starting" in page_of(ada)
    Export.objects.update(done=3, whole=24)
    assert "3 of 24 parts" in page_of(ada)
    assert "--at: 12" in page_of(ada)
    let_pass(frozen_clock, minutes=1)
    page = page_of(ada)
    assert "Ready" in page
    assert Export.objects.get().sha256 in page
    answer = signed_in(ada).get(reverse("my-data-archive"))
    assert answer["Content-Disposition"] == f'attachment; filename="handsel-data-{clock.now():%Y-%m-%d}.zip"'
    assert answer["Cache-Control"] == "no-store"
    assert "manifest.json" in ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()


def test_nobody_finds_what_is_not_theirs(ada: Person, ben: Person, olga: Person, frozen_clock: Any) -> None:
    request_export(ada)
    assert signed_in(ada).get(reverse("my-data-archive")).status_code == 404
    let_pass(frozen_clock, minutes=1)
    for other in (ben, olga):
        assert signed_in(other).get(reverse("my-data-archive")).status_code == 404
        assert signed_in(other).post(reverse("my-data-removal")).status_code == 404
        assert "Download" not in page_of(other)
    assert Export.objects.get().is_ready


def test_asked_for_while_it_is_made_it_is_refused_with_what_to_do(ada: Person) -> None:
    request_export(ada)
    answer = request_export(ada)
    assert answer.status_code == 409
    assert "already being prepared" in answer.content.decode()


def test_it_is_removed_before_its_time(ada: Person, frozen_clock: Any) -> None:
    request_export(ada)
    let_pass(frozen_clock, minutes=1)
    page = signed_in(ada).post(reverse("my-data-removal"), follow=True).content.decode()
    assert "Deleted. There is no archive of your data now." in page
    assert signed_in(ada).get(reverse("my-data-archive")).status_code == 404


def test_what_could_not_be_made_says_so_and_can_be_asked_for_again(ada: Person) -> None:
    request_export(ada)
    Task.objects.filter(kind="export.make").update(given_up_at=clock.now())
    assert "The archive could not be created" in page_of(ada)
    assert request_export(ada).status_code == 200
    assert "Starting" in page_of(ada)
