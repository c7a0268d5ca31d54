"""Why a block is not protected, why a timer stopped, and what else the daemon has to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handsel_tracker.wording.figures import day_and_time, hours, time_of_day

NOT_PROTECTED = {
    "not funded": "The client has not funded this week yet. Time counts, but no money is set aside for it.",
    "not started": "The first week of this job has not begun.",
    "paused": "The job is paused: its time does not count.",
    "submitted": "This week’s timesheet was submitted: its time does not count.",
    "suspended": "You are suspended: new time does not count.",
    "no work view": "The terms are without Work View, so no screenshot shows the work. Time counts.",
    "work view off": "Work View is off, so no screenshot shows the work. Time counts.",
    "work view missing": "Work View is off, and the terms require it: this time is not paid.",
}
READINESS = {
    "ready": "Ready",
    "not funded": "Not funded yet",
    "not started": "Not started",
    "paused": "Paused",
    "submitted": "Timesheet submitted",
    "suspended": "Suspended",
}
WORK_VIEW = {
    "off": "No screenshots: the terms are without Work View",
    "offered": "Screenshots are your choice: with them, time is protected",
    "required": "Screenshots are required: time without them is not paid",
}
AWAY = "No connection to the site. Time is recorded here and sent later."
SIGNED_OUT = "The site no longer knows this computer. Time goes on being recorded here. Sign in again."
SHOT_TAKEN = (
    "A screenshot of the block from {when} waits here for ten minutes. Click to look, redact or delete."
)
REFUSED = (
    "{length} from {when} do not count. {why} “Your devices” on the site lists this time and what you can do."
)
_STOPPED = {
    "closed": "The job is over, or not yours. The timer stopped.",
    "paused": "The job was paused. The timer stopped.",
    "submitted": "This week’s timesheet was submitted. The timer stopped.",
    "full": "The limit of this week is reached. The timer stopped.",
    "suspended": "You are suspended. Time until now counts. The timer stopped.",
}

_NOTICES = {
    "stopped without input": ("warn", "clock", "There was no input for 30 minutes. The timer stopped."),
    "stopped after the lock": ("warn", "lock", "The screen was locked, so the timer stopped."),
    "recovered": ("warn", "alert", "The Tracker ended and started again: {length} were not counted."),
    "ended": ("mute", "clock", "The timer stopped at {when}, when this computer last ran."),
    "still working": ("mute", "clock", "The timer has run since {when}. Still working?"),
    "untimed": ("warn", "clock", "You are working, and no timer runs."),
    "week nearly full": ("warn", "clock", "{length} of this week’s limit are left."),
    "network disk": (
        "mute",
        "alert",
        "The Tracker’s folder is on a network disk: it writes with more care, and slower.",
    ),
}
"""What is said by kind, with its tone and icon; `when` and `length` are its number as a time and a length."""


@dataclass(frozen=True)
class WordedNotice:
    """A notice in words, with its tone and icon."""

    tone: str
    icon: str
    words: str


def why_not_protected(reason: str) -> str:
    """Why a block is not protected; other reasons than these are sentences of their own."""
    return NOT_PROTECTED.get(reason, reason)


def stopped(reason: str) -> str:
    """Why a timer stopped."""
    return _STOPPED.get(reason, reason)


def notice(row: Mapping[str, Any]) -> WordedNotice | None:
    """A notice of the daemon in words; None for one that needs none."""
    kind, at = row["kind"], row.get("at", 0)
    if kind == "stopped":
        return WordedNotice("warn", "clock", stopped(row["text"]))
    if kind == "refused":
        return WordedNotice("warn", "alert", _refused(row))
    if kind in ("disk", "tampered"):
        return WordedNotice("bad", "alert", row["text"])
    if kind not in _NOTICES:
        return None
    tone, icon, words = _NOTICES[kind]
    return WordedNotice(tone, icon, words.format(when=time_of_day(at), length=hours(at)))


def _refused(row: Mapping[str, Any]) -> str:
    """How much of which block does not count, and why; the site's reason is a sentence, or a code."""
    why = row["text"] if " " in row["text"] else f"The site refused it ({row['text']})."
    return REFUSED.format(length=hours(row["seconds"]), when=day_and_time(row["at"]), why=why)


def shot_notice(row: Mapping[str, Any]) -> str:
    """That a block which ended has a screenshot; nothing for one that has none, and for other notices."""
    if row["kind"] != "signed" or not row["shots"]:
        return ""
    return SHOT_TAKEN.format(when=time_of_day(row["at"]))


def troubles(state: Mapping[str, Any]) -> list[WordedNotice]:
    """What does not work now, of the whole state of the daemon."""
    rows = []
    if state["signed_out"]:
        rows.append(WordedNotice("bad", "alert", SIGNED_OUT))
    problems = filter(None, (state["trouble"], *state["problems"].values()))
    rows += [WordedNotice("warn", "alert", words) for words in problems]
    if state["away"]:
        rows.append(WordedNotice("mute", "away", AWAY))
    if words := (state["tracking"] or {}).get("screen_trouble"):
        rows.append(WordedNotice("warn", "screen", words))
    return rows
