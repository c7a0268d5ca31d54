"""What the command says, in words of people."""

from typing import Any

from handsel_tracker.wording.figures import clock_time, day_and_time, money, time_of_day
from handsel_tracker.wording.reasons import READINESS, notice, troubles, why_not_protected


def job_lines(job: dict[str, Any]) -> list[str]:
    """A job as the list shows it."""
    left = "no limit" if job["left_seconds"] is None else f"{clock_time(job['left_seconds'])} left"
    ready = READINESS.get(job["readiness"], job["readiness"])
    view = {"required": "Work View required", "off": "no Work View"}.get(job["work_view"])
    view = view or ("Work View on" if job["work_view_on"] else "Work View off")
    week = f"{clock_time(job['week_seconds'])} this week, {left}, {money(job['amount'], job['currency'])}"
    return [f"{job['number']:>5}  {job['title']} ({job['client']})", f"       {ready}; {view}; {week}"]


def status_lines(state: dict[str, Any]) -> list[str]:
    """The state as `status` shows it."""
    if state["account"] is None:
        words = state["trouble"] or "Nobody is signed in. Sign in with: handsel-tracker login HOUSE"
        return [words, *_left_behind(state)]
    account, tracking = state["account"], state["tracking"]
    lines = [f"{account['person']} at {account['house']}, on {account['name']}"]
    lines += [row.words for row in troubles(state)] + _left_behind(state)
    return [*lines, *(_tracking_lines(tracking) if tracking else [])]


def shot_line(shot: dict[str, Any]) -> str:
    """A screenshot as `preview` lists it."""
    state = {"held": "held until you send it"}.get(shot["state"], shot["state"])
    if shot["state"] == "held" and shot["sent_at"]:
        state = f"leaves at {time_of_day(shot['sent_at'])}"
    redacted = f", {shot['redactions']} parts unreadable" if shot["redactions"] else ""
    taken = time_of_day(shot["taken"])
    return f"{shot['shot'][:12]}  {taken}  monitor {shot['monitor']}  {state}{redacted}"


def _tracking_lines(tracking: dict[str, Any]) -> list[str]:
    job = tracking["job"]
    lines = ["No timer runs."]
    if job is not None:
        seconds = clock_time(tracking["now"] - tracking["running_since"])
        lines = [f"Tracking {job['title']} for {seconds}", *job_lines(job)]
        lines.append(_protection(tracking["protection"]))
    lines.append(f"{clock_time(tracking['today_seconds'])} today on this device")
    if tracking["held"]:
        lines.append(f"Screenshots that wait here: {tracking['held']} (handsel-tracker preview)")
    if tracking["unsent"]:
        lines.append(f"Blocks that are not sent yet: {tracking['unsent']}")
    for question in tracking["questions"]:
        span = f"{time_of_day(question['from'])} on, {clock_time(question['can_keep_seconds'])}"
        lines.append(f"No input from {span}: handsel-tracker answer keep, or answer discard")
    return lines + [row.words for row in map(notice, tracking["notices"]) if row is not None]


def _left_behind(state: dict[str, Any]) -> list[str]:
    """The time that was never sent, span by span, so that it can be added by hand."""
    spans = [span for row in state["left_behind"] for span in row["spans"]]
    lines = [f"  {clock_time(end - start)} from {day_and_time(start)}" for start, end in spans]
    return ["Not sent before this device was disconnected, to be added by hand:", *lines] if lines else []


def _protection(protection: dict[str, Any]) -> str:
    if protection["protected"]:
        return "This block is protected once its screenshot has arrived."
    return f"This block is not protected. {why_not_protected(protection['reason'])}".strip()
