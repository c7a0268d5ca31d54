"""The `handsel` command line for operators."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import django

from handsel_verify.console import escape_missing_letters

DESCRIPTION = "A house for freelance work: terms, escrow, and a record that neither side can alter."
EPILOG = """\
Settings are read from the environment (HANDSEL_...); none is needed to try it out:

  handsel up                                    serve at http://localhost:8000
  handsel sample                                fill an empty house with people and jobs
  handsel person olga@example.org --operator    make an operator, print a link to sign in
"""

AUDIT_EPILOG = """\
It reads and never writes, and reads every stored file in full: 5,000 files of 100 kB take a second or two."""

WITNESS_EPILOG = """\
It needs no database and no settings, and never co-signs a log that shrank or changed. Never put its folder
back from a backup: it would forget what it saw."""


def main(arguments: Sequence[str] | None = None) -> int | None:
    """Run one command. Errors are one sentence, without a traceback."""
    escape_missing_letters()
    parser = _parser()
    args, rest = parser.parse_known_args(arguments)
    if rest and not hasattr(args, "rest"):
        parser.error(f"unknown: {' '.join(rest)}")
    args.rest = rest
    if any(map(_is_unreadable, sys.argv[1:] if arguments is None else arguments)):
        parser.error("an argument is no text in UTF-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handsel.config.settings")
    try:
        if args.needs_data_dir:
            from handsel.config.data_dir import require_data_dir

            require_data_dir()
        if not args.standalone:
            django.setup()
        result: int | None = args.run(args)
    except Exception as error:
        from handsel.config.fault_sentences import sentence_of

        sentence = sentence_of(error)
        if sentence is None:
            raise
        sys.exit(f"handsel: {sentence}")
    except KeyboardInterrupt:
        sys.exit(130)
    return result


def _is_unreadable(argument: str) -> bool:
    """Whether an argument is not valid UTF-8: Python decodes such bytes to lone surrogates."""
    return any("\ud800" <= character <= "\udfff" for character in argument)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "handsel",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    up = _add_command(
        commands, "up", _up, "make the database ready, serve pages and do what is due; Ctrl-C ends it"
    )
    up.add_argument(
        "--sample", action="store_true", help="first fill the house with people and jobs, if empty"
    )
    _add_command(commands, "worker", _worker, "do what is due, beside other servers (PostgreSQL only)")
    _add_command(commands, "migrate", _migrate, "make the database ready, and nothing else")
    _add_checks(commands)
    _add_command(commands, "reindex", _reindex, "make the index of the search again from the record")
    _add_command(commands, "sample", _sample, "fill an empty house with people, jobs and test money")
    _add_person(commands)
    _add_witness(commands)
    for name, (run, text) in _JOB_COMMANDS.items():
        command = _add_command(commands, name, run, f"{text}; see `handsel {name} --help`", add_help=False)
        command.set_defaults(rest=[])
    return parser


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    text: str,
    *,
    add_help: bool = True,
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", add_help=add_help
    )
    command.set_defaults(run=run, standalone=False, needs_data_dir=run in _NEEDS_DATA_DIR)
    return command


def _add_checks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = _add_command(
        commands, "audit", _audit, "check every promise of the house against its books; 1 when one is broken"
    )
    audit.epilog = AUDIT_EPILOG
    rebuild = _add_command(
        commands, "rebuild", _rebuild, "say what a house made from the record would have; 1 if it differs"
    )
    rebuild.add_argument("--check", action="store_true", required=True, help="compare, and write nothing")
    _add_command(commands, "reconcile", _reconcile, "compare each rail with the books; 1 when they differ")


def _add_person(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    person = _add_command(
        commands, "person", _person, "make a person or an operator, or reset a sign-in: prints a link"
    )
    person.add_argument("email", help="the address by which the person signs in")
    person.add_argument("--name", default="", help="the name of a new person")
    person.add_argument("--reset-factors", action="store_true", help="remove the app and passkeys, if lost")
    person.add_argument("--operator", action="store_true", help="let the person keep the house in order")


def _add_witness(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    witness = _add_command(commands, "witness", _witness, "co-sign the checkpoints of other houses' logs")
    witness.set_defaults(standalone=True)
    witness.epilog = WITNESS_EPILOG
    witness.add_argument("--listen", metavar="HOST:PORT", required=True, help="where it answers")
    witness.add_argument("--folder", required=True, help="where its key lies, and what it co-signed last")
    witness.add_argument(
        "--log", metavar="KEY", action="append", required=True, help="the key of a log; any number of them"
    )
    witness.add_argument("--name", default="", help="what its first key is called; the name of the machine")


def _up(args: argparse.Namespace) -> None:
    import_module("handsel.config.up").run(sample=args.sample)


def _worker(_chosen: argparse.Namespace) -> None:
    import_module("handsel.config.workers").single_worker()


def _migrate(_chosen: argparse.Namespace) -> None:
    import_module("handsel.config.bootstrap").bootstrap(verbosity=1)


def _main_of(module: str) -> Callable[[argparse.Namespace], int | None]:
    """Runs the `main` of a module that takes no options."""

    def run(_chosen: argparse.Namespace) -> int | None:
        result: int | None = import_module(f"handsel.config.{module}").main()
        return result

    return run


_audit, _rebuild, _reconcile, _reindex = map(_main_of, ("audit", "rebuild", "reconcile", "reindex"))


def _witness(args: argparse.Namespace) -> None:
    import_module("handsel.config.witness").main(args)


def _sample(_chosen: argparse.Namespace) -> int | None:
    import_module("handsel.config.bootstrap").bootstrap(presets=False)
    result: int | None = import_module("handsel.config.sample.build").main()
    return result


def _person(args: argparse.Namespace) -> None:
    import_module("handsel.config.bootstrap").bootstrap()
    person = import_module("handsel.config.person")
    person.main(args.email, args.name, operator=args.operator, resets=args.reset_factors)


def _settle(args: argparse.Namespace) -> int | None:
    result: int | None = import_module("handsel.config.settle").main(args.rest)
    return result


def _erase(args: argparse.Namespace) -> int | None:
    result: int | None = import_module("handsel.config.erase").main(args.rest)
    return result


_JOB_COMMANDS = {
    "settle": (_settle, "share out what a job holds"),
    "erase": (_erase, "propose to erase what an entry says, where the law demands it"),
}
"""Commands on a job; each parses its own options."""

_NEEDS_DATA_DIR = frozenset({_audit, _rebuild, _reconcile, _reindex, _settle, _erase})
"""Commands that need an existing data folder."""
