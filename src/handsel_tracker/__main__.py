"""The command `handsel-tracker`."""

import sys


def main() -> int:
    """Do what the command line says; the exit code."""
    from handsel_tracker.command.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
