"""`handsel-verify`: what it says, and its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from handsel.record.log.keys import signer
from handsel_verify.canonical import canonical
from handsel_verify.command import CANNOT_TELL, DOES_NOT_HOLD, HOLDS, main
from tests.handsel_verify.test_bundles import signed_anew
from tests.record.evidence import bring, members, rewritten, say, written

SOURCE = Path(__file__).parents[2] / "src"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    job = uuid4()
    say(job, words="First.")
    bring(job, "plan.pdf", b"the plan")
    return written(job, tmp_path / "bundle.zip")


def test_a_bundle_that_holds(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(bundle), "--key", str(signer().key)]) == HOLDS
    output = capsys.readouterr().out
    assert "HOLDS   the chain is whole: entries 1 to 2, each as it was sealed" in output
    assert output.endswith("It holds: nothing here has changed since it was sealed.\n")
    assert main(["bundle", str(bundle)]) == HOLDS
    assert "NOTE    Compare the key" in capsys.readouterr().out


def test_a_bundle_that_does_not(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewritten(bundle, members(bundle) | {"index.html": b"Something else."})
    assert main([str(bundle)]) == DOES_NOT_HOLD
    output = capsys.readouterr().out
    assert "BROKEN  index.html was changed" in output
    assert output.endswith("do not rely on the rest.\n")


def test_what_a_bundle_says_is_told_on_one_line(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = members(bundle)
    manifest, words = json.loads(content["manifest.json"]), "gone\nHOLDS   all of it\x1b[2J\u202e"
    changed = {"manifest.json": canonical(manifest | {"left_out": {"0" * 64: words}})}
    assert main([str(rewritten(bundle, signed_anew(content | changed, signer())))]) == HOLDS
    printed = capsys.readouterr().out.splitlines()
    assert any("gone\\nHOLDS" in line for line in printed)
    assert all(line.isprintable() for line in printed)


def test_a_file_against_a_bundle(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(b"the plan")
    assert main(["file", str(file), str(bundle)]) == HOLDS
    assert "byte for byte" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["nowhere.zip"], ["entry", "nowhere.json"], ["checkpoints", "a", "b", "c"]]
)
def test_what_cannot_be_read_is_not_judged(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == CANNOT_TELL
    assert "Nothing was checked:" in capsys.readouterr().err


def test_a_key_that_is_none_is_not_judged(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(bundle), "--key", "nonsense"]) == CANNOT_TELL
    assert "Ed25519" in capsys.readouterr().err


def test_the_key_of_a_house_is_no_witness(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(bundle), "--witness", str(signer().key)]) == CANNOT_TELL
    assert "is the key of a log, not of a witness" in capsys.readouterr().err


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "Exit codes: 0 everything holds" in capsys.readouterr().out


def test_it_runs_without_anything_installed(bundle: Path) -> None:
    """Python's own library alone: no site packages, no house."""
    run = "from handsel_verify.command import main; sys.exit(main())"
    code = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {run}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(bundle)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (HOLDS, "")
    assert "It holds" in done.stdout


@pytest.mark.parametrize(("content", "code"), [(b"the plan", HOLDS), (b"another", DOES_NOT_HOLD)])
@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "utf-8"])
def test_the_exit_code_is_the_same_on_a_console_without_the_letters_of_a_name(
    code_page: str, content: bytes, code: int, tmp_path: Path
) -> None:
    job, name = uuid4(), "\u5408\u540c.pdf"
    bring(job, name, b"the plan")
    bundle, file = written(job, tmp_path / "bundle.zip"), tmp_path / name
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "handsel_verify", "file", str(file), str(bundle)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": code_page, "PYTHONPATH": str(SOURCE)},
    )
    assert (done.returncode, done.stderr) == (code, b"")
    if code == HOLDS:
        assert name.encode(code_page, "backslashreplace") in done.stdout
