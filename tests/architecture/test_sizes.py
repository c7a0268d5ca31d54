"""Sizes: a file or function that grows past its limit is two ideas."""

from pathlib import Path

from tests.architecture import exceptions, tracked

FUNCTION_LINES_MAX = 30
TEST_FUNCTION_LINES_MAX = 60
PAGE_LINES_MAX = 25
FILE_LINES_MAX = {"*.py": 200, "*.html": 80, "*.css": 200, "*.js": 120}
README_LINES_MAX = 80
TEMPLATE_LINE_CHARACTERS_MAX = 160


def code() -> list[Path]:
    """The Python of the product and its benchmarks, without what may be longer."""
    excepted = tracked.files(*exceptions.SIZES)
    return [path for path in tracked.files("src/*.py", "bench/*.py") if path not in excepted]


def too_long(paths: list[Path], most: int) -> list[str]:
    return [f"{path}: {tracked.lines(path)} lines" for path in paths if tracked.lines(path) > most]


def long_functions(paths: list[Path], most: int) -> list[str]:
    return [
        f"{path}:{function.lineno} {function.name}: {tracked.length(function)} lines"
        for path in paths
        for function in tracked.functions(path)
        if tracked.length(function) > most
    ]


def test_no_python_file_is_too_long() -> None:
    offenders = too_long(code(), FILE_LINES_MAX["*.py"])
    assert not offenders, "\n".join(offenders)


def test_no_template_stylesheet_or_script_is_too_long() -> None:
    for pattern in ("*.html", "*.css", "*.js"):
        offenders = too_long(list(tracked.files(f"src/{pattern}")), FILE_LINES_MAX[pattern])
        assert not offenders, "\n".join(offenders)


def test_no_line_of_a_template_or_stylesheet_is_too_long() -> None:
    wide = [
        f"{path}:{number}: {len(line)} characters"
        for path in tracked.files("src/*.html", "src/*/templates/*.txt", "src/*.css")
        for number, line in enumerate(tracked.text(path).splitlines(), 1)
        if len(line) > TEMPLATE_LINE_CHARACTERS_MAX
    ]
    assert not wide, "\n".join(wide)


def test_the_readme_is_short() -> None:
    assert tracked.lines(Path("README.md")) <= README_LINES_MAX


def test_no_function_is_too_long() -> None:
    offenders = long_functions(code(), FUNCTION_LINES_MAX)
    assert not offenders, "\n".join(offenders)


def is_page(path: Path, function: tracked.Function) -> bool:
    """Whether a function answers a request: a public one anywhere, and in modules of pages a private one."""
    takes = [argument.arg for argument in function.args.args]
    if "pages" in path.parts or path.is_relative_to("src/handsel/web"):
        return "request" in takes
    return takes[:1] == ["request"] and not function.name.startswith("_")


def test_no_page_is_too_long() -> None:
    pages = [
        f"{path}:{function.lineno} {function.name}: {tracked.length(function)} lines"
        for path in code()
        for function in tracked.functions(path)
        if is_page(path, function) and tracked.length(function) > PAGE_LINES_MAX
    ]
    assert not pages, "\n".join(pages)


def test_no_function_of_the_tests_is_too_long() -> None:
    offenders = long_functions(list(tracked.files("tests/*.py")), TEST_FUNCTION_LINES_MAX)
    assert not offenders, "\n".join(offenders)
