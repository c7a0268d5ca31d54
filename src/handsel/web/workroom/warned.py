"""What the composer shows of a warning: the words quoted, why, and the files that wait with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handsel.people.models import Person
from handsel.web.base.upload_field import Attachments
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.kinds import Detection
from handsel.work.workroom.detector.sentences import sentences
from handsel.work.workroom.models import Upload
from handsel.work.workroom.uploads import hold
from handsel.work.workroom.warning import SeemsOffPlatform

QUOTES_MAX = 3


@dataclass(frozen=True)
class QuotedPart:
    """A part of a quote; marked if it is why the text is quoted."""

    words: str
    is_marked: bool


@dataclass(frozen=True)
class ComposerWarning:
    """The sentences that seem to ask for payment outside, why, and the files chosen with them."""

    quotes: list[list[QuotedPart]]
    reasons: list[str]
    files: list[Upload]


def composer_warning(
    person: Person, job: Job, refusal: SeemsOffPlatform, chosen: Attachments
) -> ComposerWarning:
    """The warning for the writer; files that came with the form are kept as uploads."""
    held = [hold(person, job, file).pk for file in chosen.files]
    uploads = Upload.objects.of(person).open().filter(job=job, pk__in=[*chosen.uploads, *held])
    reasons = dict.fromkeys(row.reason for row in refusal.detections)
    return ComposerWarning(
        quotes_of(refusal.words, refusal.detections)[:QUOTES_MAX],
        [_(reason) for reason in reasons],
        list(uploads.order_by("begun_at", "pk")),
    )


def quotes_of(words: str, detections: Sequence[Detection]) -> list[list[QuotedPart]]:
    """Each sentence with a detection, its words marked."""
    quotes = []
    for start, end in sentences(words):
        spans = [(max(start, row.start), min(end, row.end)) for row in detections]
        inside = [span for span in spans if span[0] < span[1]]
        if inside:
            first = start + len(words[start:end]) - len(words[start:end].lstrip())
            last = start + len(words[start:end].rstrip())
            quotes.append(_parts(words, first, last, inside))
    return quotes


def _parts(words: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[QuotedPart]:
    parts, place = [], start
    for first, last in spans:
        parts += [
            QuotedPart(words[place:first], is_marked=False),
            QuotedPart(words[first:last], is_marked=True),
        ]
        place = last
    parts.append(QuotedPart(words[place:end], is_marked=False))
    return [part for part in parts if part.words]
