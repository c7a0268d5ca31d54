"""What the command says, in words of people."""

from datetime import datetime
from typing import Any

_NOTICES = {
    "idle": "There was no input for ten minutes. Keep that time, or leave it out?",
    "stopped without input": "The timer stopped: there was no input for half an hour.",
    "stopped after the lock": "The timer stopped as the screen was locked.",
    "locked": "The screen is locked: nothing is counted.",
    "unlocked": "The timer goes on.",
    "recovered": "The Tracker had ended without a word. The timer goes on; at most ten seconds are lost.",
    "ended": "The Tracker had ended, and the timer with it. What was counted is kept.",
    "still working": "The timer has run for four hours. Still working?",
    "untimed": "You are working without a timer.",
    "week nearly full": "Nine tenths of the week's limit are used.",
    "network disk": "The spool lies on another machine's disk. It is safe, and slower.",
    "signed": "A block is over.",
}
_STOPS = {
    "closed": "the job is over, or not yours",
    "paused": "the job is paused",
    "submitted": "the week's timesheet was submitted",
    "full": "the week's limit is reached",
}


def duration(seconds: int) -> str:
    """`1:04:09` for seconds."""
    hours, rest = divmod(max(seconds, 0), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def clock_time(second: int) -> str:
    """A time of day, where the device is."""
    return datetime.fromtimestamp(second).astimezone().strftime("%H:%M:%S")


def money(amount: int, currency: str) -> str:
    """Minor units as an amount."""
    return f"{currency} {amount // 100}.{amount % 100:02}"


def notice_text(notice: dict[str, Any]) -> str:
    """A notice in a sentence."""
    match notice["kind"]:
        case "stopped":
            return f"The timer stopped: {_STOPS.get(notice['text'], notice['text'])}."
        case "disk":
            return f"The disk takes nothing: {notice['text']}. Time is counted in memory and written later."
        case "tampered":
            return str(notice["text"])
        case kind:
            return _NOTICES.get(str(kind), str(kind))


def job_lines(job: dict[str, Any]) -> list[str]:
    """A job as the list shows it."""
    left = "no limit" if job["left_seconds"] is None else f"{duration(job['left_seconds'])} left"
    ready = "Ready" if job["readiness"] == "ready" else f"Not protected: {job['readiness']}"
    view = {"required": "Work View required", "off": "no Work View"}.get(job["work_view"])
    view = view or ("Work View on" if job["work_view_on"] else "Work View off")
    week = f"{duration(job['week_seconds'])} this week, {left}, {money(job['amount'], job['currency'])}"
    return [f"{job['number']:>5}  {job['title']} ({job['client']})", f"       {ready}; {view}; {week}"]


def status_lines(state: dict[str, Any]) -> list[str]:
    """The state as `status` shows it."""
    if state["account"] is None:
        return [state["trouble"] or "Nobody is signed in. Sign in with: handsel-tracker login HOUSE"]
    account, tracking = state["account"], state["tracking"]
    lines = [f"{account['person']} at {account['house']}, on {account['name']}"]
    if state["signed_out"]:
        lines.append("The house no longer knows this device. What was recorded is kept here. Sign in again.")
    if state["trouble"]:
        lines.append(state["trouble"])
    if state["away"]:
        lines.append(f"{state['away']} What is recorded is kept and sent later.")
    lines += state["problems"].values()
    return [*lines, *(_tracking_lines(tracking) if tracking else [])]


def shot_line(shot: dict[str, Any]) -> str:
    """A screenshot as `preview` lists it."""
    state = {"held": "held until you send it"}.get(shot["state"], shot["state"])
    if shot["state"] == "held" and shot["sent_at"]:
        state = f"leaves at {clock_time(shot['sent_at'])}"
    redacted = f", {shot['redactions']} parts unreadable" if shot["redactions"] else ""
    taken = clock_time(shot["taken"])
    return f"{shot['shot'][:12]}  {taken}  monitor {shot['monitor']}  {state}{redacted}"


def _tracking_lines(tracking: dict[str, Any]) -> list[str]:
    job = tracking["job"]
    lines = ["No timer runs."]
    if job is not None:
        seconds = duration(tracking["now"] - tracking["running_since"])
        lines = [f"Tracking {job['title']} for {seconds}", *job_lines(job)]
        lines.append(_protection(tracking["protection"]))
    lines.append(f"{duration(tracking['today_seconds'])} today on this device")
    if tracking["held"]:
        lines.append(f"{tracking['held']} screenshots wait here: handsel-tracker preview")
    if tracking["unsent"]:
        lines.append(f"{tracking['unsent']} blocks are not sent yet")
    for question in tracking["questions"]:
        span = f"{clock_time(question['from'])} on, {duration(question['can_keep_seconds'])}"
        lines.append(f"No input from {span}: handsel-tracker answer keep, or answer discard")
    return lines + [notice_text(row) for row in tracking["notices"] if row["kind"] != "signed"]


def _protection(protection: dict[str, Any]) -> str:
    if protection["protected"]:
        return "This block is protected once its screenshot has arrived."
    return f"This block is not protected: {protection['reason'].rstrip('.')}."
