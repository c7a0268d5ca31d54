"""The readable page of a bundle: the whole record in one self-contained file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import get_template, render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from handsel.kernel.json import Facts
from handsel.record.wording import Wording
from handsel.search.groups import files_of
from handsel.web.jobs.actors import ActorAt, Actors
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView
from handsel.web.workroom.timeline import wording_of
from handsel.work.milestones.entries.reports import SENT
from handsel.work.terms.content import Terms, from_facts
from handsel.work.terms.price_text import price_text
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.models import Correction

ActorsByJob = Callable[[UUID], Actors]

_STYLE = Path(__file__).with_suffix(".css")


@dataclass(frozen=True)
class ExportedEntry:
    """One entry as the page shows it; the facts are empty if the content was erased."""

    number: int
    kind: str
    at: datetime
    hash: str
    actor_at: ActorAt
    wording: Wording
    facts: Facts
    corrected: int | None

    @property
    def is_message(self) -> bool:
        """Whether it is a message."""
        return self.kind == MESSAGE.name and "words" in self.facts

    @property
    def is_report(self) -> bool:
        """Whether it is a status report."""
        return self.kind == SENT.name and "week" in self.facts

    @property
    def week(self) -> date:
        """The Monday of the week that a report is for."""
        return date.fromisoformat(self.facts["week"])

    @property
    def terms(self) -> Terms | None:
        """The version of the terms that it proposes, as sealed."""
        try:
            return from_facts(self.facts["terms"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def price(self) -> str:
        """The price of those terms in words."""
        return price_text(self.terms) if self.terms else ""

    @property
    def files(self) -> list[Facts]:
        """The files of a message; those of a report stand with their milestones."""
        return [] if self.is_report else files_of(self.facts)


def readable(job_view: JobView, casts: ActorsByJob) -> Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]:
    """A renderer of the job's record as one page, oldest entry first."""

    def written(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        known: dict[UUID, Actors] = {}
        corrections = Correction.objects.filter(job=job_view.job).order_by("by")
        corrected = dict(corrections.values_list("number", "by"))
        about = {"head": job_header(job_view), "job_view": job_view, "style": _style()}
        before, _, after = render_to_string("web/evidence/readable.html", about).partition("<!-- entries -->")
        yield before
        template = get_template("web/evidence/readable_entry.html")
        for entry in entries:
            actor = UUID(entry["header"]["actor"])
            if actor not in known:
                known[actor] = casts(actor)
            yield template.render({"row": _exported_entry(entry, known[actor], corrected)})
        yield after

    return written


def _style() -> SafeString:
    """The few lines of style that the page carries along."""
    return format_html("<style>{}</style>", mark_safe(_STYLE.read_text()))


def _exported_entry(entry: Mapping[str, Any], cast: Actors, corrected: Mapping[int, int]) -> ExportedEntry:
    header, content = entry["header"], entry["content"]
    at = datetime.fromisoformat(header["at"])
    doer = cast.actor_at(UUID(header["actor"]), at)
    wording = wording_of(header["kind"], doer.name, content)
    number = header["number"]
    by = corrected.get(number)
    return ExportedEntry(number, header["kind"], at, entry["hash"], doer, wording, content or {}, by)
