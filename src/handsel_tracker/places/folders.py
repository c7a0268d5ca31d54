"""The folders of the Tracker: only its person may read them."""

import os
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
HOME = "HANDSEL_TRACKER_HOME"
"""Names one folder for everything, such as on a stick or in a test."""
_MOUNTS = Path("/proc/mounts")
_NETWORK = ("nfs", "cifs", "smb", "afs", "ceph", "gluster", "lustre", "9p", "fuse.sshfs", "fuse.rclone")


@dataclass(frozen=True)
class Places:
    """A folder for data, and one for the socket, which is empty after each start of the device."""

    data: Path
    runtime: Path

    @property
    def spool(self) -> Path:
        """What was recorded."""
        return self.data / "spool.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one daemon."""
        return self.data / "daemon.lock"

    @property
    def secrets(self) -> Path:
        """Keys and tokens, where the system has no keyring."""
        return self.data / "secrets.json"

    @property
    def commits(self) -> Path:
        """Where the hook of git notes commits."""
        return self.data / "commits"

    @property
    def log(self) -> Path:
        """What the daemon says."""
        return self.data / "daemon.log"

    @property
    def socket(self) -> Path:
        """By which the window and the command reach the daemon."""
        return self.runtime / "control.socket"


def places() -> Places:
    """The folders of this person, made if they are not there."""
    if home := os.environ.get(HOME):
        folders = Places(Path(home) / "data", Path(home) / "run")
    else:
        import platformdirs

        name = "handsel-tracker"
        folders = Places(
            Path(platformdirs.user_data_dir(name, appauthor=False)),
            Path(platformdirs.user_runtime_dir(name, appauthor=False)),
        )
    before = os.umask(0o777 & ~FOLDER_MODE)
    try:
        for folder in (folders.data, folders.runtime):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)
    finally:
        os.umask(before)
    return folders


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this person may read, whole or not at all."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def is_on_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies on another machine's disk, as far as this system says."""
    try:
        rows = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeError):
        return False
    at = folder.resolve()
    above = [row for row in rows if len(row) > 2 and at.is_relative_to(row[1].replace("\\040", " "))]
    return bool(above) and max(above, key=lambda row: len(row[1]))[2].startswith(_NETWORK)
