"""The command: it says what it can do, and what is wrong in one sentence."""

import sys
from io import BytesIO, TextIOWrapper
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from handsel.config import cli
from handsel.config.wrong_setting import WrongSetting
from handsel.kernel.refusals import NotFound


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.django, "setup", lambda: None)
    monkeypatch.setattr("handsel.config.data_dir.require_data_dir", lambda: None)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Which command's module was asked for what, instead of doing it."""
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def module(name: str) -> SimpleNamespace:
        def note(*arguments: Any, **options: Any) -> None:
            calls.append((name.removeprefix("handsel.config."), arguments, options))

        return SimpleNamespace(run=note, single_worker=note, bootstrap=note, main=note)

    monkeypatch.setattr(cli, "import_module", module)
    return calls


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(**_named: Any) -> None:
        raise error

    monkeypatch.setattr(cli, "import_module", lambda _name: SimpleNamespace(run=fail))


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        (["up"], ("up", (), {"sample": False})),
        (["up", "--sample"], ("up", (), {"sample": True})),
        (["worker"], ("workers", (), {})),
        (["migrate"], ("bootstrap", (), {"verbosity": 1})),
        (["audit"], ("audit", (), {})),
        (["rebuild", "--check"], ("rebuild", (), {})),
        (["reindex"], ("reindex", (), {})),
        (["sample"], ("sample.build", (), {})),
        (["person", "a@b.c"], ("person", ("a@b.c", ""), {"operator": False, "resets": False})),
        (
            ["person", "a@b.c", "--name", "A", "--operator"],
            ("person", ("a@b.c", "A"), {"operator": True, "resets": False}),
        ),
        (
            ["person", "a@b.c", "--reset-factors"],
            ("person", ("a@b.c", ""), {"operator": False, "resets": True}),
        ),
        (["settle", "JOB", "--help"], ("settle", (["JOB", "--help"],), {})),
        (["settle", "--help"], ("settle", (["--help"],), {})),
    ],
)
def test_each_command_does_its_own(
    arguments: list[str], call: Any, called: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    assert cli.main(arguments) is None
    assert called[-1] == call


def test_a_witness_is_begun_without_a_house(
    monkeypatch: pytest.MonkeyPatch, called: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    monkeypatch.setattr(cli.django, "setup", lambda: pytest.fail("it needs no settings"))
    cli.main(["witness", "--listen", "127.0.0.1:8100", "--folder", "f", "--log", "a", "--log", "b"])
    ((name, (chosen,), _),) = called
    assert (name, chosen.listen, chosen.folder) == ("witness", "127.0.0.1:8100", "f")
    assert (chosen.log, chosen.name) == (["a", "b"], "")


@pytest.mark.parametrize(
    ("arguments", "options"), [(["sample"], {"presets": False}), (["person", "a@b.c"], {})]
)
def test_who_makes_people_makes_the_database_ready_first(
    arguments: list[str],
    options: dict[str, bool],
    called: list[tuple[str, tuple[Any, ...], dict[str, Any]]],
) -> None:
    cli.main(arguments)
    assert called[0] == ("bootstrap", (), options)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    output = capsys.readouterr().out
    for command in ("up", "worker", "migrate", "audit", "sample", "person", "settle", "witness"):
        assert f"\n    {command} " in output


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["up", "--loud"], ["person"], ["witness"], ["settle", "\udcff"]]
)
def test_what_is_no_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    assert "usage: handsel" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (WrongSetting("HANDSEL_PORT holds 'x'."), "handsel: HANDSEL_PORT holds 'x'."),
        (NotFound("There is no such job."), "handsel: There is no such job."),
        (
            OperationalError("no route\nHINT: none"),
            "handsel: the database did not answer: no route; nothing more was done. See that it runs and "
            "that HANDSEL_DATABASE_URL leads to it, then run this again.",
        ),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_is_wrong_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, sentence: str | int
) -> None:
    failing(monkeypatch, error)
    with pytest.raises(SystemExit) as left:
        cli.main(["up"])
    assert left.value.code == sentence


def test_a_fault_of_the_program_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        cli.main(["up"])


def test_the_arguments_come_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, called: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    monkeypatch.setattr(sys, "argv", ["handsel", "audit"])
    cli.main()
    assert called == [("audit", (), {})]


def test_the_audit_says_that_it_reads_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["audit", "--help"])
    assert "reads every stored file in full" in " ".join(capsys.readouterr().out.split())


def test_a_name_that_the_console_has_no_letters_for_is_printed_as_their_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = BytesIO()
    console = TextIOWrapper(printed, encoding="cp1252", errors="strict", write_through=True)
    monkeypatch.setattr(sys, "stdout", console)
    say = SimpleNamespace(bootstrap=lambda **_named: console.write("\u738b\u5c0f\u660e"))
    monkeypatch.setattr(cli, "import_module", lambda _name: say)
    cli.main(["migrate"])
    assert printed.getvalue() == rb"\u738b\u5c0f\u660e"
