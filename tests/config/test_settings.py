"""The settings as a whole: none are needed at home, and production takes no chances."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from handsel.config.wrong_setting import WrongSetting
from handsel.record.clamd import Address

SETTINGS = str(Path(__file__).parents[2] / "src/handsel/config/settings.py")
PRODUCTION = {
    "HANDSEL_MODE": "production",
    "HANDSEL_BASE_URL": "https://house.example.org",
    "HANDSEL_SECRET_KEY": "k" * 40,
    "HANDSEL_DATABASE_URL": "postgresql://house@db/house",
}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("HANDSEL_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(SETTINGS)


def test_at_home_no_setting_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(monkeypatch)
    assert settings["DATA_DIR"] == tmp_path / "data"
    assert settings["BASE_URL"] == "http://localhost:8000"
    assert settings["DATABASES"]["default"]["NAME"] == tmp_path / "data" / "handsel.sqlite3"
    assert settings["EMAIL_FILE_PATH"] == tmp_path / "data" / "mail"
    assert settings["SECRET_KEY"] == (tmp_path / "data" / "secret-key").read_text().strip()
    assert settings["ALLOWED_HOSTS"] == ["localhost", "localhost", "127.0.0.1", "[::1]"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["DEBUG"]


def test_production_is_closed_to_plain_http(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(monkeypatch, **PRODUCTION)
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert settings[name] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["ALLOWED_HOSTS"] == ["house.example.org"]
    assert settings["EXACT_HOSTS"] == ["house.example.org:443"]
    assert settings["TRUSTED_PROXIES"] == 1
    assert settings["DEFAULT_FROM_EMAIL"] == "no-reply@house.example.org"
    assert not (tmp_path / "data").exists()


def test_counts_of_wrong_tries_are_not_pushed_out_by_a_few_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["CACHES"]["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_nobody_is_trusted_as_a_proxy_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HANDSEL_SECRET_KEY", "", "HANDSEL_SECRET_KEY is not set, or is short"),
        ("HANDSEL_SECRET_KEY", "short", "HANDSEL_SECRET_KEY is not set, or is short"),
        ("HANDSEL_BASE_URL", "", "HANDSEL_BASE_URL is not set; expected an address such as https://"),
        ("HANDSEL_BASE_URL", "http://house.example.org", "HANDSEL_BASE_URL holds 'http://house.example.org'"),
        (
            "HANDSEL_MONEY",
            "live",
            "HANDSEL_MONEY holds 'live'; expected test, because no rail to a bank exists",
        ),
        ("HANDSEL_MODE", "prod", "HANDSEL_MODE holds 'prod'; expected embedded or production"),
        ("HANDSEL_DATABASE_URL", "mysql://u:hush@h/d", "HANDSEL_DATABASE_URL holds something else"),
        ("HANDSEL_MAIL_URL", "imap://u:hush@h", "HANDSEL_MAIL_URL holds something else"),
        ("HANDSEL_LOG_LEVEL", "loud", "HANDSEL_LOG_LEVEL holds 'loud'"),
        ("HANDSEL_CLAMD", "clamd", "HANDSEL_CLAMD holds 'clamd'; expected unix:/run/clamav/clamd.ctl"),
        (
            "HANDSEL_CLAMD",
            "tcp://scanner:many",
            "HANDSEL_CLAMD holds 'tcp://scanner:many'; expected unix:/run",
        ),
    ],
)
def test_what_production_cannot_start_with_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read(monkeypatch, **PRODUCTION | {name: value})
    assert str(wrong.value).startswith(sentence)
    assert "hush" not in str(wrong.value)


def test_a_secret_key_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("f" * 50)
    kept = PRODUCTION | {"HANDSEL_SECRET_KEY": "", "HANDSEL_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert read(monkeypatch, **kept)["SECRET_KEY"] == "f" * 50


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", None),
        ("unix:/run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
        ("tcp://scanner:3310", Address(host="scanner", port=3310)),
    ],
)
def test_a_scanner_is_at_a_socket_or_a_port(
    monkeypatch: pytest.MonkeyPatch, written: str, address: Address | None
) -> None:
    assert read(monkeypatch, HANDSEL_CLAMD=written)["CLAMD"] == address


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, True),
        ({"HANDSEL_MAILBOX_SHOWN": "no"}, False),
        ({"HANDSEL_HOST": "0.0.0.0"}, False),
        ({"HANDSEL_HOST": "0.0.0.0", "HANDSEL_MAILBOX_SHOWN": "yes"}, True),
        ({"HANDSEL_TRUSTED_PROXIES": "1"}, False),
        ({"HANDSEL_BASE_URL": "https://house.example.org"}, False),
        ({"HANDSEL_MAIL_URL": "smtp://mail.example.org"}, False),
        ({**PRODUCTION, "HANDSEL_MAILBOX_SHOWN": "yes"}, False),
    ],
)
def test_mail_is_shown_to_this_machine_alone_and_never_in_production(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: bool
) -> None:
    assert read(monkeypatch, **environment)["MAILBOX_SHOWN"] is shown
