"""The command `handsel-verify`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handsel_verify import bundles, proofs
from handsel_verify.console import escape_missing_letters
from handsel_verify.notes import Key, NoteBroken, key_from
from handsel_verify.reports import Report
from handsel_verify.witnesses import witness_from

HOLDS, DOES_NOT_HOLD, CANNOT_TELL = 0, 1, 2
SENTENCE_MAX = 1000
COMMANDS = ("bundle", "entry", "file", "checkpoints")
EPILOG = """\
Exit codes: 0 everything holds; 1 something does not, and is named; 2 a file could not be read, or the command
was not understood, so that nothing was checked. Nothing is sent anywhere, and nothing is unpacked.
With --key (the key that the site publishes at /log/key) the signer is checked too; without it, the key in
the file is taken, and printed so that you can compare it. With --witness (once for each) those witnesses must
have co-signed the checkpoint, so that the site cannot have shown you a history that it shows nobody else.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a check and print the report; returns the exit code."""
    escape_missing_letters()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] not in COMMANDS and not words[0].startswith("-"):
        words.insert(0, "bundle")
    options = _parser().parse_args(words)
    try:
        report = _report(options, key_from(options.key.strip()) if options.key else None)
    except (OSError, NoteBroken) as error:
        print(f"Nothing was checked: {_on_one_line(str(error))}", file=sys.stderr)
        return CANNOT_TELL
    return _print(report)


def _report(options: argparse.Namespace, key: Key | None) -> Report:
    match options.command:
        case "bundle":
            return bundles.check(options.bundle, key, _witnesses(options))
        case "entry":
            return proofs.check_entry(options.proof, key, _witnesses(options))
        case "file":
            return proofs.check_file(options.file, options.against)
        case _:
            return proofs.check_checkpoints(options.old, options.new, options.proof, key)


def _witnesses(options: argparse.Namespace) -> list[Key]:
    return [witness_from(text.strip()) for text in options.witness]


def _print(report: Report) -> int:
    for sentence in report.holds:
        print(f"HOLDS   {_on_one_line(sentence)}")
    for sentence in report.faults:
        print(f"BROKEN  {_on_one_line(sentence)}")
    for sentence in report.remarks:
        print(f"NOTE    {_on_one_line(sentence)}")
    if report.faults:
        print("It does not hold. What is broken is named above; do not rely on the rest.")
        return DOES_NOT_HOLD
    print("It holds: nothing here has changed since it was sealed.")
    return HOLDS


def _on_one_line(sentence: str) -> str:
    """Escape control characters, so that names in a bundle can't forge lines of the report."""
    shown = sentence[:SENTENCE_MAX]
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in shown)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="handsel-verify",
        description="Check a job's record without the site that kept it. FILE.zip alone is a bundle.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    trusting = argparse.ArgumentParser(add_help=False)
    trusting.add_argument("--key", help="the key that the site publishes, as <name>+<id>+<base64>")
    seen = argparse.ArgumentParser(add_help=False, parents=[trusting])
    words = "the key of a witness; any number of them"
    seen.add_argument("--witness", metavar="KEY", action="append", default=[], help=words)

    bundle = commands.add_parser("bundle", parents=[seen], help="an evidence bundle (a ZIP file)")
    bundle.add_argument("bundle", type=Path)
    entry = commands.add_parser("entry", parents=[seen], help="the proof of one entry (a JSON file)")
    entry.add_argument("proof", type=Path)
    file = commands.add_parser("file", parents=[trusting], help="a file against a bundle or an entry's proof")
    file.add_argument("file", type=Path)
    file.add_argument("against", type=Path, help="the bundle or the proof")
    pair = commands.add_parser("checkpoints", parents=[trusting], help="two checkpoints of one log")
    pair.add_argument("old", type=Path)
    pair.add_argument("new", type=Path)
    pair.add_argument("proof", type=Path, help="the consistency proof between them, from /log/consistency")
    return parser
