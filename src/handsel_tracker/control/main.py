"""The daemon as a process: everything put together, until it is told to end."""

import os
import signal
import sys
from threading import Event
from typing import Any

from handsel_tracker.control.log import keep_log
from handsel_tracker.control.methods import Methods
from handsel_tracker.control.server import ControlServer
from handsel_tracker.daemon.loop import run
from handsel_tracker.daemon.program import Desktop, Program
from handsel_tracker.inputs.finding import find_inputs
from handsel_tracker.places.folders import FOLDER_MODE, Places, places
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.screen import taking
from handsel_tracker.screen.port import CaptureFailed
from handsel_tracker.spool.database import SpoolBusy, only_daemon
from handsel_tracker.spool.opening import open_spool
from handsel_tracker.timing.clocks import SystemClock

OK, WARN, BAD = "ok", "warn", "bad"
"""How each thing stands that the doctor looks at, as in `screen/checks.py`."""
BUSY = 3
"""The exit code if another daemon runs."""


def run_daemon() -> int:
    """Run until a signal or a client ends it."""
    own = places()
    try:
        only_daemon(own.lock)
    except SpoolBusy:
        sys.stderr.write("The Tracker runs already. Nothing was started.\n")
        return BUSY
    os.umask(0o777 & ~FOLDER_MODE)
    keep_log(own.log)
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    desktop = Desktop(find_inputs(), taking.Capture.begin, taking.redact)
    spool, trouble = open_spool(own.spool)
    program = Program(spool, Secrets(own.secrets), SystemClock(), desktop, trouble=trouble)
    program.commits = own.commits
    server = ControlServer(own.socket, Methods(program, ended, lambda: examine(program, own)), ended)
    program.changed = server.state_changed
    program.open()
    server.serve()
    run(program, ended)
    server.close()
    desktop.inputs.close()
    program.spool.database.close()
    return 0


def examine(program: Program, own: Places) -> list[Any]:
    """What works on this desktop and for this person, and what to do about the rest."""
    context: dict[str, Any] = {"on_network": program.spool.database.is_on_network}
    if program.engine is not None and program.engine.keeper.time.synced:
        context["offset_ms"] = program.engine.keeper.time.offset_ms(program.engine.keeper.reading)
    state = program.state()
    rows: list[Any] = []
    if state["account"] is None:
        rows.append(("Sign-in", WARN, "Nobody is signed in.", "handsel-tracker login HOUSE"))
    elif state["signed_out"]:
        rows.append(("Sign-in", BAD, "The site no longer knows this device.", "Sign in again."))
    else:
        place = "the keyring" if state["account"]["secrets"] == "keyring" else str(own.secrets)
        rows.append(("Sign-in", OK, f"{state['account']['person']}; the keys are in {place}.", ""))
    if state["away"]:
        rows.append(("House", WARN, state["away"], "What is recorded is kept and sent later."))
    rows += [("Problem", BAD, text, "") for text in state["problems"].values()]
    try:
        return [*rows, *taking.look_at_desktop(context)]
    except (OSError, ValueError, KeyError, CaptureFailed) as error:
        return [*rows, ("Screen", BAD, f"The desktop could not be looked at: {error}.", "")]
