"""A fault around it stops a command with one sentence: what is wrong, what was not done, what to do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from handsel.config.fault_sentences import sentence_of
from handsel.record.log.keys import KeyBroken
from tests.conftest import soak
from tests.serving import free_port

READS = (["audit"], ["rebuild", "--check"], ["reconcile"])
WRITES = (["up"], ["migrate"], ["reindex"], ["person", "ada@example.org"])
REST = (*READS[1:], *WRITES[1:])
EVERY = [["audit"], ["up"], *soak(*REST)]
SECONDS_MAX = 60
_BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""What root may do in spite of permissions is taken from a command that is tried without them."""

Fault = Callable[[Path], object]


@pytest.fixture(scope="module")
def sound_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a house that was begun and has signed for its record."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    script = "import django; django.setup(); from handsel.record.log.writer import write_log; write_log()"
    assert run(folder, ["migrate"]).returncode == 0
    subprocess.run([sys.executable, "-c", script], env=environment(folder), check=True, timeout=SECONDS_MAX)
    return folder


@pytest.fixture
def house(sound_house: Path, tmp_path: Path) -> Iterator[Path]:
    """A house to break."""
    folder = tmp_path / "data"
    shutil.copytree(sound_house, folder)
    yield folder
    for path in (folder, *folder.rglob("*")) if folder.is_dir() else ():
        path.chmod(0o700)


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {"HANDSEL_DATA_DIR": str(folder), "HANDSEL_PORT": str(free_port()), "HANDSEL_DATABASE_URL": ""}
    return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "handsel.config.settings", **more}


def run(
    folder: Path, command: list[str], *, bound: bool = False, **more: str
) -> "subprocess.CompletedProcess[str]":
    """What a command says, with the rights of its user alone where it is `bound`."""
    program = [str(Path(sys.executable).with_name("handsel")), *command]
    prefix = _BOUND if bound and os.geteuid() == 0 else []
    return subprocess.run(
        [*prefix, *program],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )


def assert_sentence(ended: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """It failed with one sentence on stderr, in which these words stand, and which says what to do."""
    assert ended.returncode == 1, ended.stderr
    (line,) = ended.stderr.splitlines()
    assert line.startswith("handsel: ")
    assert all(word in line for word in (*words, "nothing", ". ")), line


def garbled(path: Path) -> None:
    path.write_bytes(bytes(range(128, 256)))


def a_folder(path: Path) -> None:
    if path.exists():
        path.unlink()
    path.mkdir(parents=True)


def zeroed(database: Path) -> None:
    database.write_bytes(bytes(database.stat().st_size))


def cut_short(database: Path) -> None:
    os.truncate(database, 100_000)


def emptied(database: Path) -> None:
    os.truncate(database, 0)


@pytest.mark.parametrize("command", [["up"], ["audit"]])
@pytest.mark.parametrize("fault", [garbled, emptied])
def test_a_secret_key_that_is_none_is_not_made_anew(house: Path, command: list[str], fault: Fault) -> None:
    fault(house / "secret-key")
    before = (house / "secret-key").read_bytes()
    assert_sentence(run(house, command), "secret-key holds no secret key", "Put it back")
    assert (house / "secret-key").read_bytes() == before


def test_a_secret_key_that_is_a_folder_is_named(house: Path) -> None:
    a_folder(house / "secret-key")
    assert_sentence(run(house, ["up"]), "secret-key", "Put it right")


def test_a_secret_key_that_may_not_be_read_is_named(house: Path) -> None:
    (house / "secret-key").chmod(0)
    assert_sentence(run(house, ["up"], bound=True), "secret-key", "Permission denied", "Let the user")


@pytest.mark.parametrize("fault", [garbled, a_folder, emptied])
def test_a_house_that_cannot_sign_does_not_start(house: Path, fault: Fault) -> None:
    fault(house / "log-key" / "signing-key")
    assert_sentence(run(house, ["up"]), "signing-key", "put the folder of the key back")


def test_a_house_whose_key_is_gone_does_not_start(house: Path) -> None:
    (house / "log-key" / "signing-key").unlink()
    assert_sentence(run(house, ["up"]), "signing-key is not there", "put the folder of the key back")


def test_a_folder_of_the_key_that_is_a_file_is_named(house: Path) -> None:
    shutil.rmtree(house / "log-key")
    (house / "log-key").write_text("no folder")
    assert_sentence(run(house, ["up"]), "log-key cannot hold the key", "put the folder of the key back")
    audited = run(house, ["audit"])
    assert "log-key cannot hold the key" in audited.stdout
    assert (audited.returncode, audited.stderr) == (1, "")


@pytest.mark.parametrize(
    ("command", "fault"),
    [*product((["up"], ["audit"]), (zeroed, cut_short, garbled)), *soak(*product(REST, [zeroed]))],
    ids=lambda value: value.__name__ if callable(value) else " ".join(value),
)
def test_a_damaged_database_is_left_as_it_is(house: Path, command: list[str], fault: Fault) -> None:
    database = house / "handsel.sqlite3"
    fault(database)
    before = database.read_bytes()
    assert_sentence(run(house, command), "the database is damaged", "newest backup")
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", [["up"], ["migrate"]], ids=" ".join)
def test_an_emptied_database_begins_no_new_house(house: Path, command: list[str]) -> None:
    emptied(house / "handsel.sqlite3")
    assert_sentence(run(house, command), "the database is empty", "Put the newest backup")


@pytest.mark.parametrize("command", [["audit"], *soak(*READS[1:])], ids=" ".join)
def test_an_emptied_database_is_no_house_to_look_at(house: Path, command: list[str]) -> None:
    emptied(house / "handsel.sqlite3")
    assert_sentence(run(house, command), "none of the tables", "run `handsel migrate`")


@pytest.mark.parametrize("command", [["up"], ["migrate"]], ids=" ".join)
def test_a_data_folder_that_may_not_be_written_is_named(house: Path, command: list[str]) -> None:
    for path in (*house.rglob("*"), house):
        path.chmod(0o500)
    assert_sentence(run(house, command, bound=True), "written", "Let the user")


@pytest.mark.parametrize("command", [["up"], ["migrate"]], ids=" ".join)
def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "data").write_text("no folder")
    assert_sentence(run(tmp_path / "data", command), str(tmp_path / "data"), "Put it right")


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_a_server_of_postgresql_that_is_away_is_named(tmp_path: Path, command: list[str]) -> None:
    away = f"postgresql://house:hidden@127.0.0.1:{free_port()}/house"
    ended = run(tmp_path, command, HANDSEL_DATABASE_URL=away)
    assert_sentence(ended, "the database did not answer", "See that it runs")
    assert "hidden" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyBroken("the key is gone"), "the key is gone"),
        (OSError(28, "No space left on device", "/data/x"), "the disk is full (No space left on device)"),
        (OSError(5, "Input/output error", "/data/x"), "/data/x cannot be read or written (Input/output"),
        (OSError(30, "Read-only file system", "/data"), "/data cannot be read or written (Read-only file"),
    ],
)
def test_faults_that_no_test_can_make_have_their_words(error: Exception, words: str) -> None:
    assert (sentence_of(error) or "").startswith(words)


@pytest.mark.parametrize("error", [ValueError("x"), OSError(9, "Bad file descriptor"), ConnectionError("x")])
def test_a_fault_of_the_program_has_none(error: Exception) -> None:
    assert sentence_of(error) is None
