"""Folders that only their person may read."""

import os
from pathlib import Path

import pytest

from handsel_tracker.places.folders import HOME, is_on_network, places, write_private


def test_folders_and_files_are_their_persons_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    own = places()
    write_private(own.secrets, b"{}")
    write_private(own.secrets, b"{ }")
    assert [path.stat().st_mode & 0o777 for path in (own.data, own.runtime, own.secrets)] == [448, 448, 384]
    assert own.secrets.read_bytes() == b"{ }"
    assert {own.spool.parent, own.lock.parent, own.log.parent} == {own.data}
    assert own.socket.parent == own.runtime


def test_folders_above_them_are_their_persons_alone_whatever_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, str(tmp_path / "share" / "home"))
    before = os.umask(0)
    try:
        places()
    finally:
        assert os.umask(before) == 0
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "share", tmp_path / "share" / "home")] == [
        448,
        448,
    ]


def test_without_a_choice_they_are_where_the_system_keeps_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(HOME, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert places().data == tmp_path / "XDG_DATA_HOME" / "handsel-tracker"


def test_a_folder_on_another_machines_disk_is_noticed(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n")
    assert is_on_network(tmp_path / "data", mounts)
    assert not is_on_network(Path("/"), mounts)
    assert not is_on_network(tmp_path, tmp_path / "none")
