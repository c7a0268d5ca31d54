"""What is known of the blocks of weeks with tracked time, and so which of them are protected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import HourlyPlan, JobWeek, Shot, TimeSource, TimeSpan
from handsel.work.hours.protection import BlockEvidence, BlockVerdict, TrackedPart, verdict
from handsel.work.hours.shots.lifecycle import ShotState


def tracked_weeks(weeks: Sequence[int]) -> set[int]:
    """The weeks, by key, of which some time was tracked: the others have no protected block."""
    rows = TimeSpan.objects.filter(week__in=weeks, source=TimeSource.TRACKED)
    return set(rows.values_list("week", flat=True).distinct())


def verdicts_of(week: JobWeek, spans: Iterable[TimeSpan]) -> list[BlockVerdict]:
    """What holds of the blocks of a week with time, in order; `spans` have their segments."""
    rows = list(spans)
    segments = {row.segment_id for row in rows if row.segment_id}
    if not segments:
        return [verdict(block, needs_shots=False) for block in evidence_of(week, rows, {})]
    arrived: dict[object, list[bool]] = defaultdict(list)
    for segment, state in Shot.objects.filter(segment__in=segments).values_list("segment", "state"):
        arrived[segment].append(state == ShotState.KEPT)
    required = HourlyPlan.objects.filter(job=week.job_id, work_view=WorkView.REQUIRED).exists()
    shots = {segment: tuple(states) for segment, states in arrived.items()}
    return [verdict(block, needs_shots=required) for block in evidence_of(week, rows, shots)]


def evidence_of(
    week: JobWeek, spans: Iterable[TimeSpan], shots: dict[object, tuple[bool, ...]]
) -> list[BlockEvidence]:
    """The time of each block, in order; `shots` says of each segment which of its screenshots are there."""
    by_hand: dict[int, int] = defaultdict(int)
    tracked: dict[int, list[TrackedPart]] = defaultdict(list)
    calendar_week = week.calendar_week
    for span in spans:
        for part in calendar_week.parts(span.span):
            if span.segment is None:
                by_hand[part.number] += part.span.seconds
            else:
                segment = span.segment
                tracked[part.number].append(
                    TrackedPart(
                        part.span.seconds,
                        segment.work_view == "on",
                        shots.get(segment.pk, ()),
                        segment.kept_seconds,
                    )
                )
    return [
        BlockEvidence(
            number,
            by_hand.get(number, 0),
            tuple(tracked.get(number, ())),
            week.ready_at is not None and week.ready_at <= calendar_week.block(number).start,
        )
        for number in sorted({*by_hand, *tracked})
    ]
