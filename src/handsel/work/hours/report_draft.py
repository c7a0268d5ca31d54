"""Draft what was done in a week, from its time, its files and commits: nothing is invented or sent.

The freelancer edits the draft, and sends the report (rules: fixed price 2).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handsel.kernel.characters import caseless
from handsel.work.hours.commit_subjects import commit_subjects, is_work
from handsel.work.hours.entries.time import duration_text


@dataclass(frozen=True)
class WeekMaterial:
    """What a draft is made from: seconds by memo, names of files with versions, and commits.

    `noted` are subjects of commits that the Tracker noted, `commits` is what was pasted.
    """

    times: Sequence[tuple[str, int]] = ()
    files: Sequence[tuple[str, int]] = ()
    noted: Sequence[str] = ()
    commits: str = ""


@dataclass(frozen=True)
class ReportDraft:
    """The text, how many lines are new in it, and how many did not fit."""

    text: str
    added: int
    left_out: int


def draft_report(material: WeekMaterial, *, typed: str = "", length_max: int) -> ReportDraft:
    """What is typed already, and then a line for each thing done that is not in it.

    The draft is at most `length_max` long as browsers send it, where the end of a line has two characters.
    """
    typed = typed.replace("\r\n", "\n")
    lines = typed.split("\n") if typed else []
    before = {caseless(line) for line in typed[:length_max].split("\n")}
    new: dict[str, str] = {}
    for line in _lines(material):
        if caseless(line) not in before:
            new.setdefault(caseless(line), line)
    added = 0
    for line in new.values():
        if len("\r\n".join([*lines, line])) > length_max:
            break
        lines.append(line)
        added += 1
    return ReportDraft("\n".join(lines), added, len(new) - added)


def _lines(material: WeekMaterial) -> Iterator[str]:
    """A line for each memo with its time, each file and each commit, in order; what is the same, once."""
    memos = _by_text(material.times)
    for memo, seconds in memos.values():
        yield f"- {memo} ({duration_text(seconds)})"
    for name, version in _newest(material.files):
        words = _("File: {name}, version {version}") if version > 1 else _("File: {name}")
        yield f"- {words.format(name=name, version=version)}"
    noted = [subject for subject in material.noted if is_work(subject)]
    subjects = _by_text((subject, 0) for subject in [*noted, *commit_subjects(material.commits)])
    yield from (f"- {subject}" for key, (subject, _none) in subjects.items() if key not in memos)


def _by_text(rows: Iterable[tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """The sums of the rows of each text, in the order of the first; case makes no difference."""
    sums: dict[str, tuple[str, int]] = {}
    for text, number in rows:
        line = " ".join(text.split())
        first, before = sums.get(caseless(line), (line, 0))
        sums[caseless(line)] = first, before + number
    return sums


def _newest(files: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Each file with its newest version, in the order of the first."""
    versions: dict[str, int] = {}
    for name, version in files:
        line = " ".join(name.split())
        versions[line] = max(version, versions.get(line, 0))
    return versions.items()
