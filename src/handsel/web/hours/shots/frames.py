"""The blocks of an hour of Work View as HTML: screenshots, or why there is none, and activity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from handsel.ui.badges import badge, icon
from handsel.ui.datetime_format import when_text, when_time
from handsel.web.hours.protection_words import protection_text
from handsel.web.hours.shots.day_blocks import TrackedBlock, TrackedHour
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import Shot
from handsel.work.hours.protection import ShotFault, Unprotected
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.weeks import BLOCK, SECOND
from handsel.work.jobs.lifecycle import Side
from handsel_verify.moments import DrawnBy

_MINUTES = BLOCK // (60 * SECOND)
_BLOCK = '<li style="--n: {}">{}<span class="row">{}{}</span>{}{}</li>'
_PICTURE = (
    '<a class="frame" id="shot-{}" href="{}" data-title="{}" data-deletion="{}">'
    '<img src="{}" alt="{}" width="320" height="200" loading="lazy"></a>'
)
_NONE = '<span class="frame none">{}<span>{}</span></span>'
_ACTIVITY = '<span class="activity" role="img" aria-label="{}">{}</span>'
_NOTE = '<span class="hint">{}</span>'
_DELETE = '<a class="hint" href="{}">{}<span class="hide"> {}</span></a>'
"""The parts of a block. A day has up to a hundred: no template renders each."""


@dataclass(frozen=True)
class HourFrames:
    """An hour, and its blocks as HTML."""

    hour: TrackedHour
    html: SafeString


@dataclass
class BlockFrames:
    """What is the same for every block on a page."""

    job_view: JobView
    _states: dict[object, SafeString] = field(default_factory=dict)

    def html(self, blocks: Sequence[TrackedBlock]) -> SafeString:
        """Blocks as the items of a list."""
        return format_html_join("", _BLOCK, (self._block(block) for block in blocks))

    def _block(self, block: TrackedBlock) -> Sequence[object]:
        frames = [self._frame(shot) for shot in block.shots] or [_without(block)]
        shown = when_time(block.shots[0].taken_at if block.shots else block.start, "time")
        notes = _offline(block) + mark_safe(
            "".join(note for shot in block.shots for note in self._notes(shot))
        )
        return [block.place, mark_safe("".join(frames)), shown, self._state(block), _activity(block), notes]

    @cached_property
    def _is_freelancer(self) -> bool:
        return self.job_view.side is Side.FREELANCER

    def _state(self, block: TrackedBlock) -> SafeString:
        """Whether it is protected, and if not, why; a day has few that differ."""
        verdict = block.verdict
        cause = _cause(block)
        why = (verdict.reason, verdict.shot_fault, verdict.is_billed, verdict.is_awaited)
        shown = (*why, verdict.has_kept_time, cause)
        if shown not in self._states:
            look = ("busy", "shield") if verdict.is_protected else ("warn", "bare")
            look = ("mute", "wait") if verdict.is_awaited else look
            self._states[shown] = badge(*look, capfirst(protection_text(verdict, cause)), bare=True)
        return self._states[shown]

    @cached_property
    def _freelancer(self) -> str:
        """The name of the freelancer, for the client."""
        return self.job_view.other_name

    def _frame(self, shot: Shot) -> SafeString:
        """A screenshot as a link to its picture, or why it is not there."""
        if shot.state == ShotState.KEPT:
            return self._picture(shot)
        if shot.state == ShotState.ARRIVED:
            return _frame("wait", _("Being checked"))
        if shot.state == ShotState.DELETED:
            words = _("You deleted it") if self._is_freelancer else _("Deleted by {name}")
            return _frame("cross", words.format(name=self._freelancer))
        if shot.state == ShotState.EXPIRED:
            return _frame("hidden", _("No longer kept"))
        if shot.state == ShotState.UNREADABLE:
            return _frame("alert", _("Not readable"))
        return (
            _frame("wait", _("Not received yet")) if is_open(shot) else _frame("cross", _("Did not arrive"))
        )

    def _picture(self, shot: Shot) -> SafeString:
        args = [self.job_view.job.pk, shot.pk]
        deletion = reverse("shot-deletion", args=args) if self._deletes(shot) else ""
        title, alt = when_text(shot.taken_at), screen_text(shot)
        return format_html(
            _PICTURE,
            shot.pk,
            reverse("shot", args=args),
            title,
            deletion,
            reverse("shot-thumbnail", args=args),
            alt,
        )

    def _deletes(self, shot: Shot) -> bool:
        """Whether the reader may delete it."""
        return self._is_freelancer and shot.state != ShotState.DELETED and is_open(shot)

    def _notes(self, shot: Shot) -> Iterator[SafeString]:
        """How it was taken, and the link to delete it."""
        if shot.redactions:
            words = _("Redacted by you") if self._is_freelancer else _("Redacted by {name}")
            yield format_html(_NOTE, words.format(name=self._freelancer))
        if self._deletes(shot):
            address = reverse("shot-deletion", args=[self.job_view.job.pk, shot.pk])
            yield format_html(_DELETE, address, _("Delete"), screen_text(shot))


def is_open(shot: Shot) -> bool:
    """Whether it may still arrive or be deleted: the timesheet of its week is not submitted."""
    return shot.week.stage in TO_WORK


def screen_text(shot: Shot) -> str:
    """What a screenshot shows, in words: of which screen, and when."""
    time = when_text(shot.taken_at, "time")
    if shot.monitor:
        return _("Screen {number} at {time}").format(number=shot.monitor + 1, time=time)
    return _("Screen at {time}").format(time=time)


def _cause(block: TrackedBlock) -> str:
    """Why a block has no screenshot, where the verdict is less exact; empty where it is not."""
    states = {segment.fields["work_view"]["state"] for segment in block.segments.values()}
    if block.verdict.reason is Unprotected.WORK_VIEW_OFF and "off" not in states:
        return _("no screenshot was possible on the device")
    unreadable = any(shot.state == ShotState.UNREADABLE for shot in block.shots)
    if block.verdict.shot_fault is ShotFault.ABSENT and unreadable:
        return _("its screenshot is not readable")
    return ""


def _without(block: TrackedBlock) -> SafeString:
    """Why a block has no screenshot, as its device says."""
    rows = [segment.fields["work_view"] for segment in block.segments.values()]
    states = {row["state"]: row["reason"] for row in rows}
    if "off" in states:
        return _frame("hidden", _("Work View was off"), states["off"])
    if "unavailable" in states:
        return _frame("alert", _("Not possible on the device"), states["unavailable"])
    return _frame("screen", _("No screenshot needed") if block.verdict.is_protected else _("No screenshot"))


def _offline(block: TrackedBlock) -> SafeString:
    """That the device alone drew when its screenshot was due, as it was without a network."""
    if all(segment.drawn_by != DrawnBy.OFFLINE for segment in block.segments.values()):
        return mark_safe("")
    return format_html(_NOTE, _("Offline: moment drawn by the device"))


def _frame(sign: str, words: str, reason: str = "") -> SafeString:
    """A frame that says why it has no picture."""
    return format_html(_NONE, icon(sign), f"{words}: {reason}" if reason else words)


def _activity(block: TrackedBlock) -> SafeString | str:
    """In which minutes there was input, as bars; nothing if the device could not tell."""
    if not block.active:
        return ""
    active = sum(block.active.values())
    words = _("Active in {active} of {count} minutes").format(active=active, count=len(block.active))
    bars = ('<i class="on"></i>' if block.active.get(minute) else "<i></i>" for minute in range(_MINUTES))
    return format_html(_ACTIVITY, words, mark_safe("".join(bars)))
