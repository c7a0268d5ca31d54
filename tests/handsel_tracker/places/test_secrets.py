"""Keys and tokens: in a keyring that answers, else in a private file."""

import sys
from pathlib import Path

import pytest

from handsel_tracker.places import secrets
from handsel_tracker.places.secrets import KEYRING, KeyringLocked, SecretPlace, Secrets

COVERS = ("handsel_tracker.places.keyring_child",)
BACKEND = """
import json, os, time
from keyring.backend import KeyringBackend
PATH = os.environ["KEYRING_FILE"]
class Kept(KeyringBackend):
    priority = 9
    def get_password(self, service, name):
        time.sleep(float(os.environ.get("KEYRING_WAITS", "0")))
        return json.load(open(PATH)).get(name) if os.path.exists(PATH) else None
    def set_password(self, service, name, value):
        json.dump({name: value}, open(PATH, "w"))
    def delete_password(self, service, name):
        os.unlink(PATH)
"""


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring that answers, in a module that keyring is told of."""
    (tmp_path / "own_keyring.py").write_text(BACKEND)
    monkeypatch.setenv("PYTHONPATH", ":".join([str(tmp_path), *sys.path]))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "own_keyring.Kept")
    monkeypatch.setenv("KEYRING_FILE", str(tmp_path / "kept"))
    monkeypatch.delenv(KEYRING, raising=False)
    return tmp_path / "kept"


def test_a_keyring_that_answers_has_them_and_no_file(keyring: Path, tmp_path: Path) -> None:
    kept = Secrets(tmp_path / "secrets.json")
    kept.store({"refresh": "abc"})
    assert kept.place is SecretPlace.KEYRING
    assert b"abc" not in kept.path.read_bytes()
    again = Secrets(kept.path)
    assert again.load() == {"refresh": "abc"}
    again.forget()
    assert not keyring.exists()
    assert Secrets(kept.path).load() == {}


def test_a_keyring_that_is_locked_is_not_waited_for(
    keyring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Secrets(tmp_path / "secrets.json")
    kept.store({"refresh": "abc"})
    monkeypatch.setenv("KEYRING_WAITS", "60")
    monkeypatch.setattr(secrets, "TIMEOUT_SECONDS", 1)
    with pytest.raises(KeyringLocked):
        Secrets(kept.path).load()
    assert keyring.exists()


def test_without_a_keyring_a_private_file_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEYRING, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    kept = Secrets(tmp_path / "secrets.json")
    kept.store({"refresh": "abc"})
    assert kept.place is SecretPlace.FILE
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert Secrets(kept.path).load() == {"refresh": "abc"}
    kept.forget()
    assert not kept.path.exists()


def test_a_bundle_asks_the_keyring_through_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert secrets.keyring_command() == [sys.executable, "--child", "keyring"]
