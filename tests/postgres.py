"""A PostgreSQL of the tests' own, in a temporary folder; `python -m tests.postgres pytest` runs on it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

MISSING = "PostgreSQL is not installed; on Debian: apt-get install postgresql"
START_SECONDS_MAX = 30
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Cluster:
    """A server of PostgreSQL that runs, and what it takes to start it again."""

    address: str
    folder: Path
    options: list[str]
    user: dict[str, Any]
    server: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop as an operator does: who is connected is cut off."""
        self.server.send_signal(signal.SIGINT)
        self.server.wait(60)

    def restart(self, *, pause_seconds: float = 0) -> None:
        """Stop, stay away for a while, and start again on the same data."""
        self.stop()
        time.sleep(pause_seconds)
        self.server = _start(self.folder, self.options, self.user)
        _ready(self.address, self.folder, self.server)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The address of a database in a new cluster, which is gone afterwards."""
    with running_cluster(durable=durable) as running:
        yield running.address


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A new cluster, which is gone afterwards.

    A `durable` one is as in production: it syncs what it commits, and is reached over TCP.
    """
    with tempfile.TemporaryDirectory(prefix="handsel-pg-", dir="/tmp") as name:
        folder = Path(name)
        user = _own(folder)
        address, options = _listening(folder, tcp=durable)
        _run([binary("initdb"), "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"], **user)
        options = [*options, *(() if durable else _HASTY)]
        running = Cluster(address, folder, options, user, _start(folder, options, user))
        try:
            _ready(address, folder, running.server)
            yield running
        finally:
            running.stop()


def _listening(folder: Path, *, tcp: bool) -> tuple[str, list[str]]:
    """An address, and the server's options that make it listen there."""
    options = [f"unix_socket_directories={folder}", "max_connections=200"]
    if not tcp:
        place = quote(str(folder), safe="")
        return f"postgresql://postgres@/postgres?host={place}", [*options, "listen_addresses="]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return (
        f"postgresql://postgres@127.0.0.1:{port}/postgres",
        [*options, "listen_addresses=127.0.0.1", f"port={port}"],
    )


def _own(folder: Path) -> dict[str, Any]:
    """PostgreSQL does not run as root: as root, the folder and the server belong to `postgres`."""
    if os.geteuid() != 0:
        return {}
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        raise SystemExit(MISSING) from None
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def binary(name: str) -> str:
    """Where one of PostgreSQL's programs is; stops with a word on how to install it when it is nowhere."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    path = shutil.which(name, path=os.pathsep.join([*map(str, reversed(folders)), os.environ["PATH"]]))
    if path is None:
        raise SystemExit(MISSING)
    return path


def _run(command: list[Any], **user: Any) -> None:
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **user
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}")


def _start(folder: Path, options: list[str], user: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = [part for option in options for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binary("postgres"), "-D", folder / "data", *settings], cwd="/", stdout=log, stderr=log, **user
        )


def _ready(address: str, folder: Path, server: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + START_SECONDS_MAX
    while server.poll() is None and time.monotonic() < patience:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def main(command: list[str]) -> int:
    """Run a command with `HANDSEL_DATABASE_URL` set to a cluster of its own.

    pytest leaves its databases in it, since it goes as a whole: dropping one fails now and then, when a
    connection that was closed has not ended yet.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = f"{os.environ.get('PYTEST_ADDOPTS', '')} --reuse-db"
    with cluster() as address:
        environment = {**os.environ, "HANDSEL_DATABASE_URL": address, "PYTEST_ADDOPTS": options}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
