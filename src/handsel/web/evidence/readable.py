"""The page in a bundle that people read: the whole record in one file that needs nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from handsel.look.moments import when_time
from handsel.look.signs import short_hash
from handsel.web.faces import Cast, Doer
from handsel.web.heads import head_of
from handsel.web.standings import Standing
from handsel.web.timeline import said_of
from handsel_verify.entries import files_in

Casts = Callable[[UUID], Cast]

_ENTRY = """<article id="r{number}"><header><h2>{title}</h2>{now}{at}
<code title="{hash}">№ {number} {short}</code></header>
{words}{detail}{files}</article>
"""
_STYLE = Path(__file__).with_suffix(".css")
_FILE = '<p><a href="files/{0}" download="{1}">{1}</a> <code>SHA-256 {0}</code></p>'


def readable(standing: Standing, casts: Casts) -> Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]:
    """How the record of a job is written for people, oldest entry first."""

    def written(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        known: dict[UUID, Cast] = {}
        page = render_to_string("web/evidence/readable.html", {"head": head_of(standing), "style": _style()})
        before, _, after = page.partition("<!-- entries -->")
        yield before
        for entry in entries:
            actor = UUID(entry["header"]["actor"])
            if actor not in known:
                known[actor] = casts(actor)
            at = datetime.fromisoformat(entry["header"]["at"])
            yield _entry(entry, known[actor].doer(actor, at), at)
        yield after

    return written


def _style() -> SafeString:
    """The page stands alone, so it brings its few lines of style along."""
    return format_html("<style>{}</style>", mark_safe(_STYLE.read_text()))


def _entry(entry: Mapping[str, Any], doer: Doer, at: datetime) -> SafeString:
    header, content = entry["header"], entry["content"]
    said = said_of(header["kind"], doer.name, content)
    return format_html(
        mark_safe(_ENTRY),
        number=header["number"],
        title=said.title,
        now=_now(doer),
        at=when_time(at, "exact"),
        hash=entry["hash"],
        short=short_hash(entry["hash"]),
        words=mark_safe(linebreaks(str((content or {}).get("words", "")), autoescape=True)),
        detail=format_html("<p>{}</p>", said.detail) if said.detail else "",
        files=format_html_join("", _FILE, files_in(content)),
    )


def _now(doer: Doer) -> SafeString:
    if not doer.now:
        return SafeString("")
    words = gettext("{then}, now {now}").format(then=doer.name, now=doer.now)
    return format_html("<span>{}</span>", words)
