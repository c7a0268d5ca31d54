import os
import subprocess
from pathlib import Path

import pytest

from handsel_tracker.commits.hook import BEFORE, HookRefused, install_hook, remove_hook
from handsel_tracker.commits.reading import noted_commits

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as it comes, whatever is set up on this computer."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ben")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ben@example.org")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    place = tmp_path / "plate index"
    git(tmp_path, "init", "-q", str(place))
    return place


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "Ben's spool"


def git(place: Path, *words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=place, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def commit(place: Path, subject: str) -> str:
    git(place, "commit", "-q", "--allow-empty", "-m", subject)
    return git(place, "rev-parse", "HEAD")


def other_hook(repository: Path, text: str) -> Path:
    hook = repository / ".git/hooks/post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{text}\n")
    hook.chmod(0o755)
    return hook


def test_each_commit_is_noted_for_this_person_alone(repository: Path, spool: Path) -> None:
    install_hook(repository, spool)
    digest = commit(repository, "Sort plates “by” $(touch hacked) `date` ünïcode")
    (noted,) = noted_commits(spool)
    assert (noted.hash, noted.subject) == (digest, "Sort plates “by” $(touch hacked) `date` ünïcode")
    assert noted.made_at.timestamp() == float(git(repository, "log", "-1", "--format=%ct"))
    assert not (repository / "hacked").exists()
    assert spool.stat().st_mode & 0o777 == 0o700
    assert (spool / digest).stat().st_mode & 0o777 == 0o600


def test_the_hook_that_was_there_goes_on_and_comes_back(repository: Path, spool: Path) -> None:
    hook = other_hook(repository, 'echo "$0" >> ran')
    before = hook.read_text()
    install_hook(repository, spool)
    install_hook(repository, spool)
    commit(repository, "Sort plates")
    assert len((repository / "ran").read_text().splitlines()) == 1
    assert len(noted_commits(spool)) == 1
    assert remove_hook(repository)
    assert hook.read_text() == before
    assert os.access(hook, os.X_OK)
    assert not hook.with_name(BEFORE).exists()
    assert not remove_hook(repository)


def test_a_hook_that_is_a_link_stays_one(repository: Path, spool: Path, tmp_path: Path) -> None:
    target = tmp_path / "shared-hook"
    target.write_text("#!/bin/sh\n")
    hook = other_hook(repository, "")
    hook.unlink()
    hook.symlink_to(target)
    install_hook(repository, spool)
    assert target.read_text() == "#!/bin/sh\n"
    remove_hook(repository)
    assert hook.readlink() == target


def test_commits_are_made_when_the_spool_is_gone(repository: Path, spool: Path) -> None:
    install_hook(repository, spool)
    spool.rmdir()
    assert commit(repository, "Sort plates")
    assert noted_commits(spool) == []


def test_a_worktree_has_the_hook_of_its_repository(repository: Path, spool: Path, tmp_path: Path) -> None:
    commit(repository, "Begin")
    git(repository, "worktree", "add", "-q", str(tmp_path / "tree"))
    install_hook(tmp_path / "tree", spool)
    digests = {commit(tmp_path / "tree", "In the tree"), commit(repository, "Beside it")}
    assert {noted.hash for noted in noted_commits(spool)} == digests


def test_hooks_that_others_share_are_left_alone(repository: Path, spool: Path) -> None:
    git(repository, "config", "core.hooksPath", ".husky")
    with pytest.raises(HookRefused, match="where others may use them"):
        install_hook(repository, spool)


def test_what_is_in_the_way_is_not_lost(repository: Path, spool: Path) -> None:
    hook = other_hook(repository, "true")
    hook.with_name(BEFORE).write_text("mine")
    with pytest.raises(HookRefused, match="is in the way"):
        install_hook(repository, spool)
    assert hook.with_name(BEFORE).read_text() == "mine"


def test_a_folder_without_a_repository_is_refused(tmp_path: Path, spool: Path) -> None:
    with pytest.raises(HookRefused, match="not in a repository"):
        install_hook(tmp_path, spool)
