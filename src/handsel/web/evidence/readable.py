"""The page in a bundle that people read: the whole record in one file that needs nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from handsel.look.moments import when_time
from handsel.look.signs import Face, short_hash
from handsel.web.heads import head_of
from handsel.web.standings import Standing
from handsel.web.timeline import said_of
from handsel_verify.entries import files_in

Faces = Callable[[set[UUID]], Mapping[UUID, Face]]

_ENTRY = """<article id="r{number}"><header><h2>{title}</h2>{at}
<code title="{hash}">№ {number} {short}</code></header>
{words}{detail}{files}</article>
"""
_STYLE = Path(__file__).with_suffix(".css")
_FILE = '<p><a href="files/{0}" download="{1}">{1}</a> <code>SHA-256 {0}</code></p>'


def readable(standing: Standing, faces: Faces) -> Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]:
    """How the record of a job is written for people, oldest entry first."""

    def written(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        known: dict[UUID, Face] = {}
        page = render_to_string("web/evidence/readable.html", {"head": head_of(standing), "style": _style()})
        before, _, after = page.partition("<!-- entries -->")
        yield before
        for entry in entries:
            actor = UUID(entry["header"]["actor"])
            if actor not in known:
                known |= faces({actor})
            yield _entry(entry, known[actor].name)
        yield after

    return written


def _style() -> SafeString:
    """The page stands alone, so it brings its few lines of style along."""
    return format_html("<style>{}</style>", mark_safe(_STYLE.read_text()))


def _entry(entry: Mapping[str, Any], name: str) -> SafeString:
    header, content = entry["header"], entry["content"]
    said = said_of(header["kind"], name, content)
    return format_html(
        mark_safe(_ENTRY),
        number=header["number"],
        title=said.title,
        at=when_time(datetime.fromisoformat(header["at"]), "exact"),
        hash=entry["hash"],
        short=short_hash(entry["hash"]),
        words=mark_safe(linebreaks(str((content or {}).get("words", "")), autoescape=True)),
        detail=format_html("<p>{}</p>", said.detail) if said.detail else "",
        files=format_html_join("", _FILE, files_in(content)),
    )
