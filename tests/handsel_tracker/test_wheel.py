"""The Tracker as people install it: its wheel and the verifier's, in a new environment, without a network."""

import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPO = Path(__file__).parents[2]
PACKAGE = REPO / "src" / "handsel_tracker"


@pytest.fixture
def wheels(tmp_path: Path) -> list[Path]:
    """The two wheels, as `make tracker-wheel` builds them."""
    for project in ("verify", "tracker"):
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
        subprocess.run(build, cwd=REPO / project, check=True, capture_output=True)
    return sorted(tmp_path.glob("*.whl"))


@pytest.fixture
def command(wheels: list[Path], tmp_path: Path) -> Path:
    """`handsel-tracker`, installed beside no more than what its wheel says it needs."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    (packages,) = (tmp_path / "venv" / "lib").glob("*/site-packages")
    lend(packages, needed_by("handsel-tracker", declared(wheels[0])))
    install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", tmp_path, wheels[0]]
    subprocess.run(install, check=True)
    return python.with_name("handsel-tracker")


def declared(wheel: Path) -> list[str]:
    """What a wheel says it needs."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    return [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]


def needed_by(name: str, requirements: list[str]) -> Iterator[str]:
    """The packages that these requirements lead to, without our own."""
    for requirement in map(Requirement, requirements):
        is_wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if is_wanted and requirement.name != "handsel-verify":
            yield requirement.name
            yield from needed_by(requirement.name, distribution(requirement.name).requires or [])


def lend(packages: Path, names: Iterator[str]) -> None:
    """Link packages of the environment of the tests into another."""
    for package in map(distribution, set(names)):
        for top in {file.parts[0] for file in package.files or []} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(package.locate_file(top))


def test_what_is_installed_answers(command: Path, tmp_path: Path) -> None:
    alone = {"HANDSEL_TRACKER_HOME": str(tmp_path / "home"), "HANDSEL_TRACKER_KEYRING": "off"}

    def says(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [command, *arguments], env=alone, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    try:
        nobody = "Nobody is signed in. Sign in with: handsel-tracker login HOUSE\n"
        assert says("status") == (0, nobody, "")
        assert "Folder: What is recorded lies on this computer." in says("doctor")[1]
    finally:
        assert says("quit") == (0, "", "")


def test_the_wheel_has_every_file_of_the_package(wheels: list[Path]) -> None:
    files = {
        str(path.relative_to(PACKAGE.parent))
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    with zipfile.ZipFile(wheels[0]) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == files
