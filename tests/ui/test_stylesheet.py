"""The stylesheet is whole: every part is there, in its layer, and none is forgotten, unused or said twice."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

import handsel
import handsel.ui
from handsel.kernel import text_diff
from handsel.ui import badges

SOURCE = Path(handsel.__file__).parent
FOLDER = Path(handsel.ui.__file__).parent / "static/ui"
SHEET = (FOLDER / "handsel.css").read_text()
IMPORTS = re.findall(r'@import url\("css/(\w+)\.css"\) layer\((\w+)\);', SHEET)
TAG = re.compile(r"{%.*?%}|{{.*?}}")
CLASS = re.compile(r'\bclass="((?:{%.*?%}|{{.*?}}|[^"])*)"')
SCRIPTED = re.compile(r"(?:className = |classList\.\w+\()(.*?)[;)]")
QUOTED = re.compile(r'"([^"]*)"')
DECLARATIONS_MIN = 3
"""A block this long that is repeated is one style with two selectors; shorter ones are chance."""


def test_every_part_is_imported_once_into_a_layer_that_is_declared() -> None:
    declared = re.search(r"@layer ([\w, ]+);", SHEET)
    assert declared
    assert sorted(name for name, _ in IMPORTS) == sorted(part.stem for part in FOLDER.glob("css/*.css"))
    assert {layer for _, layer in IMPORTS} == set(declared[1].split(", "))


def test_browsers_get_every_part_in_one_file_in_its_layer_and_order() -> None:
    path = finders.find("ui/handsel.css")
    assert isinstance(path, str)
    sheet = Path(path).read_text()
    starts = [
        sheet.index(f"@layer {layer} {{\n{(FOLDER / f'css/{name}.css').read_text()}}}")
        for name, layer in IMPORTS
    ]
    assert starts == sorted(starts)
    assert "@import" not in sheet


def test_no_part_reaches_for_anything_elsewhere() -> None:
    for part in FOLDER.glob("css/*.css"):
        assert "http" not in part.read_text()
        assert "url(" not in part.read_text()


def test_every_class_of_the_stylesheet_is_used() -> None:
    used = {*of_templates(), *of_python(), *of_scripts(), *tones(), *kinds_of_lines()}
    unused = {f"{part}.css .{name}" for part, name in styled() if name not in used}
    assert not unused, "\n".join(sorted(unused))


def test_every_class_that_a_template_computes_is_accounted_for() -> None:
    lists = [words for text in templates() for words in CLASS.findall(text)]
    computed = {variable for words in lists for variable in re.findall(r"{{ ([\w.]+)", words)}
    assert computed == {"tone", "row.tone", "segment.tone", "row.kind", "group.badge.tone"}


def test_no_block_of_declarations_is_repeated_in_a_layer() -> None:
    selectors = defaultdict(list)
    for name, layer in IMPORTS:
        for path, declarations in blocks(stripped(name)):
            conditions = tuple(step for step in path if step.startswith("@"))
            if len(declarations) >= DECLARATIONS_MIN:
                selectors[layer, conditions, frozenset(declarations)].append(f"{name}.css {' '.join(path)}")
    repeated = [" = ".join(places) for places in selectors.values() if len(places) > 1]
    assert not repeated, "\n".join(repeated)


def stripped(name: str) -> str:
    """A part of the stylesheet without its comments and strings."""
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", (FOLDER / f"css/{name}.css").read_text(), flags=re.DOTALL)


def blocks(text: str, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Every rule, with the selectors and conditions around it, and the declarations straight in it."""
    rest, declarations = text.strip(), []
    while rest:
        start = re.match(r"([^{};]*)([{};]?)", rest)
        assert start
        words, mark = " ".join(start[1].split()), start[2]
        rest = rest[start.end() :]
        if mark == "{":
            inner, rest = split_at_the_end_of_a_block(rest)
            yield from blocks(inner, (*path, words))
        elif words:
            declarations.append(words)
        rest = rest.strip()
    yield path, declarations


def split_at_the_end_of_a_block(text: str) -> tuple[str, str]:
    """What stands before the brace that closes a block, and what stands behind it."""
    depth = 1
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[: brace.start()], text[brace.end() :]
    raise AssertionError("a block does not end")


def styled() -> set[tuple[str, str]]:
    """The classes that the parts of the stylesheet name in their selectors."""
    return {
        (part, name)
        for part, _ in IMPORTS
        for path, _ in blocks(stripped(part))
        for step in path
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", step)
    }


@cache
def templates() -> list[str]:
    """Every template of the house."""
    return [path.read_text() for path in SOURCE.rglob("templates/**/*.html")]


@cache
def trees() -> dict[Path, ast.Module]:
    """The Python of the house, by its file."""
    paths = (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    return {path: ast.parse(path.read_text()) for path in paths}


def of_templates() -> set[str]:
    """Classes in attributes, in the blocks that add to one, and those quoted to icons and avatars."""
    lists = [TAG.sub(" ", words) for text in templates() for words in CLASS.findall(text)]
    for text in templates():
        lists += re.findall(r"{% block page_class %}(.*?){% endblock %}", text)
        lists += re.findall(r'{% (?:icon|avatar) \S+ "([^"]*)"', text)
    return {name for words in lists for name in words.split()}


def of_python() -> set[str]:
    """The words in functions, and in constants of a module, that write a class attribute."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    written = (texts(node) for node in nodes if isinstance(node, ast.FunctionDef | ast.Assign))
    lists = (words for words in written if any('class="' in text for text in words))
    return {name for words in lists for text in words for name in re.findall(r"[\w-]+", text)}


def of_scripts() -> set[str]:
    """Classes that a script sets."""
    scripts = [path.read_text() for path in SOURCE.rglob("static/**/*.js")]
    return {
        name
        for script in scripts
        for expression in SCRIPTED.findall(script)
        for words in QUOTED.findall(expression)
        for name in words.split()
    }


def tones() -> set[str]:
    """The tones that Python or a tag of a template gives to something, such as a badge."""
    tags = (tag for text in templates() for tag in re.findall(r"{%.*?%}", text))
    others = (tree for path, tree in trees().items() if path != Path(badges.__file__))
    quoted = {text for tree in others for text in texts(tree)}
    return badges.TONES & (quoted | {words for tag in tags for words in QUOTED.findall(tag)})


def kinds_of_lines() -> set[str]:
    """The kinds of a line where two texts are compared: `row.kind`."""
    return set(texts(ast.parse(Path(text_diff.__file__).read_text())))


def texts(tree: ast.AST) -> list[str]:
    """The string constants in a tree."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
