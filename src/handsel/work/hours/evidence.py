"""What is known of the blocks of weeks with tracked time, and so which of them are protected."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek, ReceivedSegment, Shot, TimeSource, TimeSpan
from handsel.work.hours.protection import (
    BlockEvidence,
    BlockVerdict,
    ShotEvidence,
    TrackedPart,
    as_submitted,
    verdict,
)
from handsel.work.hours.shots.lifecycle import TO_COME, ShotState
from handsel_verify.moments import NO_MOMENT, is_at

WEEKS_AT_ONCE = 25
"""Of how many weeks the segments and screenshots are in memory at once: of each, a few hundred."""


def tracked_weeks(weeks: Sequence[int]) -> set[int]:
    """The weeks, by key, of which some time was tracked: the others have no protected block."""
    rows = TimeSpan.objects.filter(week__in=weeks, source=TimeSource.TRACKED)
    return set(rows.values_list("week", flat=True).distinct())


def verdicts_of(week: JobWeek, spans: Iterable[TimeSpan]) -> list[BlockVerdict]:
    """What holds of the blocks of a week with time, in order; `spans` have their segments."""
    rows = list(spans)
    segments = {row.segment_id for row in rows if row.segment_id}
    if not segments:
        return verdicts_with(week, rows, [])
    return verdicts_with(week, rows, Shot.objects.filter(segment__in=segments))


def verdicts_each(weeks: Sequence[JobWeek]) -> dict[int, list[BlockVerdict]]:
    """What holds of the blocks of weeks, by their key, as `verdicts_of` says of each."""
    parts = [weeks[first : first + WEEKS_AT_ONCE] for first in range(0, len(weeks), WEEKS_AT_ONCE)]
    return {key: verdicts for part in parts for key, verdicts in _verdicts_of_few(part).items()}


def _verdicts_of_few(weeks: Sequence[JobWeek]) -> dict[int, list[BlockVerdict]]:
    unread = ("segment__content", "segment__signature")
    spans: dict[int, list[TimeSpan]] = defaultdict(list)
    rows = TimeSpan.objects.filter(week__in=[week.pk for week in weeks])
    for span in rows.select_related("segment").defer(*unread):
        spans[span.week_id].append(span)
    segments = rows.exclude(segment=None).order_by().values("segment")
    shots: dict[object, list[Shot]] = defaultdict(list)
    for shot in Shot.objects.filter(segment__in=segments):
        shots[shot.segment_id].append(shot)
    return {week.pk: _verdicts(week, spans[week.pk], shots) for week in weeks}


def verdicts_with(week: JobWeek, spans: Iterable[TimeSpan], shots: Iterable[Shot]) -> list[BlockVerdict]:
    """The same of loaded rows, with the screenshots of their segments."""
    by_segment: dict[object, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_segment[shot.segment_id].append(shot)
    return _verdicts(week, spans, by_segment)


def _verdicts(
    week: JobWeek, spans: Iterable[TimeSpan], shots: Mapping[object, Sequence[Shot]]
) -> list[BlockVerdict]:
    required = week.work_view == WorkView.REQUIRED
    return [verdict(block, needs_shots=required) for block in evidence_of(week, spans, shots)]


def as_it_stands(week: JobWeek, verdicts: list[BlockVerdict]) -> dict[int, BlockVerdict]:
    """What holds of blocks of a week, by number: once its timesheet was submitted, what held then."""
    sheet = getattr(week, "sheet", None)
    if sheet is not None and week.stage not in TO_WORK:
        verdicts = as_submitted(verdicts, protected=sheet.protected_blocks, unbilled=sheet.unbilled_blocks)
    return {block.number: block for block in verdicts}


def evidence_of(
    week: JobWeek, spans: Iterable[TimeSpan], shots: Mapping[object, Sequence[Shot]]
) -> list[BlockEvidence]:
    """The time of each block, in order; `shots` has the screenshots of each segment."""
    by_hand: dict[int, int] = defaultdict(int)
    tracked: dict[int, list[TrackedPart]] = defaultdict(list)
    calendar_week = week.calendar_week
    for span in spans:
        for part in calendar_week.parts(span.span):
            if span.segment is None:
                by_hand[part.number] += part.span.seconds
            else:
                piece = _tracked(span.segment, part.span.seconds, shots.get(span.segment.pk, ()))
                tracked[part.number].append(piece)
    return [
        BlockEvidence(
            number,
            by_hand.get(number, 0),
            tuple(tracked.get(number, ())),
            week.ready_at is not None and week.ready_at <= calendar_week.block(number).start,
        )
        for number in sorted({*by_hand, *tracked})
    ]


def _tracked(segment: ReceivedSegment, seconds: int, shots: Iterable[Shot]) -> TrackedPart:
    """So many seconds of a segment, with its screenshots."""
    moment = segment.moment
    evidence = [
        ShotEvidence(
            shot.state == ShotState.KEPT,
            is_at(moment, shot.announced),
            shot.state == ShotState.DELETED,
            shot.state in TO_COME,
        )
        for shot in shots
    ]
    return TrackedPart(
        seconds,
        segment.work_view == "on",
        tuple(evidence),
        segment.kept_seconds,
        has_moment=moment != NO_MOMENT,
        is_backdated=segment.is_backdated,
    )
