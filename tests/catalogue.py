"""One page of all screenshots of `make catalogue`: each page in each state, in two widths, light and dark."""

import sys
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

from tests.stories.screenshots import SHOTS

STYLE = """
body { margin: 1rem; font: 14px/1.4 sans-serif; background: #ddd; color: #222; }
h2 { margin: 2rem 0 .5rem; } h3 { margin: 1rem 0 .25rem; font-weight: 600; }
nav a { margin-inline-end: 1rem; }
section { display: flex; gap: .5rem; align-items: start; }
a.shot { display: block; max-height: 32rem; overflow: hidden; border: 1px solid #999; }
img { display: block; width: 34rem; } img.phone { width: 13rem; }
"""


def page_of(shots: Path) -> str:
    """The page as HTML; screenshots lie in a folder for each state, as `<page>-<width>-<scheme>.png`."""
    states = sorted(folder.name for folder in shots.iterdir() if folder.is_dir())
    links = "".join(f'<a href="#{state}">{state}</a>' for state in states)
    body = "".join(_state(shots, state) for state in states)
    head = f'<meta charset="utf-8"><title>Pages in every state</title><style>{STYLE}</style>'
    begin = f'<!doctype html><html lang="en">{head}<h1>Pages in every state</h1>'
    return f"{begin}<nav>{links}</nav>{body}</html>\n"


def _state(shots: Path, state: str) -> str:
    paths = sorted((shots / state).glob("*.png"))
    rows = groupby(paths, key=lambda path: path.stem.rsplit("-", 2)[0])
    pages = "".join(f"<h3>{escape(name)}</h3><section>{_row(shots, row)}</section>" for name, row in rows)
    return f'<h2 id="{state}">{state.capitalize()}</h2>{pages}'


def _row(shots: Path, paths: Iterable[Path]) -> str:
    return "".join(_shot(path.relative_to(shots)) for path in paths)


def _shot(path: Path) -> str:
    width = "desk" if "-1440-" in path.name else "phone"
    picture = f'<img class="{width}" loading="lazy" src="{path}" alt="{path.stem}">'
    return f'<a class="shot" href="{path}">{picture}</a>'


if __name__ == "__main__":
    index = SHOTS / "index.html"
    index.write_text(page_of(SHOTS))
    sys.stdout.write(f"Open {index.resolve()} in a browser.\n")
