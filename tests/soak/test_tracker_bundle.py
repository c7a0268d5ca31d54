"""The Tracker's bundle as a stranger has it: another folder, a new home, an empty environment."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

from handsel_tracker.screen import taking
from handsel_tracker.screen.encoding import decode
from handsel_tracker.screen.port import Wanted
from tests.soak.measuring import show
from tests.virtual_desktop import two_monitors
from tests.waiting import until

pytestmark = pytest.mark.soak

REPO = Path(__file__).parents[2]
MB_MAX = 160
TITLE = "^Handsel Tracker$"


@dataclass(frozen=True)
class Bundle:
    """The program and its environment, which holds no more than is said here."""

    program: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """What a command ends with, says and complains of."""
        command = [self.program, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def processes(self) -> list[Path]:
        """Its processes that run now."""
        return [entry for entry in Path("/proc").glob("[0-9]*") if _program_of(entry) == self.program]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The bundle, as `make tracker-bundle` builds it, in a folder with a short path, as a socket needs."""
    parent = Path(mkdtemp(prefix="tracker"))
    spec = REPO / "tracker" / "handsel-tracker.spec"
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", spec]
    subprocess.run([*build, "--workpath", parent / "work", "--distpath", parent], cwd=REPO, check=True)
    shutil.rmtree(parent / "work")
    yield parent / "handsel-tracker"
    shutil.rmtree(parent)


@pytest.fixture
def bundle(folder: Path) -> Iterator[Bundle]:
    """The bundle for somebody new."""
    home = Path(mkdtemp(prefix="ben"))
    own = Bundle(
        folder / "handsel-tracker", {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8"}
    )
    yield own
    if own.processes():
        own.run("quit")
    shutil.rmtree(home)


@contextmanager
def window(bundle: Bundle) -> Iterator["subprocess.Popen[bytes]"]:
    """The window, as it is opened without a command."""
    with subprocess.Popen([bundle.program], env=bundle.environment) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_commands_answer_and_nothing_is_left_running(bundle: Bundle) -> None:
    nobody = "Nobody is signed in. Sign in with: handsel-tracker login HOUSE\n"
    assert bundle.run("status") == (0, nobody, "")
    assert _strangers(bundle) == set()
    assert len(bundle.processes()) == 1
    code, checks, complaints = bundle.run("doctor")
    assert (code, complaints) == (1, "")
    assert "bad   Screenshots: There is no desktop here" in checks
    assert "warn  Keyring: There is no keyring." in checks
    assert bundle.run("quit") == (0, "", "")
    assert until(lambda: not bundle.processes())


def test_the_window_is_seen_and_screenshots_are_taken(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_monitors() as desktop:
        bundle.environment["DISPLAY"] = desktop.display
        with window(bundle) as process:
            search = ["timeout", "30", "xdotool", "search", "--sync", "--onlyvisible", "--name", TITLE]
            assert desktop.run(*search, "getwindowpid", "%@").split() == [str(process.pid)]
        code, checks, _complaints = bundle.run("doctor")
        assert (code, "ok    Screenshots: Taken through X11" in checks) == (0, True)
        monkeypatch.setenv("DISPLAY", desktop.display)
        monkeypatch.setattr(taking, "child_command", lambda job: [str(bundle.program), "--child", job])
        left, _right = _pictures()
        assert decode(taking.thumbnail(left)).size == (178, 200)
        bundle.run("quit")
        assert until(lambda: not bundle.processes())


def test_it_is_small(folder: Path) -> None:
    size = sum(file.stat().st_size for file in folder.rglob("*") if not file.is_symlink()) / 1e6
    show(f"the Tracker's bundle: {size:.0f} MB")
    assert size < MB_MAX


def _pictures() -> list[bytes]:
    capture = taking.Capture.begin(Wanted())
    assert until(lambda: capture.poll() is not None)
    return [picture.content for picture in capture.poll() or []]


def _program_of(process: Path) -> Path | None:
    try:
        return (process / "exe").readlink()
    except OSError:
        return None


def _strangers(bundle: Bundle) -> set[str]:
    """Libraries of the system in a process of the bundle, though the bundle has its own."""
    (process,) = bundle.processes()
    lines = (process / "maps").read_text().splitlines()
    loaded = {Path(line.split()[-1]) for line in lines if ".so" in line}
    parent = bundle.program.parent
    own = {file.name for file in parent.rglob("*.so*")}
    return {str(file) for file in loaded if file.name in own and parent not in file.parents}
