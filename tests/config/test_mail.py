"""The address for mail becomes a folder or a mail server."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handsel.config.mail import Mail, mail


def to(address: str) -> Mail:
    return mail(urlsplit(address))


def test_a_folder_keeps_mail_as_files() -> None:
    assert to("file:///srv/my%20mail").folder == Path("/srv/my mail")


def test_a_relay_without_a_user_is_spoken_to_in_the_clear() -> None:
    relay = to("smtp://localhost")
    assert (relay.host, relay.port, relay.secure, relay.starts_tls) == ("localhost", 25, False, False)


def test_a_user_signs_in_over_tls_only() -> None:
    server = to("smtp://ada:p%40ss@mail.example.org:587?from=house@example.org")
    assert (server.user, server.password, server.port) == ("ada", "p@ss", 587)
    assert (server.secure, server.starts_tls) == (False, True)
    assert server.sender == "house@example.org"


def test_smtps_is_tls_from_the_start() -> None:
    server = to("smtps://ada:secret@mail.example.org")
    assert (server.port, server.secure, server.starts_tls) == (465, True, False)


@pytest.mark.parametrize("address", ["", "mail", "file://", "file://host/x", "smtp://", "imap://host"])
def test_anything_else_is_no_way_of_mail(address: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        to(address)
