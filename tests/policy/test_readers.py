"""Every number of a policy is kept by something: an act, a fee, or what publishing writes."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from handsel.policy.rules import Rules
from tests.architecture import tracked

SAYS_ONLY = {Path("src/handsel/policy/rules.py"), Path("src/handsel/policy/models.py")}
"""Where the numbers are, but nothing is done with them."""


def keeps_promises(path: Path) -> bool:
    """Whether reading a number here does something: help only repeats it."""
    return path not in SAYS_ONLY and not {"help", "migrations"} & set(path.parts)


def attributes_of_rules(tree: ast.AST) -> Iterator[str]:
    """What is read of a policy's rules: `rules.ending_days`, `job.policy.rules.ending_days`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] == "rules":
            yield node.attr


def unread(names: Iterable[str]) -> set[str]:
    """The numbers that nothing reads."""
    paths = [path for path in tracked.files("src/handsel/*.py") if keeps_promises(path)]
    read = {name for path in paths for name in attributes_of_rules(tracked.tree(path))}
    return set(names) - read


def test_every_number_of_a_policy_is_read() -> None:
    assert unread(field.name for field in fields(Rules)) == set()


def test_a_number_that_nothing_reads_is_noticed() -> None:
    assert unread(["ending_days", "review_business_days"]) == {"review_business_days"}
