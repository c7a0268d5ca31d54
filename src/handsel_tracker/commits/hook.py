"""A hook of git that notes each commit for the Tracker, beside whatever hook is there already."""

import shlex
import subprocess
from pathlib import Path

NAME = "post-commit"
OWN_MARK = "# handsel-tracker: notes hash, time and subject of each commit for the Tracker of this person."
BEFORE = f"{NAME}.before-handsel-tracker"
"""What the hook that was there is called meanwhile; ours runs it first."""
FOLDER_MODE, HOOK_MODE = 0o700, 0o755


class HookRefused(Exception):
    """The hook was not installed or removed: why, and what one can do."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


def install_hook(repository: Path, spool: Path) -> Path:
    """Install it in a repository, to write into a folder; returns its path. A second time changes nothing."""
    hook = _hooks_of(repository) / NAME
    if hook.is_symlink() or (hook.exists() and not _is_ours(hook)):
        before = hook.with_name(BEFORE)
        if before.exists():
            raise HookRefused(f"{before} is in the way.", "Look what it is, and remove it or rename it.")
        hook.rename(before)
    spool.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(hook_text(spool), encoding="utf-8")
    hook.chmod(HOOK_MODE)
    return hook


def remove_hook(repository: Path) -> bool:
    """Take it out and put back the hook that was there before; whether there was anything to take out."""
    hook = _hooks_of(repository) / NAME
    before = hook.with_name(BEFORE)
    if not hook.exists() or not _is_ours(hook):
        return False
    hook.unlink()
    if before.exists() or before.is_symlink():
        before.rename(hook)
    return True


def hook_text(spool: Path) -> str:
    """The hook. Whatever goes wrong in it, the commit is made and the other hook has its say."""
    return f"""#!/bin/sh
{OWN_MARK}
# `handsel-tracker git-hook remove` takes it out again.
other="$(dirname "$0")/{BEFORE}"
status=0
if [ -x "$other" ]; then "$other" "$@"; status=$?; fi
(
  umask 077
  spool={shlex.quote(str(spool))}
  hash=$(git rev-parse HEAD) && [ -d "$spool" ] || exit 0
  git log -1 --no-show-signature --encoding=UTF-8 --format='%H%n%ct%n%s' >"$spool/$hash.part" &&
    mv -f "$spool/$hash.part" "$spool/$hash"
) 2>/dev/null
exit "$status"
"""


def _hooks_of(repository: Path) -> Path:
    """The folder of hooks of a repository, of its worktrees too."""
    root, hooks = _git(repository, "--show-toplevel"), _git(repository, "--git-path", "hooks")
    folder = (repository / hooks).resolve()
    common = (repository / _git(repository, "--git-common-dir")).resolve()
    if not folder.is_relative_to(common):
        raise HookRefused(
            f"The hooks of {root} are in {folder}, where others may use them too.",
            "Add to your hook there what “handsel-tracker git-hook show” prints.",
        )
    return folder


def _git(repository: Path, *options: str) -> str:
    command = ["git", "-C", str(repository), "rev-parse", *options]
    try:
        ran = subprocess.run(command, capture_output=True, check=True, text=True)
    except FileNotFoundError as error:
        raise HookRefused("git is not installed.", "Install it first.") from error
    except (subprocess.CalledProcessError, NotADirectoryError) as error:
        raise HookRefused(
            f"{repository} is not in a repository of git.", "Change to the folder of one, and try again."
        ) from error
    return ran.stdout.strip()


def _is_ours(hook: Path) -> bool:
    return OWN_MARK.encode() in hook.read_bytes()
