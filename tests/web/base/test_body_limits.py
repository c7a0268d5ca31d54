"""How long a body may be at each address, and what is said of a longer one."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from handsel.kernel.disk import DiskFull
from handsel.kernel.refusals import Refusal
from handsel.people.models import AccountMail, Person
from handsel.web.base.body_limits import (
    FILES_BODY_BYTES_MAX,
    FORM_BYTES_MAX,
    PART_BYTES_MAX,
    body_limit,
    is_upload,
    needs_person,
)


@pytest.mark.parametrize(
    ("path", "limit", "person", "upload"),
    [
        ("/jobs/7/", FILES_BODY_BYTES_MAX, True, False),
        ("/jobs/7/reports/", FILES_BODY_BYTES_MAX, True, False),
        ("/me/picture/", FILES_BODY_BYTES_MAX, True, False),
        ("/uploads/jobs/7/", PART_BYTES_MAX, True, True),
        ("/uploads/\n", PART_BYTES_MAX, True, True),
        ("/sign-in/", FORM_BYTES_MAX, False, False),
        ("/jobs/award/", FORM_BYTES_MAX, False, False),
        ("/jobs/7/terms/", FORM_BYTES_MAX, False, False),
        ("/jobs/7/x/", FORM_BYTES_MAX, False, False),
        ("/jobs/٣/", FORM_BYTES_MAX, False, False),
    ],
)
def test_only_addresses_that_take_files_take_much(path: str, limit: int, person: bool, upload: bool) -> None:
    assert (body_limit(path), needs_person(path), is_upload(path)) == (limit, person, upload)


@pytest.mark.parametrize("length", [str(FORM_BYTES_MAX + 1), "9" * 30, "many", "-1"])
def test_a_form_that_says_it_is_too_long_is_refused(length: str) -> None:
    answer = Client().post("/sign-in/", {}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "That form is longer than 1 MB." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_disk_too_full_for_a_body_is_said_and_told_to_the_operators(
    olga: Person, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("handsel.people.disk_alarm._Last.seconds", 0.0)
    answer = Client().post("/sign-in/", {}, **{"asgi.scope": {"state": {"refusal": DiskFull()}}})
    assert answer.status_code == 507
    assert AccountMail.objects.get().to == olga.email


def test_what_the_server_turned_away_is_said_on_a_page() -> None:
    refusal = Refusal("This site is receiving many large forms right now.", way_out="Try again in a minute.")
    answer = Client().post("/sign-in/", {}, **{"asgi.scope": {"state": {"refusal": refusal}}})
    assert answer.status_code == 503
    assert "This site is receiving many large forms right now." in answer.content.decode()
    assert "Try again in a minute." in answer.content.decode()
