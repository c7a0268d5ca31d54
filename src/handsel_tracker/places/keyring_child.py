"""A short-lived process that asks the system's keyring: it may hang, and takes memory."""

import json
import sys


def main() -> int:
    """Do what standard input says; 0 if the keyring did it."""
    import keyring
    from keyring.backends import fail, null

    question = json.load(sys.stdin)
    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring | null.Keyring):
        return 1
    service, name = "handsel-tracker", question["name"]
    match question["do"]:
        case "get":
            sys.stdout.write(backend.get_password(service, name) or "")
        case "set":
            backend.set_password(service, name, question["value"])
        case _:
            backend.delete_password(service, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
