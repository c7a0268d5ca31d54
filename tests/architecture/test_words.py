"""What people read goes through the catalogue: refusals are marked, and the catalogue is in step."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture import tracked

MARKED = "gettext_noop"
SENTENCES = {"what", "kept", "way_out"}
CATALOGUE = Path("src/handsel/locale/en/LC_MESSAGES/django.po")
EXTRACT = "makemessages -l en --no-location --no-obsolete --verbosity 0"


def last_name(node: ast.expr) -> str:
    """`refusals.NotNow` -> `NotNow`."""
    return ast.unparse(node).split(".")[-1]


def refusals() -> dict[str, list[tuple[Path, ast.ClassDef]]]:
    """The classes of refusals by name, from `Refusal` down."""
    classes = [
        (path, node)
        for path in tracked.files("src/*.py")
        for node in ast.walk(tracked.tree(path))
        if isinstance(node, ast.ClassDef)
    ]
    by_name = {"Refusal": [(path, node) for path, node in classes if node.name == "Refusal"]}
    while grown := [
        (path, node)
        for path, node in classes
        if any(last_name(base) in by_name for base in node.bases)
        if (path, node) not in by_name.get(node.name, [])
    ]:
        for path, node in grown:
            by_name.setdefault(node.name, []).append((path, node))
    return by_name


def unmarked(node: ast.expr) -> bool:
    """Whether an expression words a sentence that no translator sees."""
    if isinstance(node, ast.Call) and last_name(node.func) == MARKED:
        return not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and node.value):
        return True
    return any(unmarked(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))


def worded(path: Path, names: set[str]) -> Iterator[ast.expr]:
    """Every sentence that a file gives to a refusal it makes, straight or by a name of the same function."""
    for function in tracked.functions(path):
        words = {
            ast.unparse(node.targets[0]): node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and last_name(node.func) in names:
                sentences = [*node.args[:1], *(key.value for key in node.keywords if key.arg in SENTENCES)]
                yield from (words.get(ast.unparse(sentence), sentence) for sentence in sentences)


def test_every_refusal_that_is_raised_is_worded_for_translators() -> None:
    names = set(refusals())
    plain = [
        f"{path}:{sentence.lineno} {ast.unparse(sentence)}"
        for path in tracked.files("src/*.py")
        for sentence in worded(path, names)
        if unmarked(sentence)
    ]
    assert not plain, "\n".join(plain)


def test_every_refusal_is_worded_for_translators_in_its_class() -> None:
    plain = [
        f"{path}:{part.lineno} {node.name}"
        for classes in refusals().values()
        for path, node in classes
        for part in node.body
        if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) in SENTENCES and unmarked(part.value)
    ]
    assert not plain, "\n".join(plain)


def says_what(node: ast.ClassDef, classes: dict[str, list[tuple[Path, ast.ClassDef]]]) -> bool:
    """Whether a refusal says what is wrong itself, or by a base below `Refusal`."""
    if any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body):
        return node.name != "Refusal"
    if any(isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "what" for part in node.body):
        return node.name != "Refusal"
    bases = [base for name in node.bases for _, base in classes.get(last_name(name), [])]
    return any(says_what(base, classes) for base in bases)


def raised_without_words(path: Path) -> Iterator[ast.expr]:
    """Every exception that a file raises with no sentence of its own."""
    for node in ast.walk(tracked.tree(path)):
        if isinstance(node, ast.Raise) and node.exc:
            call = node.exc
            if not isinstance(call, ast.Call):
                yield call
            elif not call.args and not any(key.arg == "what" for key in call.keywords):
                yield call.func


def test_every_refusal_says_what_is_wrong_what_did_not_happen_and_a_way_out() -> None:
    """`Refusal` gives the last two; what is wrong is said by the class or where it is raised."""
    classes = refusals()
    silent = {name for name, nodes in classes.items() if not all(says_what(row, classes) for _, row in nodes)}
    empty = [
        f"{path}:{part.lineno} {node.name} has an empty sentence"
        for nodes in classes.values()
        for path, node in nodes
        for part in node.body
        if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) in SENTENCES
        if isinstance(part.value, ast.Constant) or ast.unparse(part.value) == f"{MARKED}('')"
    ]
    raised = [
        f"{path}:{name.lineno} {ast.unparse(name)} does not say what is wrong"
        for path in tracked.files("src/*.py")
        for name in raised_without_words(path)
        if last_name(name) in silent and not last_name(name).startswith("_")
    ]
    assert len(classes) > 1
    assert not [*empty, *raised], "\n".join([*empty, *raised])


@pytest.mark.parametrize(
    ("expression", "plain"),
    [
        ('"Too late."', True),
        ('f"{n} is too late."', True),
        ('"{n} is too late.".format(n=n)', True),
        ('gettext_noop(f"{n} is too late.")', True),
        ('gettext_noop("%(n)s is too late.")', False),
        ("kind", False),
    ],
)
def test_a_sentence_that_no_translator_sees_is_found(expression: str, plain: bool) -> None:
    assert unmarked(ast.parse(expression, mode="eval").body) is plain


@pytest.mark.skipif(
    not (shutil.which("xgettext") and shutil.which("msgmerge")),
    reason="GNU gettext, which extracts the catalogue, is not here (on Debian: apt-get install gettext)",
)
def test_the_catalogue_is_in_step_with_the_source(tmp_path: Path) -> None:
    for path in tracked.files("src"):
        copy = tmp_path / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tracked.ROOT / path, copy)
    subprocess.run(
        [sys.executable, "-m", "django", *EXTRACT.split()],
        cwd=tmp_path / "src/handsel",
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path / "src"),
            "DJANGO_SETTINGS_MODULE": "handsel.config.settings",
            "HANDSEL_DATA_DIR": str(tmp_path / "data"),
        },
        check=True,
    )
    assert messages(tracked.ROOT / CATALOGUE) == messages(tmp_path / CATALOGUE)


def messages(path: Path) -> set[object]:
    """What a catalogue has to translate."""
    with path.open("rb") as catalogue:
        return {(message.context, message.id) for message in read_po(catalogue) if message.id}
