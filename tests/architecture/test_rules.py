"""Citations of rules lead to docs/rules.md, and its numbers are those of the policies."""

import ast
import re
from dataclasses import asdict
from pathlib import Path

from handsel.policy.rules import PRESETS, Rules
from tests.architecture import tracked

DOCUMENT = Path("docs/rules.md")
CITATION = re.compile(r"\brules: ([a-z]+(?: [a-z]+)*)\s+(\d+)")
ANCHOR = re.compile(r'<a id="([a-z0-9-]+)"></a>')
OLD = re.compile(r"\b(RULES|DESIGN)\b")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
LINE_CHARACTERS_MAX = 140


def python() -> tuple[Path, ...]:
    return tracked.files("src/*.py", "bench/*.py", "tests/*.py")


def policy_table() -> str:
    """The numbers of every preset as the document shows them; days off are written when it is published."""
    presets = [asdict(rules) for rules in PRESETS.values()]
    names = [name for name in asdict(Rules()) if name != "days_off"]
    rows = [f"| `{name}` | {' | '.join(str(values[name]) for values in presets)} |" for name in names]
    return "\n".join([f"| Rule | {' | '.join(PRESETS)} |", "|---" * (len(PRESETS) + 1) + "|", *rows])


def test_every_citation_leads_to_a_rule() -> None:
    anchors = set(ANCHOR.findall(tracked.text(DOCUMENT)))
    citations = [(path, match) for path in python() for match in CITATION.finditer(tracked.text(path))]
    lost = [
        f"{path}: {match[0]}"
        for path, match in citations
        if f"{match[1].replace(' ', '-')}-{match[2]}" not in anchors
    ]
    assert citations
    assert not lost, "\n".join(lost)


def test_no_docstring_cites_another_source() -> None:
    old = [
        f"{path}: {docstring}"
        for path in python()
        for node in ast.walk(tracked.tree(path))
        if isinstance(node, DOCUMENTED) and (docstring := ast.get_docstring(node))
        if OLD.search(docstring)
    ]
    assert not old, "\n".join(old)


def test_the_document_shows_the_numbers_of_the_policies() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", tracked.text(DOCUMENT), re.MULTILINE)
    assert PRESETS["classic"] == Rules()
    assert [table.strip() for table in tables] == [policy_table()], f"Paste this:\n{policy_table()}"


def test_no_line_of_the_rules_is_too_long() -> None:
    wide = [line for line in tracked.text(DOCUMENT).splitlines() if len(line) > LINE_CHARACTERS_MAX]
    assert not wide, "\n".join(wide)
