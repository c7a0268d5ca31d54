"""Every kind of entry is declared once, used by an act, worded for its readers, and holds its shape."""

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from handsel.record import kinds
from handsel.record.kinds import EntryKind, FactsInvalid, declare, declared_kinds, kind_named
from handsel.record.wording import Wording, says
from handsel.ui.badges import TONES, icon
from tests.record.samples import required_alone, sample

COVERS = (
    "handsel.record.wording",
    "handsel.record.apps",
    "handsel.record.shapes",
    "handsel.work.jobs.entries",
    "handsel.work.milestones.entries.shapes",
    "handsel.record.entries",
    "handsel.people.entries",
    "handsel.policy.entries",
    "handsel.money.rails.entries",
    "handsel.money.invoices.entries",
    "handsel.exports.entries",
    "handsel.notices.entries",
    "handsel.work.workroom.entries",
    "handsel.work.terms.entries.agreement",
    "handsel.work.terms.entries.award",
    "handsel.work.terms.entries.ending",
    "handsel.work.terms.entries.versions",
    "handsel.work.milestones.entries.money",
    "handsel.work.milestones.entries.reports",
    "handsel.work.milestones.entries.requests",
    "handsel.work.milestones.entries.splits",
)
SOURCES = [path for path in Path("src/handsel").rglob("*.py") if "migrations" not in path.parts]
ACTS = ("act", "ActionSpec", "on_own_chain", "report_act")
KINDS = [pytest.param(kind, id=kind.name) for kind in declared_kinds()]


def used_by_acts() -> Iterator[tuple[Path, str]]:
    """What acts pass as their kind, wherever one is made: `RELEASED`, `entries.RELEASED`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ACTS and node.args:
                yield path, ast.unparse(node.args[0])


def declared_names(kind: EntryKind) -> set[str]:
    """The names under which `entries` modules hold a kind."""
    return {
        name
        for path in SOURCES
        if "entries" in path.parts or path.name == "entries.py"
        for name, value in vars(__import__(".".join(path.with_suffix("").parts[1:]), fromlist=["_"])).items()
        if value is kind or (isinstance(value, dict) and kind in value.values())
    }


def test_every_kind_is_known_once_the_apps_are_there() -> None:
    """A command that loads no page, such as the audit, reads every entry."""
    script = """
import django, importlib
django.setup()
from handsel.record.kinds import declared_kinds
known = {kind.name for kind in declared_kinds()}
for name in MODULES:
    importlib.import_module(name)
print(sorted({kind.name for kind in declared_kinds()} - known))
"""
    modules = [".".join(path.with_suffix("").parts[1:]) for path in SOURCES if "entries" in str(path)]
    command = [sys.executable, "-c", script.replace("MODULES", repr(modules))]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "handsel.config.settings"}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_acts_name_declared_kinds_and_no_strings() -> None:
    passed = {name.split("[")[0].split(".")[-1] for _, name in used_by_acts()}
    held = {name for kind in declared_kinds() for name in declared_names(kind)}
    assert passed - held == {"kind"}, "`kind` alone is a parameter that is handed on"


@pytest.mark.parametrize("kind", KINDS)
def test_every_declared_kind_is_used_by_an_act(kind: EntryKind) -> None:
    source = "\n".join(
        path.read_text() for path in SOURCES if "entries" not in path.parts and path.name != "entries.py"
    )
    names = declared_names(kind) - {"_kinds"}
    assert any(
        f"({name}" in source or f".{name}" in source or f"({name}," in source or f" {name} " in source
        for name in names
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_its_sample_in_words(kind: EntryKind) -> None:
    for facts in (sample(kind.shape), required_alone(kind.shape)):
        wording = kind.wording("Ada Vance", kind.check(facts))
        assert isinstance(wording, Wording)
        assert str(wording.title)
        assert "{" not in wording.title + wording.detail
        list(kind.searched(facts))
        kind.can_wait(facts)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_tone_and_an_icon_that_are_drawn(kind: EntryKind) -> None:
    assert kind.tone in TONES
    sprite = Path("src/handsel/ui/templates/ui/icons.svg").read_text()
    assert f'id="i-{kind.icon}"' in sprite
    assert icon(kind.icon)


def test_facts_of_another_shape_are_refused() -> None:
    kind = kind_named("report.late")
    assert kind.check({"week": "2026-03-02"}) == {"week": "2026-03-02"}
    for facts in ({}, {"week": 3}, {"week": "2026-03-02", "more": 1}, {"week": "Monday"}):
        with pytest.raises(FactsInvalid):
            kind.check(facts)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare("report.late", shape=dict, wording=says("x"), tone="mute", icon="seal")


def test_no_two_kinds_share_a_name() -> None:
    names = Counter(kind.name for kind in declared_kinds())
    assert max(names.values()) == 1
    assert set(names) == set(kinds._kinds)
