"""Having witnesses co-sign, beside the worker: each in a thread of its own, so that none holds up another."""

import logging
import threading

from django.conf import settings
from django.db import Error, connections

from handsel.record.log.cosignatures import Disputed, NotWitnessed, cosign
from handsel.record.models import SignedCheckpoint
from handsel_verify.notes import Key

log = logging.getLogger(__name__)


class Cosigning:
    """The witnesses that are being asked now; one that has not answered yet is not asked again."""

    def __init__(self) -> None:
        self._threads: dict[str, threading.Thread] = {}

    def begin(self, checkpoint: SignedCheckpoint) -> None:
        """Ask every witness about a checkpoint, and wait for none."""
        for address, key in settings.WITNESSES.items():
            if address in self._threads and self._threads[address].is_alive():
                log.warning("witness %s is not asked: it still has to answer about an earlier one", key.name)
                continue
            asking = (checkpoint, address, key)
            self._threads[address] = threading.Thread(target=_ask, args=asking, name="witness", daemon=True)
            self._threads[address].start()

    def wait(self, seconds: float) -> None:
        """Let those that are asked answer, each at most so long."""
        for thread in self._threads.values():
            thread.join(seconds)


def _ask(checkpoint: SignedCheckpoint, address: str, key: Key) -> None:
    """Whatever comes of it is said, and ends here."""
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
