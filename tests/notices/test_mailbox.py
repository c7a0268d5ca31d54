"""The mailbox of an embedded house."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail
from django.test import Client

from handsel.kernel import clock

COVERS = ("handsel.web.account.mailbox",)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A folder for mail, which the house shows."""
    settings.EMAIL_BACKEND = "handsel.notices.mailbox.MailboxBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MAILBOX_SHOWN = True
    return settings.EMAIL_FILE_PATH


def _write(subject: str, body: str = "Hello", hour: int = 9) -> None:
    with clock.frozen_at(datetime(2026, 3, 2, hour, tzinfo=UTC)):
        send_mail(subject, body, None, ["ada@example.org"])


def test_each_mail_is_a_file_of_its_own(folder: Path) -> None:
    _write("One")
    _write("Two")
    assert len(list(folder.glob("*.eml"))) == 2
    assert list(folder.glob("*.part")) == []


def test_mails_are_listed_newest_first(client: Client) -> None:
    _write("The first", hour=9)
    _write("The second", hour=10)
    page = client.get("/mail/").content.decode()
    assert page.index("The second") < page.index("The first")
    assert "2 emails" in page


def test_a_link_in_a_mail_can_be_followed_and_markup_can_not_run(client: Client, folder: Path) -> None:
    _write(
        "A link", "Go to http://localhost:8000/confirm/a:b:c/?next=%2Fjobs%2F7\n<script>alert(1)</script> æøå"
    )
    page = client.get(f"/mail/{next(folder.glob('*.eml')).stem}/").content.decode()
    assert 'href="http://localhost:8000/confirm/a:b:c/?next=%2Fjobs%2F7"' in page
    assert "<script>alert" not in page
    assert "æøå" in page


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "No emails yet" in client.get("/mail/").content.decode()


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsecret-key"])
def test_only_mail_can_be_read(client: Client, folder: Path, name: str) -> None:
    folder.mkdir()
    (folder.parent / "secret-key.eml").write_text("secret")
    assert client.get(f"/mail/{name}/").status_code == 404


def test_a_house_that_does_not_show_its_mail_has_no_such_page(client: Client, settings: Any) -> None:
    settings.MAILBOX_SHOWN = False
    assert client.get("/mail/").status_code == 404
    assert client.get("/mail/x/").status_code == 404
