"""Doing what the command line says."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from handsel_tracker.command import git_hook, pictures, service, sign_in
from handsel_tracker.command.parser import parser
from handsel_tracker.command.wording import job_lines, status_lines
from handsel_tracker.control.client import ControlClient, DaemonAway, DaemonRefused, connect
from handsel_tracker.house.jobs import WITHOUT_SHOTS
from handsel_tracker.places.folders import write_private
from handsel_tracker.screen.port import CaptureFailed
from handsel_tracker.screen.taking import Capture
from handsel_tracker.wording.figures import clock_time
from handsel_tracker.wording.reasons import why_not_protected

DONE, REFUSED, AWAY = 0, 1, 2
ASK_STEP_SECONDS = 0.1
BY_COMMANDS = "Everything can be done by commands, too: handsel-tracker --help"
INSTALL = "pip install 'handsel-tracker[gui]'"


def run(arguments: Sequence[str]) -> int:
    """Do it; 0 if it was done, 1 if it was refused, 2 if the daemon could not be reached."""
    options = parser().parse_args(arguments or ["window"])
    if options.command == "daemon":
        from handsel_tracker.control.main import run_daemon

        return run_daemon()
    try:
        if options.command in _WITHOUT_DAEMON:
            return _WITHOUT_DAEMON[options.command](options)
        with connect() as client:
            return _COMMANDS[options.command](client, options) or DONE
    except DaemonRefused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except (DaemonAway, OSError) as away:
        print(away, file=sys.stderr)
        return AWAY
    except KeyboardInterrupt:
        return REFUSED


def _open_window() -> int:
    """Open the window, if there is a desktop, and what draws it is installed."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print(f"There is no desktop here, so no window can be shown. {BY_COMMANDS}", file=sys.stderr)
        return AWAY
    try:
        from handsel_tracker.window.app import run_window
    except ImportError as error:
        print(f"The window cannot be shown: {error}. Install it: {INSTALL}", file=sys.stderr)
        print(BY_COMMANDS, file=sys.stderr)
        return AWAY
    return run_window()


def _jobs(client: ControlClient, options: argparse.Namespace) -> None:
    jobs = client.ask("jobs")
    if options.json:
        print(json.dumps(jobs, indent=1))
        return
    print(
        "\n".join(line for job in jobs for line in job_lines(job)) or "There is no hourly job that goes on."
    )


def _status(client: ControlClient, options: argparse.Namespace) -> None:
    state = client.ask("state")
    print(json.dumps(state, indent=1) if options.json else "\n".join(status_lines(state)))


def _start(client: ControlClient, options: argparse.Namespace) -> None:
    client.ask("start", job=options.job, memo=options.memo)
    print("\n".join(status_lines(client.ask("state"))[1:4]))


def _stop(client: ControlClient, _options: argparse.Namespace) -> None:
    client.ask("stop")
    today = client.ask("state")["tracking"]["today_seconds"]
    print(f"Stopped. {clock_time(today)} today on this device.")


def _memo(client: ControlClient, options: argparse.Namespace) -> None:
    client.ask("memo", text=options.text, job=options.job, segment=options.segment)


def _answer(client: ControlClient, options: argparse.Namespace) -> None:
    questions = client.ask("state")["tracking"]["questions"]
    if not questions:
        raise DaemonRefused("No question waits. Nothing was changed.")
    kept = sum(
        client.ask("answer", question=row["question"], keep=options.choice == "keep") for row in questions
    )
    print(f"{clock_time(kept)} kept.")


def _hold(client: ControlClient, options: argparse.Namespace) -> None:
    client.ask("hold", on=options.state == "on")


def _work_view(client: ControlClient, options: argparse.Namespace) -> None:
    client.ask("work_view", on=options.state == "on")
    if options.state == "off":
        job = client.ask("state")["tracking"]["job"] or {}
        words = why_not_protected(WITHOUT_SHOTS[job.get("work_view", "offered")])
        print(f"No screenshots are taken, and time is not protected. {words}")


def _settings(client: ControlClient, options: argparse.Namespace) -> None:
    value: Any = options.value
    if options.name:
        value = {"on": True, "off": False, "all": None}.get(value, int(value) if value.isdigit() else value)
        value = [row for row in options.value.split(",") if row] if options.name == "excluded" else value
    for name, current in client.ask("settings", name=options.name, value=value).items():
        print(f"{name}: {json.dumps(current)}")


def _export(client: ControlClient, options: argparse.Namespace) -> None:
    content = json.dumps(client.ask("export"), indent=1, ensure_ascii=False)
    write_private(Path(options.file), f"{content}\n".encode())
    print(f"Written to {options.file}, without pictures.")


def _verify(client: ControlClient, _options: argparse.Namespace) -> int:
    result = client.ask("verify")
    for sentence in result["holds"]:
        print(f"HOLDS   {sentence}")
    for sentence in result["faults"]:
        print(f"BROKEN  {sentence}")
    return REFUSED if result["faults"] else DONE


def _doctor(client: ControlClient, options: argparse.Namespace) -> int:
    if options.ask:
        _ask_for_permission()
    rows = client.ask("doctor")
    for name, state, sentence, way_out in rows:
        print(f"{state:<5} {name}: {sentence} {way_out}".rstrip())
    return REFUSED if any(row[1] == "bad" for row in rows) else DONE


def _ask_for_permission() -> None:
    """Have the desktop ask, and wait for the person's answer; why there is none is said."""
    asking = Capture.ask()
    try:
        while asking.poll() is None:
            time.sleep(ASK_STEP_SECONDS)
    except CaptureFailed as failure:
        print(f"{failure.reason} {failure.way_out}".strip(), file=sys.stderr)


def _quit(client: ControlClient, _options: argparse.Namespace) -> None:
    client.ask("quit")


_WITHOUT_DAEMON: dict[str, Callable[[argparse.Namespace], int]] = {
    "git-hook": git_hook.run,
    "window": lambda _options: _open_window(),
    "service": service.run,
}
_COMMANDS: dict[str, Callable[[ControlClient, argparse.Namespace], int | None]] = {
    "login": sign_in.log_in,
    "logout": sign_in.log_out,
    "jobs": _jobs,
    "status": _status,
    "start": _start,
    "switch": _start,
    "stop": _stop,
    "memo": _memo,
    "answer": _answer,
    "preview": pictures.preview,
    "redact": pictures.redact,
    "delete": pictures.delete,
    "send": pictures.send,
    "hold": _hold,
    "work-view": _work_view,
    "settings": _settings,
    "export": _export,
    "verify": _verify,
    "doctor": _doctor,
    "quit": _quit,
}
