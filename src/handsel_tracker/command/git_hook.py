"""The hook of git that notes commits, if the person wants it."""

import argparse
import sys
from pathlib import Path

from handsel_tracker.commits.hook import HookRefused, hook_text, install_hook, remove_hook
from handsel_tracker.places.folders import places


def run(options: argparse.Namespace) -> int:
    """Install it in a repository, remove it, or show it; 1 if that was refused."""
    repository = Path(options.repository)
    try:
        match options.act:
            case "install":
                print(f"Hash and subject of your commits are noted from now on, by {_install(repository)}.")
            case "remove":
                if not remove_hook(repository):
                    raise HookRefused("The hook is not in this repository.", "Nothing was changed.")
                print("The hook was taken out.")
            case _:
                print(hook_text(places().commits))
    except HookRefused as refused:
        print(f"{refused.reason} {refused.way_out}", file=sys.stderr)
        return 1
    return 0


def _install(repository: Path) -> Path:
    return install_hook(repository, places().commits)
