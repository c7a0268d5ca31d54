"""The verifier as its readers get it: one wheel, alone in a new environment, without a network."""

import subprocess
import sys
import venv
from pathlib import Path
from uuid import uuid4

import pytest

from tests.record.evidence import bring, members, rewritten, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

PROJECT = Path(__file__).parents[2] / "verify"


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """`handsel-verify`, installed from its wheel."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", wheel], check=True)
    return python.with_name("handsel-verify")


def test_it_says_what_holds_and_what_does_not(command: Path, tmp_path: Path) -> None:
    job = uuid4()
    bring(job, "plan.pdf", b"the plan")
    bundle = written(job, tmp_path / "bundle.zip")
    done = subprocess.run([command, bundle], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rewritten(bundle, members(bundle) | {"index.html": b"Something else."})
    done = subprocess.run([command, bundle], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "BROKEN  index.html was changed" in done.stdout
