"""The settings page."""

import re
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handsel.kernel.characters import BidiControlsRefused
from handsel.people.models import Person
from handsel.people.pictures import BYTES_MAX
from handsel.people.profile import change_profile, profile_of
from handsel.record.actions import Actor
from tests.people.journeys import kinds_of
from tests.people.test_pictures import picture

pytestmark = pytest.mark.django_db
COVERS = (
    "handsel.people.profile",
    "handsel.web.account.avatar",
)
PROFILE = {"name": "Ben O. Okafor", "purpose": "both", "time_zone": "Africa/Lagos", "language": "en"}
KEY = "7d0f1f0e-3c1b-5a44-9a55-6c1d4a7f0b01"


@pytest.fixture
def client(client: Client, ben: Person) -> Client:
    client.force_login(ben)
    return client


def _upload(client: Client, content: bytes) -> Any:
    return client.post("/me/picture/", {"picture": SimpleUploadedFile("me.png", content)})


def test_settings_are_kept_and_on_the_persons_own_chain(client: Client, ben: Person) -> None:
    page = client.post("/me/", PROFILE, follow=True).content.decode()
    ben.refresh_from_db()
    assert (ben.name, ben.time_zone, ben.hires, ben.works) == ("Ben O. Okafor", "Africa/Lagos", True, True)
    assert "Settings saved." in page
    assert "Times are shown in Lagos" in page
    assert kinds_of(ben) == ["person.profile_changed"]


def test_a_picture_of_too_many_bytes_is_refused_before_it_is_read(client: Client, ben: Person) -> None:
    with patch("handsel.web.account.profile.square", side_effect=AssertionError):
        page = _upload(client, b"x" * (BYTES_MAX + 1))
    assert page.status_code == 422
    assert "larger than 8 MB" in page.content.decode()


def test_the_page_shows_what_stands(client: Client) -> None:
    page = client.get("/me/").content.decode()
    assert 'value="Ben Okafor"' in page
    assert '<option value="Europe/Oslo" selected>' in page
    assert re.search(r'<input type="radio"[^>]* value="work"[^>]* checked', page)


def test_a_zone_by_its_old_name_stays_until_another_is_chosen(client: Client, ben: Person) -> None:
    Person.objects.filter(pk=ben.pk).update(time_zone="Asia/Calcutta")
    assert '<option value="Asia/Calcutta" selected>' in client.get("/me/").content.decode()
    assert client.post("/me/", {**PROFILE, "time_zone": "Asia/Calcutta"}).status_code == 302
    ben.refresh_from_db()
    assert (ben.name, ben.time_zone) == ("Ben O. Okafor", "Asia/Calcutta")
    client.post("/me/", PROFILE)
    assert client.post("/me/", {**PROFILE, "time_zone": "Asia/Calcutta"}).status_code == 422


def test_settings_that_stand_already_make_no_entry(client: Client, ben: Person) -> None:
    client.post("/me/", {"name": ben.name, "purpose": "work", "time_zone": ben.time_zone, "language": "en"})
    assert kinds_of(ben) == []


def test_settings_sent_twice_are_changed_once(client: Client, ben: Person) -> None:
    for _ in range(2):
        client.post("/me/", {**PROFILE, "key": KEY})
    assert kinds_of(ben) == ["person.profile_changed"]


def test_a_name_that_is_read_in_another_order_than_it_is_kept_is_refused(client: Client, ben: Person) -> None:
    turned = "Ben \u202erofakO"
    response = client.post("/me/", {**PROFILE, "name": turned})
    assert response.status_code == 422
    assert "hidden characters that change its direction" in response.content.decode()
    with pytest.raises(BidiControlsRefused):
        change_profile(Actor(ben.pk), replace(profile_of(ben), name=turned))


def test_a_name_is_needed(client: Client) -> None:
    response = client.post("/me/", {**PROFILE, "name": " \u200b"})
    assert response.status_code == 422
    assert "Your name: This field is required." in response.content.decode()


def test_a_picture_is_shown_to_people_who_are_signed_in_alone(client: Client, ben: Person) -> None:
    _upload(client, picture())
    ben.refresh_from_db()
    assert kinds_of(ben) == ["person.picture_changed"]
    assert f'src="{ben.picture}"' in client.get("/me/").content.decode()
    served = client.get(ben.picture)
    assert served.headers["Content-Type"] == "image/webp"
    assert b"".join(served.streaming_content)[8:12] == b"WEBP"
    assert Client().get(ben.picture).status_code == 302


def test_a_file_that_is_no_picture_is_refused_in_words(client: Client, ben: Person) -> None:
    response = _upload(client, b"not a picture")
    assert response.status_code == 422
    page = response.content.decode()
    assert "This file is not a picture we can read. Choose a PNG, JPEG or WebP file." in page
    assert 'aria-describedby="id_picture_hint id_picture_error"' in page
    ben.refresh_from_db()
    assert ben.avatar == ""


def test_initials_can_take_the_place_of_a_picture_again(client: Client, ben: Person) -> None:
    _upload(client, picture())
    client.post("/me/picture/", {"remove": ""})
    ben.refresh_from_db()
    assert ben.picture == ""


def test_somebody_without_a_picture_has_none_to_serve(client: Client, ben: Person) -> None:
    assert client.get(f"/people/{ben.pk}/avatar").status_code == 404


@pytest.mark.parametrize("path", ["/me/", "/me/email/", "/me/password/", "/me/sessions/"])
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    assert Client().get(path).headers["Location"] == f"/sign-in/?next={path}"
