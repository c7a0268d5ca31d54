"""The two threads of the daemon: one counts each second, one sends and may wait for the house."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from handsel_tracker.daemon.commit_notes import collect_commits
from handsel_tracker.daemon.program import Program

TICK_SECONDS = 1.0
SEND_SECONDS = 5.0


def run(program: Program, ended: Event) -> None:
    """Count until the daemon is to end, while another thread sends; what is counted is written at the end."""
    sending = Thread(target=repeat, args=(lambda: send(program), SEND_SECONDS, ended), daemon=True)
    sending.start()
    repeat(lambda: tick(program), TICK_SECONDS, ended)
    if program.engine is not None:
        program.engine.sign_due()


def tick(program: Program) -> None:
    """Take in commits, and count a second, if somebody is signed in; no trouble with commits costs time."""
    if program.engine is None:
        return
    try:
        if program.commits is not None:
            collect_commits(program.engine, program.commits)
    finally:
        program.engine.tick()


def send(program: Program) -> None:
    """Send what is due, and ask a keyring again that was locked."""
    if program.sender is not None:
        program.sender.step()
    elif program.trouble:
        program.open()


def repeat(do: Callable[[], None], seconds: float, ended: Event) -> None:
    """Do something again and again; an error is written down, and stops nothing."""
    while not ended.wait(seconds):
        try:
            do()
        except Exception:
            logging.getLogger(__name__).exception("The Tracker goes on after an error.")
