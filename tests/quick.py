"""The tests of what changed since the last commit, without a browser; `python -m tests.quick`."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.test_mirror import covered, dotted, mirrored


def changed() -> list[Path]:
    """Files that differ from the last commit, and files that git does not know yet."""
    commands = (
        ["git", "diff", "--name-only", "--diff-filter=d", "HEAD"],
        ["git", "ls-files", "-o", "--exclude-standard"],
    )
    return [
        Path(name)
        for command in commands
        for name in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    ]


def tests_of(path: Path, covers: dict[str, Path]) -> Path | None:
    """The test file of a changed file: itself, its mirror, or the one that says it covers it."""
    if path.suffix == ".py" and path.parts[0] == "tests":
        return path if path.name.startswith("test_") else None
    if path.suffix == ".py" and path.parts[0] == "src":
        mirror = mirrored(path)
        return mirror if mirror.exists() else covers.get(dotted(path))
    return None


def main() -> int:
    """Run them, after the architecture."""
    covers = covered()
    tests = {test for path in changed() if (test := tests_of(path, covers))}
    if not tests:
        sys.stdout.write("No changed file has tests of its own: only tests/architecture is run.\n")
        sys.stdout.flush()
    files = [str(test) for test in sorted(tests) if test.parts[1] != "architecture"]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not browser and not soak", *sys.argv[1:]]
    return subprocess.run([*command, "tests/architecture", *files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
