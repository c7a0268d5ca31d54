"""Every exception to the limits and to the linter's rules, with its reason."""

SIZES = {
    "src/handsel/config/settings.py": "Django reads settings from one module, and people read them in one go",
    "src/*/migrations/*.py": "makemigrations writes them, and what has run is not rewritten",
}
"""Files that may be longer than others, and have longer functions."""

LINTER = {
    ("tests/**", "S"): "tests know passwords, start processes and write SQL of their own",
    ("tests/**", "D100"): "a test file is named after what it tests",
    ("bench/**", "S"): "benchmarks start processes and write SQL of their own",
    ("bench/**", "T20"): "benchmarks print what they measured",
    ("**/migrations/**", "D100"): "makemigrations says nothing at the top, and the name of the file does",
    ("**/migrations/**", "D104"): "a folder of migrations is what Django says it is",
    ("src/handsel/config/**", "T20"): "commands print what they did",
    ("src/handsel_verify/command.py", "T20"): "a command prints what it found",
    ("src/handsel_tracker/command/**", "T20"): "a command prints what it did",
    ("src/handsel_tracker/window/**", "N802"): "Qt names what a widget does at an event",
}
"""`per-file-ignores` in pyproject.toml."""

LINES = {
    ("src/handsel/config/sample/people.py", "S105"): "the password of the sample people is on the page",
    (
        "src/handsel_tracker/spool/spool.py",
        "S608",
    ): "names of tables and states are the program's, values are parameters",
    ("src/handsel/bulk.py", "S608"): "names of tables and columns come from models, values are parameters",
    (
        "src/handsel/config/sample/device.py",
        "S311",
    ): "what the sample does is the same each time, and no secret",
    ("src/handsel/config/sample/screens.py", "S311"): "a screen of the sample is the same each time",
    ("tests/settings.py", "E402"): "the environment is set before settings are read from it",
    ("tests/settings.py", "F403"): "they are the settings of the site but for what follows",
    ("tests/settings.py", "F405"): "one of the settings of the site is changed in part",
    ("bench/settings.py", "F403"): "they are the settings of the site but for what follows",
}
"""Lines with `noqa`."""
