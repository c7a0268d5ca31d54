"""Ask witnesses to co-sign, each in its own thread, so that a slow one delays no other."""

import logging
import threading

from django.conf import settings
from django.db import Error, connections

from handsel.record.log.cosignatures import Disputed, NotWitnessed, cosign
from handsel.record.models import SignedCheckpoint
from handsel_verify.notes import Key

log = logging.getLogger(__name__)


class Cosigning:
    """Running requests to witnesses; one that has not answered yet is not asked again."""

    def __init__(self) -> None:
        self._threads: dict[str, threading.Thread] = {}

    def begin(self, checkpoint: SignedCheckpoint) -> None:
        """Ask every witness to co-sign a checkpoint, without waiting."""
        for address, key in settings.WITNESSES.items():
            if address in self._threads and self._threads[address].is_alive():
                log.warning("witness %s is not asked: it still has to answer about an earlier one", key.name)
                continue
            asking = (checkpoint, address, key)
            self._threads[address] = threading.Thread(target=_ask, args=asking, name="witness", daemon=True)
            self._threads[address].start()

    def wait(self, seconds: float) -> None:
        """Wait for running requests, at most so long for each."""
        for thread in self._threads.values():
            thread.join(seconds)


def _ask(checkpoint: SignedCheckpoint, address: str, key: Key) -> None:
    """Log the result; never raise."""
    try:
        cosign(checkpoint, address, key)
    except Disputed as error:
        log.error("witness %s disputes the %s: %s", key.name, checkpoint, error)
    except NotWitnessed as error:
        log.warning("witness %s did not co-sign the %s: %s", key.name, checkpoint, error)
    except Error as error:
        reason = str(error).partition("\n")[0]
        log.warning("what witness %s signed is not kept: %s", key.name, reason)
    finally:
        connections.close_all()
