"""Ask an operator to confirm what cannot be undone."""

from argparse import ArgumentParser


def add_yes_option(parser: ArgumentParser) -> None:
    """Add `--yes`, which skips the question."""
    parser.add_argument("--yes", action="store_true", help="do it without asking first")


def is_confirmed(*lines: str, yes: bool) -> bool:
    """Print what would happen and ask. False if stdin is closed."""
    print(*lines, sep="\n")
    if yes:
        return True
    try:
        answer = input("It cannot be taken back. Go on? [y/N] ")
    except EOFError:
        answer = ""
        print("\nNobody is there to answer; --yes does it without asking.")
    return answer.strip().lower() in {"y", "yes"}


def on_one_line(words: str, *, most: int = 200) -> str:
    """The start of a text on one line, without control characters."""
    shown = "".join(character if character.isprintable() else " " for character in words[:most])
    return shown + ("…" if len(words) > most else "")
