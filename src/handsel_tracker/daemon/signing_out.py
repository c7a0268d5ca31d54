"""Signing out: what was recorded is sent first."""

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.sending.sender import Sender

FORCED_SECONDS = 5
"""How long who signs out by force waits for a pass that is under way."""


def send_all(engine: Engine, sender: Sender, *, force: bool) -> None:
    """Send what is there; what is signed before its block is over must also get through.

    By force, it does not wait for a site that is slow. Raises `ActRefused`.
    """
    wait = FORCED_SECONDS if force else -1
    sender.hurry()
    sender.step(wait)
    if sender.away and not force:
        raise ActRefused(
            f"{sender.away} What is recorded could not be sent, and would not count. You are still signed"
            " in. Sign out all the same with --force."
        )
    with engine.lock, engine.minding_disk():
        engine.signer.sign_due(all_of_them=True)
    if not sender.away:
        sender.hurry()
        sender.step(wait)
