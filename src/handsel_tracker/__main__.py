"""The command `handsel-tracker`."""

import sys


def main() -> int:
    """Do what the command line says, or what a child of the bundle is for; the exit code."""
    match sys.argv[1:]:
        case ["--child", "keyring"]:
            from handsel_tracker.places.keyring_child import main as ask_keyring

            return ask_keyring()
        case ["--child", job]:
            from handsel_tracker.screen.child import main as handle_pictures

            return handle_pictures([job])
        case arguments:
            from handsel_tracker.command.run import run

            return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
